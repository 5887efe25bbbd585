/** The form of one entry: its fields as the model of a profile has them; and what can be done before one is chosen. */

import { ask, Refused } from "./api.js";
import { element, find } from "./dom.js";
import { isEmpty, makeField, showWrong } from "./fields.js";
import { openOutside } from "./outside.js";

/**
 * What the panel asks of the page.
 * @typedef {object} Page
 * @property {(edit: object, digest: string) => Promise<{digest: string}>} change write an edit
 * @property {(spot: {key: Array}) => void} choose show the form of another entry
 * @property {(key: Array, digest: string) => void} follow scroll to an entry as soon as the pages show it
 * @property {(line: number) => void} openLine
 * @property {() => void} start show what can be done
 */

const ALWAYS = [ // shown without a value, too
  "title", "organization", "institution", "venue", "authors", "year", "years", "date", "start", "end", "links", "selected", "hidden",
];

let asked = 0; // how often a form was asked for
let shown = null; // the entry as the form has it
let digest = ""; // of the file that the form was made of
let queue = Promise.resolve(); // the edits: each is made for the file that the one before has left
let released = Promise.resolve(); // when no button of the mouse is down

addEventListener("pointerdown", () => {
  released = new Promise((done) => {
    for (const name of ["pointerup", "pointercancel", "dragend"]) addEventListener(name, () => setTimeout(done), { once: true });
  });
}, true);

const path = (name, key) => `${name}=${encodeURIComponent(JSON.stringify(key))}`;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const button = (label, click, attributes = {}) => element("button", { type: "button", click, ...attributes }, label);

/**
 * Show the form of an entry.
 * @param {Array} key where it is in the profile: ["awards", 3]
 * @param {Page} on
 * @param {{hasFocus?: boolean}} [options] whether the keyboard goes on in the form
 */
export async function showEntry(key, on, { hasFocus = false } = {}) {
  const number = ++asked;
  const entry = await ask(`entry?${path("key", key)}`);
  await released; // or a click would miss the button that it began on
  if (number !== asked) return; // another entry has been chosen meanwhile
  const isSame = same(entry.key, shown?.key);
  if (isSame && entry.digest === digest) shown = entry;
  if (isSame && isTyping()) return; // not under the user's hands
  render(entry, on, isSame);
  if (hasFocus) find("entry").querySelector("h2").focus();
}

const isTyping = () => find("entry").contains(document.activeElement) && document.activeElement.matches("input, textarea, select");

/** Put an entry into the panel; what was open and had the focus before keeps it if it is the same entry. */
function render(entry, on, isSame) {
  const panel = find("entry");
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const isOpen = isSame && Boolean(panel.querySelector("details")?.open);
  shown = entry;
  digest = entry.digest;
  const { key } = entry;
  const fields = entry.fields.map((field) => ({
    ...field,
    made: makeField(field, {
      write: (value) => send({ op: "set", path: key, key: field.name, value }, on, field.name),
      open: (name) => on.choose({ key: [...key, name] }),
      countsWords: entry.counts_words,
    }),
  }));
  panel.replaceChildren(way(entry, on), heading(entry.title), actions(entry, on), ...rows(fields, isOpen));
  if (!isSame) panel.scrollTop = 0;
  if (entry.focus) find(`field-${entry.focus}`)?.focus();
  else if (focused) focusAgain(panel, focused);
}

function focusAgain(panel, { id, textContent }) {
  const alike = [...panel.querySelectorAll("button:not(:disabled)")].find((one) => one.textContent === textContent);
  (find(id) ?? alike ?? panel.querySelector("h2")).focus();
}

const heading = (text) => element("h2", { tabindex: "-1" }, text);

/** The way back: to all sections, and to the custom section that has the entry. */
function way({ list, section }, on) {
  const parent = list?.length > 1 ? button(section, () => on.choose({ key: list.slice(0, -1) }), { class: "link" }) : (list && section) || "";
  return element("p", { class: "way" }, button("All sections", on.start, { class: "link" }), parent ? " › " : "", parent);
}

/** Return the fields that have a value or are usual, and the others in a part that can be opened. */
function rows(fields, isOpen = false) {
  const isUsual = ({ name, required, value }) => required || !isEmpty(value) || ALWAYS.includes(name);
  const usual = fields.length > 5 ? fields.filter(isUsual) : fields;
  const others = fields.filter((field) => !usual.includes(field));
  const elements = (some) => some.map((field) => field.made.element);
  if (!others.length) return elements(usual);
  return [...elements(usual), element("details", { open: isOpen }, element("summary", {}, "More fields"), ...elements(others))];
}

