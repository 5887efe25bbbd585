/** The form of one entry: its fields as the model of a profile has them, without any YAML. */

import { ask, Refused } from "./api.js";
import { element, find } from "./dom.js";

/** What a list may hold beside texts, and records, are edited in the text. */
const isPlain = (value) => typeof value !== "object" || value === null || Object.values(value).every((one) => typeof one !== "object");

const WRITERS = {
  text: (value) => value ?? "",
  list: (value) => (value ?? []).join("\n"),
  mapping: (value) => Object.entries(value ?? {}).map(([name, one]) => `${name}: ${one}`).join("\n"),
};
const READERS = {
  text: (text) => text,
  list: (text) => text.split("\n").map((line) => line.trim()).filter(Boolean),
  mapping: (text) => Object.fromEntries(READERS.list(text).map((line) => {
    const [, name, value] = line.match(/^(.*?):\s+(.*)$/) ?? [null, line, ""];
    return [name.trim(), value.trim()];
  })),
};
const LINES = { list: "One on each line.", authors: "One on each line, in order.", mapping: "One on each line: label: https://…" };

const ALWAYS = ["title", "year", "date", "authors", "selected", "hidden"]; // shown without a value, too

let asked = 0; // how often a form was asked for
let shown = ""; // the key of the entry
let digest = ""; // of the file that the form was made of

/**
 * Show the form of an entry.
 * @param {Array} key where it is in the profile: ["awards", 3]
 * @param {{change: (edit: object) => Promise, openLine: (line: number) => void}} on
 */
export async function showEntry(key, on) {
  const name = JSON.stringify(key);
  const number = ++asked;
  const entry = await ask(`entry?key=${encodeURIComponent(name)}`);
  if (number !== asked) return; // another entry has been chosen meanwhile
  if (name === shown && find("entry").contains(document.activeElement) && isTyping()) return; // not under the user's hands
  shown = name;
  digest = entry.digest;
  const [used, unused] = split(entry.fields);
  find("entry").replaceChildren(
    element("h2", {}, entry.title || entry.section),
    actions(entry, key, on),
    ...used.map((field) => row(field, key, on)),
    unused.length
      ? element("details", {}, element("summary", {}, "More fields"), ...unused.map((field) => row(field, key, on)))
      : "",
  );
  if (entry.focus) find(`field-${entry.focus}`)?.focus();
}

const isTyping = () => document.activeElement.matches("input, textarea, select");

const isEmpty = (value) => value === undefined || value === null || value === "" || value === false || Object.keys(value).length === 0;

/** Return the fields that have a value or must have one, and the others. */
function split(fields) {
  const isUsed = (field) => field.required || !isEmpty(field.value) || ALWAYS.includes(field.name);
  return [fields.filter(isUsed), fields.filter((field) => !isUsed(field))];
}

function actions(entry, key, on) {
  const place = key.at(-1);
  const isListed = typeof place === "number" && entry.count > 0;
  const act = (label, edit, isOff = false) => element("button", { type: "button", disabled: isOff, click: () => send(edit, on).then((isDone) => isDone && after(edit, on)) }, label);
  return element(
    "div",
    { class: "entry-actions" },
    ...(isListed
      ? [
          act("Move up", { op: "move", path: key, to: place - 1 }, place === 0),
          act("Move down", { op: "move", path: key, to: place + 1 }, place === entry.count - 1),
          element("button", { type: "button", click: () => showNew(entry.section, place + 1, on) }, "Add another"),
          act("Delete", { op: "remove", path: key }),
        ]
      : []),
    entry.line ? element("button", { type: "button", class: "link", click: () => on.openLine(entry.line) }, `line ${entry.line}`) : "",
    entry.line ? element("button", { type: "button", class: "link", click: () => openOutside(entry.line) }, "open in an editor") : "",
  );
}

/** Show the entry where it is after an edit, and the start after it was deleted. */
function after(edit, on) {
  if (edit.op === "move") on.choose({ key: [...edit.path.slice(0, -1), edit.to] });
  if (edit.op === "remove") on.start();
}

/** Show what can be done before an entry is chosen. */
export async function showStart(on) {
  const number = ++asked;
  const { sections } = await ask("form");
  if (number !== asked) return;
  const adding = sections.map((name) => element("button", { type: "button", click: () => showNew(name, 0, on) }, name));
  find("entry").replaceChildren(
    element("p", {}, "Click an entry in the pages to change it. Drag it to move it within its list."),
    element("button", { type: "button", click: () => on.choose({ key: [] }) }, "Name and contacts"),
    element("h3", {}, "Add an entry to"),
    element("div", { class: "entry-actions" }, ...adding),
  );
}

