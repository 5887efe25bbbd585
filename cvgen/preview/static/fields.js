/** The fields of a form: a label, an input that fits the kind of the value, and help, without any YAML. */

import { element, find } from "./dom.js";
import { countWords } from "./text.js";

const LINES = {
  list: "One on each line.",
  authors: "One on each line, such as “Ada Lovelace*”.",
};
const KEYBOARDS = { url: "url", email: "email", year: "numeric", number: "numeric" }; // of a telephone

/** @returns {boolean} whether a value is the same as none */
export const isEmpty = (value) => !value || (typeof value === "object" && Object.keys(value).length === 0);

/**
 * Make a field.
 * @param {object} field as the server describes it, with its `value`
 * @param {{write?: (value: any) => void, open: (name: string) => void, countsWords?: boolean}} on `write` gets a value as
 *   soon as the user leaves its input; `open` opens the form of a field that has fields itself
 * @returns {{element: HTMLElement, read: () => any}} `read` gives the value as the server takes it
 */
export function makeField(field, { write, open, countsWords }) {
  if (field.locked) return { element: locked(field), read: () => undefined };
  if (field.kind === "record") return { element: opener(field, open), read: () => undefined };
  const id = `field-${field.name}`;
  const isTable = field.kind === "mapping" || field.of === "record";
  const { input, read } = isTable ? table(field, id) : control(field, id);
  const send = () => {
    const value = read();
    if (field.kind === "mapping" && "" in value) showWrong(field.name, { message: "Write a label as well" });
    else write(value);
  };
  if (write) input.addEventListener("change", send);
  const name = field.label + (field.required ? " (required)" : "");
  const help = element("p", { class: "help", id: `${id}-help` }, sentences(field.help, isTable ? "" : LINES[field.kind]));
  if (countsWords && !isTable) help.append(" ", wordCount(input));
  return {
    element: element(
      "div",
      { class: `field ${field.kind}` },
      isTable ? element("span", { class: "label", id: `${id}-label` }, name) : element("label", { for: id }, name),
      input,
      element("p", { class: "wrong", id: `${id}-wrong`, role: "alert", hidden: true }),
      help,
    ),
    read,
  };
}

/** Show beside a field why its value was refused; in the line of the state, if the field is not there. */
export function showWrong(field, { message, hint }) {
  const place = find(`field-${field}-wrong`) ?? find("state");
  place.textContent = [message, hint].filter(Boolean).join(": ");
  place.hidden = false;
}

const sentences = (...texts) => texts.filter(Boolean).map((one) => (/[.!?…]$/.test(one) ? one : `${one}.`)).join(" ");

function locked({ label }) {
  const help = "It has texts in several languages: change it in the text of the file.";
  return element("div", { class: "field" }, element("span", { class: "label" }, label), element("p", { class: "help" }, help));
}

function opener({ name, label, help }, open) {
  const button = element("button", { type: "button", click: () => open(name) }, `${label} …`);
  return element("div", { class: "field" }, button, element("p", { class: "help" }, sentences(help)));
}

/** Count the words of a text while it is written. */
function wordCount(input) {
  const count = element("strong", { class: "count" });
  const show = () => {
    const words = countWords(input.value);
    count.textContent = words === 1 ? "Now 1 word." : `Now ${words} words.`;
  };
  input.addEventListener("input", show);
  show();
  return count;
}

/** Make an input of one value, or of texts on lines. */
function control(field, id) {
  const common = { id, "aria-describedby": `${id}-help ${id}-wrong`, "aria-required": field.required && "true" };
  if (field.kind === "flag") {
    const box = element("input", { ...common, type: "checkbox", checked: field.value === true });
    return { input: box, read: () => box.checked };
  }
  const input = field.kind === "choice" ? select(field, common) : textInput(field, common);
  const isList = field.kind in LINES || Array.isArray(field.value);
  return { input, read: () => (isList ? input.value.split("\n").map((line) => line.trim()).filter(Boolean) : input.value) };
}

function select({ choices, value }, common) {
  const options = ["", ...choices].map((one) => element("option", { value: one, selected: one === (value ?? "") }, one || "–"));
  return element("select", common, ...options);
}

function textInput({ kind, value, examples }, common) {
  const text = Array.isArray(value) ? value.join("\n") : (value ?? "");
  if (kind in LINES || text.length > 60 || text.includes("\n")) {
    const rows = Math.min(12, Math.max(2, text.split("\n").length, Math.ceil(text.length / 45)));
    return element("textarea", { ...common, rows }, text);
  }
  const placeholder = examples?.length && `such as ${examples[0]}`;
  return element("input", { ...common, type: "text", inputmode: KEYBOARDS[kind], value: text, placeholder });
}

/** Make rows of inputs: labels with their values, or records; the last row is empty, for one more. */
function table(field, id) {
  const { columns, rows, read } = field.kind === "mapping" ? labelled(field) : records(field);
  const usual = element("datalist", { id: `${id}-usual` }, ...(field.examples ?? []).map((value) => element("option", { value })));
  const input = element("div", { role: "group", id, "aria-labelledby": `${id}-label`, "aria-describedby": `${id}-help ${id}-wrong` }, usual);
  const lines = () => [...input.querySelectorAll(".row")].map((line) => [...line.children].map((one) => one.value.trim()));
  const addRow = (values) => {
    const at = lines().length + 1;
    const cells = columns.map((name, column) =>
      cell(values[column] ?? "", {
        placeholder: name, list: column === 0 && usual.id, "aria-label": `${field.label} ${at}: ${name}`,
      }));
    input.append(element("div", { class: "row" }, ...cells));
  };
  [...rows, []].forEach(addRow);
  input.addEventListener("input", () => lines().at(-1).some(Boolean) && addRow([]));
  return { input, read: () => read(lines().filter((line) => line.some(Boolean))) };
}

const words = (text) => text.split(",").map((word) => word.trim()).filter(Boolean);

/** Make an input of a row, with several lines for a long text. */
function cell(value, attributes) {
  if (value.length <= 60) return element("input", { type: "text", value, ...attributes });
  return element("textarea", { ...attributes, list: false, rows: Math.min(12, Math.ceil(value.length / 30)) }, value);
}

function labelled({ value, of, columns }) {
  return { columns: columns ?? ["label", of === "url" ? "web address" : "meaning"], rows: Object.entries(value ?? {}), read: Object.fromEntries };
}

/** An item without more than its first field is written as a text alone; a list in a cell has commas between its words. */
function records({ value, fields }) {
  const names = fields.map((one) => one.name);
  return {
    columns: fields.map((one) => one.label.toLowerCase()),
    rows: (value ?? []).map((one) => (typeof one === "string" ? [one] : names.map((name) => (Array.isArray(one[name]) ? one[name].join(", ") : one[name])))),
    read: (lines) => lines.map((line) => {
      const given = fields.map(({ name, kind }, at) => [name, kind === "list" ? words(line[at]) : line[at]]);
      const kept = given.filter(([, cell]) => cell.length);
      return kept.length === 1 && line[0] ? line[0] : Object.fromEntries(kept);
    }),
  };
}
