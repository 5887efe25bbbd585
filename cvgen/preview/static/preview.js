/** The page of `cvgen preview`: it shows what the server streams, and sends back what the user edits. */

import { ask, page, Refused } from "./api.js";
import { element, find } from "./dom.js";
import { showEntry, showStart } from "./entry.js";
import { focusSpot, light, mark, pageSize, resize, reveal, setZoom, showPages, showText } from "./pages.js";
import { openTab, setUpTabs } from "./tabs.js";
import { follow, hasEdits, showInEditor, showProblemsInEditor } from "./text-pane.js";

const READING = 5000; // milliseconds that an answer stays
const CHOICES = ["document", "style", "color", "citations", "paper", "language", "engine", "since"];

/** What is shown now, the entry in the panel, and what to scroll to when it is shown. */
const state = { view: null, key: null, stream: null, followed: null };

let keptUntil = 0; // until when an answer stays
let waiting = 0; // the timer of what is said after it

function connect() {
  state.stream?.close();
  const query = new URLSearchParams({ page, ...choices() });
  state.stream = new EventSource(`events?${query}`);
  state.stream.onmessage = (event) => show(JSON.parse(event.data));
  state.stream.onerror = () => say("cvgen preview has ended. Start it again in the terminal.", "error");
}

/** What is chosen in the bar, by its name. */
const choices = () => Object.fromEntries(CHOICES.map((name) => [name, find(name).value]).filter(([, value]) => value));

let views = 0;

async function show(view) {
  const number = ++views;
  find("undo").disabled = !view.can_undo;
  document.body.classList.toggle("failed", view.failed);
  showProblems(view.problems);
  if (view.failed) {
    say("The last good pages are shown, as there are errors.", "error");
    return;
  }
  state.view = view;
  fill(find("document"), view.documents, view.document);
  if (view.text === undefined) await showPages(view, { choose, move });
  else showText(view.text);
  if (number !== views) return; // a newer view has come meanwhile
  document.body.dataset.shown = view.digest;
  pageSize(view.pages);
  find("pages").setAttribute("aria-busy", "false");
  const missing = followChange(view);
  showLeftOut(view);
  showChanges(view);
  nameDefaults(view);
  sayShown(missing || summary(view), view.gauges?.some((one) => one.most && one.value > one.most) ? "error" : "");
  if (!view.is_draft) follow(view.digest).catch(complain);
  if (state.key) refreshEntry();
}

/** Scroll to what an edit has changed, when the pages show the file that it has left; null: to the line that changed. */
function followEdit(key, digest) {
  state.followed = { key, digest };
  if (state.view.digest === digest) say(followChange(state.view) || summary(state.view));
}

/** Light what has changed, and scroll to it if the change was made here; @returns {string} why it can't be seen */
function followChange(view) {
  const { key, digest } = state.followed ?? {};
  const isMade = digest === view.digest;
  if (isMade) state.followed = null;
  if (!isMade || key === null) {
    if (view.changed) light(view.changed, isMade);
    return "";
  }
  if (reveal(key) || view.text !== undefined) return "";
  return `Written. The document “${view.document}” does not show this entry: see the tab “Left out”.`;
}

/** Say in the first choice of the bar what it means for this document. */
function nameDefaults(view) {
  for (const name of ["style", "paper", "language"]) {
    const [first, ...others] = find(name).options;
    const chosen = others.find((one) => one.value.toLowerCase() === view[name].toLowerCase())?.textContent ?? view[name];
    first.textContent = find(name).value ? "default" : `${chosen} (default)`;
  }
}

/** Say in one line what is shown. */
function summary(view) {
  const noun = ({ name }, count) => (count === 1 ? name.slice(0, -1) : name);
  const gauges = (view.gauges ?? []).map((one) =>
    one.most ? `${one.value} of ${one.most} ${noun(one, one.most)}` : `${one.value} ${noun(one, one.value)}`,
  );
  const compared = view.since && `the whole CV, compared with ${view.since}`;
  const parts = [...gauges, compared, view.engine && `set by ${view.engine}`, view.is_draft && "not saved yet", ...(view.notes ?? [])];
  return parts.filter(Boolean).join(" · ");
}

/** Say what came of something the user did; what is shown is said again later, so that this can be read. */
function answer(text, kind) {
  keptUntil = Date.now() + READING;
  say(text, kind);
}

/** Say what is shown, but not over an answer that was given just now. */
function sayShown(text, kind) {
  clearTimeout(waiting);
  const wait = keptUntil - Date.now();
  if (wait > 0) waiting = setTimeout(say, wait, text, kind);
  else say(text, kind);
}

function say(text, kind = "") {
  clearTimeout(waiting);
  find("state").textContent = text;
  find("state").title = text; // which may be longer than the line
  find("state").className = kind;
}

/** Show why the server refused something. */
function complain(error) {
  if (!(error instanceof Refused)) throw error;
  const [first] = error.problems;
  answer([first.message, first.hint].filter(Boolean).join(": "), "error");
}

function fill(select, documents, chosen) {
  const names = documents.map((one) => one.name);
  if (names.join() !== [...select.options].map((one) => one.value).join()) {
    select.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
  }
  select.value = chosen;
}

