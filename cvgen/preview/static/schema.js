/**
 * Offer and explain keys and values of profile.yaml, from its JSON Schema.
 *
 * The functions are pure: a schema, a text and an offset come in, plain objects go out. The editor shows them.
 */

import { keyAt, locate } from "./yaml-path.js";

/** @typedef {Record<string, any>} Schema */

/**
 * @typedef {object} Offer
 * @property {string} label what the list shows
 * @property {"property"|"value"|"item"} type
 * @property {string} detail what kind of value a key takes, or "default"
 * @property {string} info the help of the key
 * @property {string} insert the text to write
 * @property {number} cursor where in this text the cursor belongs afterwards
 * @property {number} rank the higher, the nearer to the top of the list
 */

const INDENT = 2;
const SELDOM = ["id", "tags", "hidden"]; // keys of every entry, for which few people come
const MOST_VALUES = 20; // that the help of a key lists
const ALTERNATIVES = ["allOf", "anyOf", "oneOf"];

/**
 * List a schema with everything that it refers to or that may apply beside it; what `if` says is only a question.
 * @param {Schema} root the whole schema
 * @param {Schema|boolean|undefined} node
 * @returns {Schema[]}
 */
function views(root, node) {
  if (!node || typeof node !== "object") return [];
  const target = node.$ref && node.$ref.split("/").slice(1).reduce((found, name) => found?.[name], root);
  const others = [target, node.then, node.else, ...ALTERNATIVES.flatMap((name) => node[name] ?? [])];
  return [node, ...others.flatMap((other) => views(root, other))];
}

/** @returns {any} the first value that one of the views has under a name */
function first(found, name) {
  return found.find((view) => view[name] !== undefined)?.[name];
}

/**
 * Find the schema of the value at a path.
 * @param {Schema} root
 * @param {(string|0)[]} path
 * @returns {Schema[]} its views; [] for a path that the schema does not know
 */
export function schemaAt(root, path) {
  return path.reduce((found, step) => views(root, child(found, step)), views(root, root));
}

/** @returns {Schema|undefined} the schema of a key, or of the items if the step is 0 */
function child(found, step) {
  if (step === 0) return first(found, "items");
  const keys = found.filter((view) => view.properties && Object.hasOwn(view.properties, step));
  return keys.length ? keys[0].properties[step] : first(found, "additionalProperties");
}

/**
 * Name what kind of value a schema takes.
 * @param {Schema[]} found its views
 * @returns {string} such as "text", "list", "true or false"; "" if it can't be said
 */
export function kindOf(found) {
  const choices = first(found, "enum");
  if (choices) return choices.includes(true) ? "true or false" : "choice";
  const format = first(found, "format");
  if (format) return { iri: "link", "idn-email": "e-mail address" }[format] ?? "text";
  const types = new Set(found.flatMap((view) => view.type ?? []));
  if (types.has("integer")) return first(found, "minimum") >= 1000 ? "date" : "number";
  const words = { string: "text", array: "list", object: "group of keys" };
  if (!found.some((view) => view.properties)) types.delete("object"); // a text by its languages
  const named = Object.keys(words).filter((type) => types.has(type));
  return named.map((type) => words[type]).join(" or ");
}

/** @returns {(string|number|boolean)[]} all values that a schema allows or that its authors want to be offered */
function choicesOf(found) {
  const choices = first(found, "enum");
  if (choices?.includes(true)) return choices;
  const snippets = (first(found, "defaultSnippets") ?? []).map((snippet) => snippet.body);
  const bodies = snippets.filter((body) => typeof body !== "object");
  return bodies.length ? bodies : (choices ?? []);
}

/**
 * Write a value as YAML.
 * @param {string|number|boolean} value
 * @param {boolean} flow whether it is inside of [] or {}
 * @returns {string} in quotes where YAML would take it for something else than a text
 */
