/** The page of `cvgen preview`: it shows what the server streams, and sends back what the user edits. */

import { ask, page, Refused } from "./api.js";
import { element, find } from "./dom.js";
import { showEntry, showStart } from "./entry.js";
import { light, mark, resize, setZoom, showPages, showText } from "./pages.js";
import { openTab, setUpTabs } from "./tabs.js";
import { follow, hasEdits, showInEditor, showProblemsInEditor } from "./text-pane.js";

const CHOICES = ["document", "style", "color", "paper", "language", "engine", "since"];

/** What is shown now, and the entry in the panel. */
const state = { view: null, key: null, stream: null };

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
  if (view.changed) light(view.changed);
  showList(find("leftout"), view.left_out ?? [], "Nothing is left out.");
  showChanges(view);
  say(summary(view), view.gauges?.some((one) => one.most && one.value > one.most) ? "error" : "");
  if (!view.is_draft) follow(view.digest).catch(complain);
  if (state.key) refreshEntry();
}

/** Say in one line what is shown. */
function summary(view) {
  const gauges = (view.gauges ?? []).map((one) =>
    one.most ? `${one.value} of ${one.most} ${one.name}` : `${one.value} ${one.value === 1 ? one.name.slice(0, -1) : one.name}`,
  );
  const parts = [...gauges, view.engine && `set by ${view.engine}`, view.is_draft && "not saved yet", ...(view.notes ?? [])];
  return parts.filter(Boolean).join(" · ");
}

function say(text, kind = "") {
  find("state").textContent = text;
  find("state").className = kind;
}

/** Show why the server refused something. */
function complain(error) {
  if (!(error instanceof Refused)) throw error;
  const [first] = error.problems;
  say([first.message, first.hint].filter(Boolean).join(": "), "error");
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

function showList(parent, entries, otherwise) {
  const items = entries.map((one) =>
    element("li", {}, element("span", {}, one.title), " ", element("code", {}, one.reason), " ", one.line ? lineButton(one.line) : ""),
  );
  parent.replaceChildren(items.length ? element("ul", {}, ...items) : element("p", {}, otherwise));
}

function showChanges(view) {
  const sections = (view.changes ?? []).flatMap((section) => [
    section.title ? element("h3", {}, section.title) : "",
    element(
      "ul",
      {},
      ...section.items.map((item) =>
        element("li", {}, [item.sign, item.text].filter(Boolean).join(" "), ...item.lines.map((line) => element("p", {}, line))),
      ),
    ),
  ]);
  const none = element("p", {}, "Choose a version at “New since” to see what is new: it is underlined in the pages, and what is gone is struck through.");
  find("changes").replaceChildren(...(sections.length ? sections : [none]));
}

function choose(spot) {
  state.key = spot.key;
  mark(spot.key);
  openTab("entry", { ifClosed: ["text"] });
  showInEditor(spot.line);
  refreshEntry();
}

/** Show what can be done before an entry is chosen. */
function start() {
  state.key = null;
  mark(null);
  showStart({ change, choose, start }).catch(complain);
}

async function refreshEntry() {
  try {
    await showEntry(state.key, { change, choose, openLine, start });
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
    await change({ op: "move", path: key, to }, state.view.digest);
    state.key = [...key.slice(0, -1), to];
  } catch (error) {
    complain(error);
  }
}

async function undo() {
  try {
    await ask("undo", {});
  } catch (error) {
    complain(error);
  }
}

async function build() {
  find("build").disabled = true;
  say("Writing the files …");
  try {
    const engine = state.view.engine.toLowerCase();
    const { files, notes } = await ask("build", { ...choices(), document: state.view.document, engine });
    say([`Written: ${files.join(", ")}`, ...notes].join(" · "));
  } catch (error) {
    complain(error);
  } finally {
    find("build").disabled = false;
  }
}

async function setUp() {
  setUpTabs();
  for (const name of CHOICES) find(name).addEventListener("change", connect);
  find("smaller").addEventListener("click", () => setZoom(-1));
  find("larger").addEventListener("click", () => setZoom(1));
  find("zoom").addEventListener("dblclick", () => setZoom(0));
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