/** Show an empty form for a new entry of a list. */
export async function showNew(section, at, on) {
  const number = ++asked;
  const { fields, digest: known } = await ask(`form?section=${encodeURIComponent(section)}`);
  if (number !== asked) return;
  shown = "";
  digest = known;
  const [needed, more] = [fields.filter((field) => field.required), fields.filter((field) => !field.required)];
  const rows = (some) => some.map((field) => row(field, null, on));
  const form = element(
    "form",
    { submit: (event) => { event.preventDefault(); add(form, fields, section, at, on); } },
    element("h2", {}, `New: ${section}`),
    ...rows(needed.length ? needed : more.splice(0, 3)),
    element("details", { open: true }, element("summary", {}, "More fields"), ...rows(more)),
    element("div", { class: "entry-actions" }, element("button", { type: "submit", class: "main" }, "Add")),
  );
  find("entry").replaceChildren(form);
  form.querySelector("input, textarea")?.focus();
}

async function add(form, fields, section, at, on) {
  const entry = {};
  for (const field of fields) {
    const value = read(field, find(`field-${field.name}`));
    if (!isEmpty(value)) entry[field.name] = value;
  }
  if (await send({ op: "add", section, at, entry }, on)) on.choose({ key: [section, at] });
}

/** Return a field with its label, help and value; a change of it is written at once, but not in a new entry. */
function row(field, key, on) {
  const id = `field-${field.name}`;
  if (field.kind === "record" || !isPlain(field.value)) return inText(field);
  const input = widget(field, id);
  if (key) input.addEventListener("change", () => send({ op: "set", path: key, key: field.name, value: read(field, input) }, on, field.name));
  const help = [field.help, LINES[field.kind]].filter(Boolean).join(" ");
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, field.label + (field.required ? " (required)" : "")),
    input,
    element("p", { class: "wrong", id: `${id}-wrong`, role: "alert", hidden: true }),
    help ? element("p", { class: "help", id: `${id}-help` }, help) : "",
  );
}

function inText(field) {
  return element("p", { class: "field help" }, `${field.label}: edit this in the tab “Text”.`);
}

function widget(field, id) {
  const common = { id, "aria-describedby": `${id}-help ${id}-wrong`, "aria-required": field.required && "true" };
  if (field.kind === "flag") return element("input", { ...common, type: "checkbox", checked: field.value === true });
  if (field.kind === "choice") {
    const options = ["", ...field.choices].map((one) => element("option", { value: one, selected: one === (field.value ?? "") }, one || "–"));
    return element("select", common, ...options);
  }
  const text = (WRITERS[field.kind] ?? (Array.isArray(field.value) ? WRITERS.list : WRITERS.text))(field.value);
  if (field.kind in LINES || text.length > 60 || text.includes("\n")) {
    const made = element("textarea", { ...common, rows: Math.min(12, Math.max(2, text.split("\n").length, Math.ceil(text.length / 45))) });
    made.value = text;
    return made;
  }
  return element("input", { ...common, type: "text", value: text, placeholder: field.examples?.[0] });
}

function read(field, input) {
  if (field.kind === "flag") return input.checked;
  return (READERS[field.kind] ?? (field.kind in LINES ? READERS.list : READERS.text))(input.value);
}

async function send(edit, on, field = "") {
  for (const one of document.querySelectorAll(".wrong")) one.hidden = true;
  try {
    ({ digest } = await on.change(edit, digest));
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [problem] = error.problems;
    const place = find(`field-${problem.path?.[0] ?? field}-wrong`) ?? find("state");
    place.textContent = [problem.message, problem.hint].filter(Boolean).join(": ");
    place.hidden = false;
    return false;
  }
}

async function openOutside(line) {
  const { editors, chosen } = await ask("editors");
  const select = element("select", { "aria-label": "Editor" }, ...Object.entries(editors).map(([name, label]) =>
    element("option", { value: name, selected: name === chosen }, label)));
  const go = async () => {
    const { address } = await ask("open", { line, editor: select.value });
    if (address) location.href = address;
  };
  const dialog = element("dialog", { "aria-label": "Open in an editor", close: () => dialog.remove() },
    element("p", {}, `Open line ${line} in`), select, " ",
    element("button", { type: "button", class: "main", click: () => { go().catch(() => {}); dialog.close(); } }, "Open"), " ",
    element("button", { type: "button", click: () => dialog.close() }, "Cancel"));
  document.body.append(dialog);
  dialog.showModal();
}