export function asYaml(value, flow = false) {
  if (typeof value !== "string") return String(value);
  const isDate = /^\d{4}(?:-\d\d?){1,2}$/.test(value);
  const isOther = !isDate && /^(?:[-+.]?\d[\d_.,:eE+-]*|true|false|yes|no|on|off|null|~|)$/i.test(value);
  const isSyntax = /^[\s\-?:,[\]{}#&*!|>'"%@`=]|: |:$| #|\s$/.test(value) || (flow && /[,[\]{}]/.test(value));
  return isOther || isSyntax ? JSON.stringify(value) : value;
}

/**
 * Offer what can be written at the cursor.
 * @param {Schema} root
 * @param {string} text the whole file
 * @param {number} offset of the cursor
 * @param {boolean} explicit whether the user asked; examples of free texts are offered only then, since Enter would
 *   take them
 * @returns {{from: number, offers: Offer[]}|null} null if there is nothing to offer
 */
export function complete(root, text, offset, explicit) {
  const place = locate(text, offset);
  if (!place) return null;
  const found = schemaAt(root, place.path);
  const offers = [
    ...(place.role === "value" ? [] : keyOffers(root, found, place)),
    ...(place.role === "start" ? itemOffers(root, found, place) : []),
    ...(place.role === "key" ? [] : valueOffers(found, place, explicit)),
  ];
  return offers.length ? { from: place.from, offers } : null;
}

/** @returns {Offer[]} the keys of a mapping that are not there yet and go with those that are */
function keyOffers(root, found, place) {
  const required = found.flatMap((view) => view.required ?? []);
  const excluded = excludedBy(found, place.siblings);
  const keys = Object.assign({}, ...found.map((view) => view.properties ?? {}).reverse());
  return Object.entries(keys)
    .filter(([key, schema]) => schema && !place.siblings.has(key) && !excluded.has(key))
    .map(([key, schema], at) => keyOffer(key, views(root, schema), place, required.includes(key), at));
}

/** @returns {Offer} one key with the start of its value; `at` is its number in the order of the schema */
function keyOffer(key, found, place, isRequired, at) {
  const { description = "" } = found[0];
  const insert = `${asYaml(key, place.flow)}:${startOfValue(kindOf(found), place)}`;
  const detail = isRequired ? `${kindOf(found)}, required` : kindOf(found);
  const isSecond = SELDOM.includes(key) || description.startsWith("another name of");
  const rank = (isRequired ? 50 : isSecond ? -50 : 0) - Math.min(at, 49);
  return { label: key, type: "property", detail, info: description, insert, cursor: insert.length, rank };
}

/** @returns {string} what follows the colon of a key: a space, or the start of the next line */
function startOfValue(kind, place) {
  const inner = `\n${" ".repeat(place.column + INDENT)}`;
  if (place.flow || !["list", "group of keys"].includes(kind)) return " ";
  return kind === "list" ? `${inner}- ` : inner;
}

/** @returns {Set<string>} the keys that must not be beside the ones there, such as another name of one of them */
function excludedBy(found, siblings) {
  const excluded = new Set();
  for (const [key, { properties }] of found.flatMap((view) => Object.entries(view.dependencies ?? {}))) {
    for (const other of Object.keys(properties ?? {})) {
      if (siblings.has(key)) excluded.add(other);
      if (siblings.has(other)) excluded.add(key);
    }
  }
  return excluded;
}

/** @returns {Offer[]} the start of an item, if a list belongs here */
function itemOffers(root, found, place) {
  const items = views(root, first(found, "items"));
  if (!items.length) return [];
  const keys = [...new Set(items.flatMap((view) => view.required ?? []))];
  const below = `\n${" ".repeat(place.column + INDENT)}`;
  const insert = `- ${keys.map((key) => `${key}: `).join(below)}`;
  const cursor = keys.length ? insert.indexOf(": ") + 2 : insert.length;
  const info = first(items, "description") ?? "";
  return [{ label: keys.length ? `- ${keys[0]}` : "- ", type: "item", detail: "item", info, insert, cursor, rank: 60 }];
}

/** @returns {Offer[]} the values of a choice, or examples */
function valueOffers(found, place, explicit) {
  const choices = choicesOf(found);
  const examples = explicit && !choices.length ? (first(found, "examples") ?? []) : [];
  const byDefault = first(found, "default");
  return [...choices, ...examples].map((value, at, all) => {
    const insert = asYaml(value, place.flow);
    const detail = value === byDefault ? "default" : choices.length ? "" : "example";
    const rank = all.length - at;
    return { label: String(value), type: "value", detail, info: "", insert, cursor: insert.length, rank };
  });
}

/**
 * Explain the key that is written at an offset.
 * @param {Schema} root
 * @param {string} text the whole file
 * @param {number} offset
 * @returns {{from: number, to: number, key: string, kind: string, description: string, format: string,
 *   values: string[], example: string, byDefault: string}|null} null if no known key is there
 */
export function explain(root, text, offset) {
  const written = keyAt(text, offset);
  const found = written ? schemaAt(root, written.path) : [];
  if (!found.length) return null;
  const key = String(written.path.at(-1));
  const choices = choicesOf(found);
  return {
    from: written.from,
    to: written.to,
    key,
    kind: kindOf(found),
    description: found[0].description ?? "",
    format: choices.length ? "" : (first(found, "errorMessage") ?? ""),
    values: choices.slice(0, MOST_VALUES).map(String),
    example: exampleOf(root, key, found),
    byDefault: String(first(found, "default") ?? ""),
  };
}

/** @returns {string} a key with a value as somebody may write it, "" if the schema has no example */
function exampleOf(root, key, found) {
  const [example] = first(found, "examples") ?? choicesOf(found);
  if (example !== undefined) return `${key}: ${asYaml(example)}`;
  const items = views(root, first(found, "items"));
  const examples = (first(items, "examples") ?? choicesOf(items)).slice(0, 2);
  return examples.length ? `${key}: [${examples.map((value) => asYaml(value, true)).join(", ")}]` : "";
}
