/** Completion, help and problems of the editor: what `schema.js` and cvgen say, as CodeMirror shows it. */

import { autocompletion, pickedCompletion } from "@codemirror/autocomplete";
import { Prec, Text } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";

import { complete, explain } from "./schema.js";
import { offsetAt } from "./text.js";

/**
 * Offer and explain the keys and values of a schema.
 * @param {object} schema the JSON Schema of a profile
 * @returns {import("@codemirror/state").Extension}
 */
export function schemaHelp(schema) {
  return [
    autocompletion({
      override: [completions(schema)],
      activateOnCompletion: ({ type }) => type !== "value",
      icons: false,
    }),
    Prec.low(hoverTooltip((view, offset) => keyHelp(schema, view, offset))), // a problem is shown above it
  ];
}

/** @param {string} inserted with LF, whatever the file has @returns {Text} */
export function toText(inserted) {
  return Text.of(inserted.split("\n"));
}

/** Offer keys and values of the schema. */
function completions(schema) {
  return ({ state, pos, explicit }) => {
    const found = complete(schema, state.doc.toString(), pos, explicit);
    if (!found) return null;
    const options = found.offers.map((offer) => ({
      label: offer.label,
      type: offer.type,
      detail: offer.detail,
      info: offer.info || undefined,
      boost: offer.rank,
      apply: (view, completion, from, to) => write(view, offer, from, to, pickedCompletion.of(completion)),
    }));
    return { from: found.from, options, validFor: explicit ? undefined : /^[\w -]*$/ };
  };
}

/** Write an offer and put the cursor where its value belongs; where a colon follows already, write the key alone. */
function write(view, { type, label, insert, cursor }, from, to, annotations) {
  const { text, from: start } = view.state.doc.lineAt(to);
  const isKeyAlone = type === "property" && /^\s*:(\s|$)/.test(text.slice(to - start));
  const written = isKeyAlone ? label : insert;
  const anchor = from + (isKeyAlone ? label.length : cursor);
  const changes = { from, to, insert: toText(written) };
  view.dispatch({ changes, selection: { anchor }, userEvent: "input.complete", annotations });
}

/** Explain the key at an offset. */
function keyHelp(schema, view, offset) {
  const found = explain(schema, view.state.doc.toString(), offset);
  if (!found) return null;
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: helpBox(found) }) };
}

/** @returns {HTMLElement} the help of a key */
function helpBox({ key, kind, description, format, values, example, byDefault }) {
  const box = element("div", "cm-help");
  const title = element("div", "cm-help-key", key);
  if (kind) title.append(element("span", "cm-help-kind", kind));
  box.append(title);
  if (description) box.append(element("p", "", description));
  if (values.length) box.append(element("p", "", `One of: ${values.join(", ")}`));
  if (format) box.append(element("p", "cm-quiet", format.charAt(0).toUpperCase() + format.slice(1)));
  if (byDefault) box.append(element("p", "cm-quiet", `Default: ${byDefault}`));
  if (example) box.append(element("code", "", example));
  return box;
}

/** @returns {HTMLElement} an element with a text, never markup */
function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/**
 * Mark a problem.
 * @param {import("@codemirror/state").EditorState} state
 * @param {import("./editor.js").Problem} problem
 * @returns {import("@codemirror/lint").Diagnostic} the problem where the editor has its text now
 */
export function diagnostic(state, { line = 1, column = 1, length = 1, severity, message, hint }) {
  const whole = state.doc.toString();
  const from = offsetAt(whole, line, column);
  const to = Math.max(from, offsetAt(whole, line, column + length));
  const renderMessage = () => {
    const box = element("div", "cm-problem");
    box.append(element("div", "", message));
    if (hint) box.append(element("div", "cm-quiet", hint));
    return box;
  };
  return { from, to, severity, message: hint ? `${message}; ${hint}` : message, renderMessage };
}