function actions({ key, list, count, entries, line }, on) {
  const place = key.at(-1);
  const act = (label, edit, after, isOff = false) => button(label, async () => (await send(edit, on)) && after(), { disabled: isOff });
  const moved = (label, to, isOff) => act(label, { op: "move", path: key, to }, () => go([...list, to], on), isOff);
  return element(
    "div",
    { class: "entry-actions" },
    entries ? button("Add an entry", () => showNew(entries, 0, on), { class: "main" }) : "",
    ...(list
      ? [
          moved("Move up", place - 1, place === 0),
          moved("Move down", place + 1, place === count - 1),
          button("Add another", () => showNew(list, place + 1, on)),
          act("Delete", { op: "remove", path: key }, on.start),
        ]
      : []),
    ...(line ? [button(`line ${line}`, () => on.openLine(line), { class: "link" }), button("open in an editor", () => openOutside(line, on.openLine), { class: "link" })] : []),
  );
}

/** Show an entry where it is after an edit, in the panel and in the pages. */
function go(key, on) {
  on.follow(key, digest);
  on.choose({ key });
}

/** Show what can be done before an entry is chosen. */
export async function showStart(on) {
  const number = ++asked;
  const { sections } = await ask("form");
  await released;
  if (number !== asked) return;
  const hasFocus = find("entry").contains(document.activeElement);
  shown = null;
  find("entry").replaceChildren(
    element("p", { tabindex: "-1" }, "Click an entry in the pages to change it. Drag it to move it within its list."),
    element("h3", {}, "About you"),
    element("div", { class: "entry-actions" }, button("Name and contacts", () => on.choose({ key: [] })), button("Biography", () => on.choose({ key: ["bio"] }))),
    element("h3", {}, "Add an entry to"),
    element("div", { class: "entry-actions" }, ...sections.map(({ list, section }) => button(section, () => showNew(list, 0, on)))),
  );
  if (hasFocus) find("entry").firstChild.focus();
}

/** Show an empty form for a new entry of a list. */
async function showNew(list, at, on) {
  const number = ++asked;
  const { fields: described, section, digest: known } = await ask(`form?${path("list", list)}`);
  if (number !== asked) return;
  shown = null;
  digest = known;
  const fields = described.map((field) => ({ ...field, made: makeField(field, {}) }));
  const form = element(
    "form",
    { submit: (event) => { event.preventDefault(); add(fields, list, at, on); } },
    element("p", { class: "way" }, button("All sections", on.start, { class: "link" }), " › ", section),
    heading("New entry"),
    ...rows(fields),
    element("div", { class: "entry-actions" }, element("button", { type: "submit", class: "main" }, "Add"), button("Cancel", on.start)),
  );
  find("entry").replaceChildren(form);
  find("entry").scrollTop = 0;
  form.querySelector("input, textarea")?.focus();
}

async function add(fields, list, at, on) {
  const values = fields.map(({ name, made }) => [name, made.read()]).filter(([, value]) => !isEmpty(value));
  const edit = { op: "add", path: list.slice(0, -1), section: list.at(-1), at, entry: Object.fromEntries(values) };
  if (await send(edit, on)) go([...list, at], on);
}

/** Make an edit after those before it; @returns {Promise<boolean>} whether it was made */
function send(edit, on, field = "") {
  queue = queue.catch(() => {}).then(() => sendNow(edit, on, field));
  return queue;
}

async function sendNow(edit, on, field) {
  for (const one of document.querySelectorAll(".wrong")) one.hidden = true;
  try {
    ({ digest } = await on.change(edit, digest));
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [problem] = error.problems;
    if (error.isOutdated && shown) return sendAgain(edit, on, field);
    showWrong(problem.path?.[0] ?? field, problem);
    return false;
  }
}

/** Make an edit of a file that has changed meanwhile, if this entry has not; else show what it is now. */
async function sendAgain(edit, on, field) {
  const now = await ask(`entry?${path("key", shown.key)}`);
  const isElsewhere = same([now.fields, now.count], [shown.fields, shown.count]);
  if (isElsewhere) {
    ({ digest } = now);
    return sendNow(edit, on, field);
  }
  render(now, on, true);
  const written = typeof edit.value === "string" ? `you wrote “${edit.value}”` : "this is what it says now";
  showWrong(field, { message: "The entry has changed on disk meanwhile, so nothing was written", hint: written });
  return false;
}
