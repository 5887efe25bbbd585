/** The pane with the YAML itself: what is typed is shown in the pages at once, and saved by Ctrl-S. */

import { ask, page, Refused } from "./api.js";
import { element, find } from "./dom.js";
import { lineAt, replacement, splitLines } from "./text.js";

const SOON = 250; // milliseconds without a key before the pages follow

let editor = null;
let starting = null;
let problems = [];
let digest = "";
let timer = 0;

/** Open the editor where the pane is shown for the first time. */
addEventListener("tab", (event) => event.detail === "text" && start());

function start() {
  starting ??= begin();
  return starting;
}

async function begin() {
  const [{ createEditor }, schema, file] = await Promise.all([import("./editor.js"), ask("schema"), ask("text")]);
  digest = file.digest;
  const nonce = document.querySelector("meta[name=csp-nonce]").content;
  const save = element("button", { type: "button", class: "main", click: write }, "Save");
  const bar = element("p", { class: "editor-bar" }, save, element("span", { id: "saved", role: "status" }, "saved"));
  const inside = element("div", { class: "editor" });
  find("text").replaceChildren(bar, element("div", { id: "conflict", role: "alert" }), inside);
  editor = createEditor(inside, {
    text: file.text, schema, nonce, label: "The text of the profile",
    onChange: changed, onSave: write,
  });
  editor.setProblems(problems);
}

function changed(text) {
  find("saved").textContent = editor.isDirty() ? "not saved yet" : "saved";
  clearTimeout(timer);
  timer = setTimeout(() => ask("draft", { page, text }).catch(() => {}), SOON);
}

async function write() {
  clearTimeout(timer);
  const text = editor.text();
  try {
    ({ digest } = await ask("text", { page, text, digest }));
    editor.markSaved(text);
    find("saved").textContent = "saved";
    find("conflict").replaceChildren();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.isOutdated) await showConflict();
    else find("saved").textContent = error.message;
  }
}

/** Show the version on disk beside the one in the editor, and let the user keep one. */
async function showConflict() {
  const file = await ask("text");
  const keep = (label, click) => element("button", { type: "button", click }, label);
  find("conflict").replaceChildren(
    element("p", {}, "The file has changed on disk since you began to edit. Nothing was written."),
    element("p", {}, keep("Save mine over it", () => { digest = file.digest; write(); }), " ", keep("Take the one on disk", () => take(file))),
    element("p", {}, "Where they differ, it says on disk:"),
    element("pre", {}, differing(editor.text(), file.text)),
  );
}

/** Return the lines of a text in which it differs from another, with their numbers. */
function differing(before, after) {
  const { from, insert } = replacement(before, after);
  const [first, last] = [lineAt(after, from), lineAt(after, from + insert.length)];
  return splitLines(after).lines.slice(first - 1, last).map((line, at) => `${first + at}  ${line}`).join("\n");
}

function take(file) {
  digest = file.digest;
  editor.setText(file.text);
  editor.markSaved(file.text);
  find("conflict").replaceChildren();
  find("saved").textContent = "saved";
  ask("draft", { page, text: file.text }).catch(() => {});
}

/** Follow a file that changed on disk, unless there are edits of the user's here. */
export async function follow(newDigest) {
  if (!editor || newDigest === digest || editor.isDirty()) return;
  take(await ask("text"));
}

/** Say whether the editor has edits that are not saved. */
export const hasEdits = () => Boolean(editor?.isDirty());

/** Show a line, if the pane is open. */
export async function showInEditor(line, column = 1) {
  if (!line || find("text").hidden) return;
  await start();
  editor.reveal(line, column);
}

/** Mark the problems beside their lines. */
export function showProblemsInEditor(found) {
  problems = found;
  editor?.setProblems(found);
}

addEventListener("beforeunload", (event) => editor?.isDirty() && event.preventDefault());
