/** Make elements. Texts go in as text, never as HTML. */

/**
 * Return a new element.
 * @param {string} tag
 * @param {object} [attributes] a function is a listener of that event; false and undefined leave an attribute out
 * @param {...(Node|string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** Return the element with an id. */
export const find = (id) => document.getElementById(id);