function showProblems(problems) {
  find("tab-problems").textContent = problems.length ? `Problems (${problems.length})` : "Problems";
  const items = problems.map((one) =>
    element(
      "li",
      { class: one.severity },
      element("strong", {}, `${one.severity}: ${one.message}`),
      one.hint ? element("p", {}, one.hint) : "",
      one.line ? lineButton(one.line, one.column) : "",
    ),
  );
  find("problems").replaceChildren(items.length ? element("ul", {}, ...items) : element("p", {}, "No problems."));
  showProblemsInEditor(problems);
  if (problems.some((one) => one.severity === "error")) openTab("problems", { ifClosed: ["text"] });
}

function lineButton(line, column = 1) {
  return element("button", { type: "button", class: "link", click: () => openLine(line, column) }, `line ${line}`);
}

function openLine(line, column) {
  openTab("text");
  showInEditor(line, column);
}

/** A button that shows an entry in the pages and its form; the text alone, if there is no such entry now. */
function entryButton(key, text) {
  if (!key?.length) return text;
  const spot = state.view.spots?.find((one) => JSON.stringify(one.key) === JSON.stringify(key));
  const click = () => {
    choose({ key, line: spot?.line }, { hasFocus: true });
    reveal(key);
  };
  return element("button", { type: "button", class: "link", click }, text);
}

function showLeftOut({ left_out: entries = [], notes = [] }) {
  const items = entries.map((one) =>
    element("li", {}, entryButton(one.key, one.title), " ", element("code", {}, one.reason), " ", one.line ? lineButton(one.line) : ""),
  );
  const none = element("p", {}, "Nothing is left out.");
  find("leftout").replaceChildren(...notes.map((one) => element("p", {}, one)), items.length ? element("ul", {}, ...items) : none);
}

function showChanges(view) {
  const sections = (view.changes ?? []).flatMap((section) => [
    section.title ? element("h3", {}, section.title) : "",
    element(
      "ul",
      {},
      ...section.items.map((item) =>
        element("li", {}, entryButton(item.key, [item.sign, item.text].filter(Boolean).join(" ")), ...item.lines.map((line) => element("p", {}, line))),
      ),
    ),
  ]);
  const none = element("p", {}, "Choose a version at “New since” to see what is new: it is underlined in the pages, and what is gone is struck through.");
  find("changes").replaceChildren(...(sections.length ? sections : [none]));
}

/** Show the form of an entry; @param {{hasFocus?: boolean}} [options] whether the keyboard goes on there */
function choose(spot, options = {}) {
  state.key = spot.key;
  mark(spot.key);
  openTab("entry", { ifClosed: options.hasFocus ? [] : ["text"] });
  showInEditor(spot.line);
  refreshEntry(options);
}

/** Show what can be done before an entry is chosen. */
function start() {
  state.key = null;
  mark(null);
  showStart(actions).catch(complain);
}

/** What the panel may do. */
const actions = { change, choose, openLine, start, follow: followEdit };

async function refreshEntry(options) {
  try {
    await showEntry(state.key, actions, options);
  } catch (error) {
    complain(error);
  }
}

/** Send an edit of the file that has a digest; the pages follow by themselves. */
async function change(edit, digest) {
  if (hasEdits()) {
    throw new Refused([{ message: "The text has edits that are not saved", hint: "save them first, in the tab “Text”" }]);
  }
  return ask("edit", { change: edit, digest });
}

async function move(key, to) {
  try {
    const moved = [...key.slice(0, -1), to];
    const { digest } = await change({ op: "move", path: key, to }, state.view.digest);
    followEdit(moved, digest);
    choose({ key: moved });
  } catch (error) {
    complain(error);
  }
}

async function undo() {
  try {
    const { digest } = await ask("undo", {});
    followEdit(null, digest);
  } catch (error) {
    complain(error);
  }
}

async function build() {
  find("build").disabled = true;
  answer("Writing the files …");
  try {
    const engine = state.view.engine.toLowerCase();
    const { files, notes } = await ask("build", { ...choices(), document: state.view.document, engine });
    answer([`Written: ${files.join(", ")}`, ...notes].join(" · "));
  } catch (error) {
    complain(error);
  } finally {
    find("build").disabled = false;
  }
}

async function setUp() {
  setUpTabs();
  for (const name of CHOICES) find(name).addEventListener("change", connect);
  find("since").addEventListener("change", () => openTab(find("since").value ? "changes" : "entry"));
  const language = new Intl.DisplayNames(["en"], { type: "language" });
  for (const option of find("language").options) if (option.value) option.textContent = language.of(option.value);
  find("entry").addEventListener("keydown", (event) => event.key === "Escape" && focusSpot());
  find("smaller").addEventListener("click", () => setZoom(-1));
  find("larger").addEventListener("click", () => setZoom(1));
  find("zoom").addEventListener("click", () => setZoom(0));
  find("undo").addEventListener("click", undo);
  find("print").addEventListener("click", () => print());
  find("build").addEventListener("click", build);
  addEventListener("resize", resize);
  addEventListener("keydown", shortcut);
  start();
  connect();
  const { versions } = await ask("versions");
  find("since").append(...versions.map((one) => element("option", { value: one.value }, one.label)));
}

function shortcut(event) {
  if (event.target.closest("input, textarea, select, .cm-editor")) return;
  if (event.key === "+") setZoom(1);
  else if (event.key === "-") setZoom(-1);
  else if (event.key === "0") setZoom(0);
  else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) undo();
  else return;
  event.preventDefault();
}

setUp();
