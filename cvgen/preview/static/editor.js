/**
 * Edit the YAML of a profile: a text field with completion, help and the marks of problems.
 *
 * The text goes in and comes out byte for byte: a file whose lines all end with CR LF keeps them, and in any other file
 * a CR is a character like others.
 *
 * The colors are those of the page: `editor-look.js` has the custom properties that it may set.
 */

import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, Text } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";

import { diagnostic, schemaHelp, toText } from "./editor-help.js";
import { flashing, indentation, typing, wrapping } from "./editor-lines.js";
import { look } from "./editor-look.js";
import { lineAt, offsetAt, replacement, splitLines } from "./text.js";

/**
 * @typedef {object} Problem as `cvgen check --json` prints it; without a line it concerns the whole file
 * @property {number} [line] counted from 1
 * @property {number} [column] counted from 1, in characters
 * @property {number} [length] in characters
 * @property {"error"|"warning"} severity
 * @property {string} message
 * @property {string} hint how to fix it
 */

/**
 * @typedef {object} Editor
 * @property {() => string} text the text, with the line ends of the file
 * @property {(text: string) => void} setText show another text, such as that of a file that changed on disk; what is
 *   equal at the start and the end stays, with the cursor in it, and the change can be undone; `onChange` is not called
 * @property {(problems: Problem[]) => void} setProblems replace all marks of problems
 * @property {(line: number, column?: number) => void} reveal scroll to a place, put the cursor there, flash its line
 * @property {() => void} focus move the keyboard focus into the editor
 * @property {(on: boolean) => void} readOnly forbid or allow changes
 * @property {() => boolean} isDirty say whether the text differs from the one that was saved last
 * @property {(text?: string) => void} markSaved take the text, or the one that was really saved, as that of the file
 * @property {() => void} destroy take the editor out of the page
 */

const HELP =
  "Press Control or Command and S to save, Control and Space to list what can be written here, F8 to go to the next " +
  "problem. Tab indents; press Escape and then Tab to leave the editor.";

const fromPage = Annotation.define(); // a change that the page made, not the user

/**
 * Create an editor.
 * @param {Element} parent where it is put
 * @param {object} options
 * @param {string} options.text
 * @param {object} options.schema the JSON Schema of a profile
 * @param {string} options.nonce of the page's Content-Security-Policy, for the editor's styles
 * @param {string} options.label what a screen reader calls the editor
 * @param {(text: string) => void} [options.onChange] called after each change by the user
 * @param {() => void} [options.onSave] called when the user presses Ctrl-S or Cmd-S
 * @param {(line: number) => void} [options.onCursor] called when the cursor has come to another line
 * @returns {Editor}
 */
export function createEditor(parent, { text, schema, nonce, label, onChange, onSave, onCursor }) {
  const access = new Compartment();
  const lineEnds = new Compartment();
  const flash = flashing();
  const view = new EditorView({
    parent,
    doc: toDocument(text),
    extensions: [
      access.of([]),
      lineEnds.of(lineEndsOf(text)),
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-description": HELP, tabindex: "0" }),
      saving(onSave),
      gutters,
      look,
      yamlEditing(schema),
      listening(onChange, onCursor),
      flash.extension,
    ],
  });
  let saved = text;

  return {
    text: () => view.state.sliceDoc(),
    setText(next) {
      const { from, to, insert } = replacement(view.state.doc.toString(), toDocument(next).toString());
      view.dispatch({
        changes: { from, to, insert: toText(insert) },
        effects: lineEnds.reconfigure(lineEndsOf(next)),
        annotations: [fromPage.of(true), isolateHistory.of("full")],
      });
    },
    setProblems(problems) {
      view.dispatch(setDiagnostics(view.state, problems.map((problem) => diagnostic(view.state, problem))));
    },
    reveal(line, column = 1) {
      const anchor = offsetAt(view.state.doc.toString(), line, column);
      const effects = EditorView.scrollIntoView(anchor, { y: "center" });
      view.dispatch({ selection: { anchor }, effects });
      flash.start(view, anchor);
    },
    focus: () => view.focus(),
    readOnly(on) {
      const attributes = EditorView.contentAttributes.of({ "aria-readonly": "true" });
      view.dispatch({ effects: access.reconfigure(on ? [EditorState.readOnly.of(true), attributes] : []) });
    },
    isDirty: () => view.state.sliceDoc() !== saved,
    markSaved(written = view.state.sliceDoc()) {
      saved = written;
    },
    destroy() {
      flash.stop();
      view.destroy();
    },
  };
}

/** @param {string} text @returns {Text} its lines */
function toDocument(text) {
  return Text.of(splitLines(text).lines);
}

/** Keep the line ends of a text: Enter and pasted texts bring the same. */
function lineEndsOf(text) {
  const { end } = splitLines(text);
  return [
    EditorState.lineSeparator.of(end),
    EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?|\n/g, end)),
  ];
}

/** Save on Ctrl-S, in front of all other keys. */
function saving(onSave) {
  const run = () => (onSave?.(), true);
  return keymap.of([{ key: "Mod-s", run, preventDefault: true }]);
}

/** The columns beside the text, and what shows where the cursor is. */
const gutters = [
  lintGutter(),
  lineNumbers(),
  foldGutter(),
  drawSelection(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
];

/** What makes a text field an editor of YAML. */
function yamlEditing(schema) {
  return [
    yaml(),
    history(),
    bracketMatching(),
    codeFolding(),
    search({ top: true }),
    highlightSelectionMatches(),
    schemaHelp(schema),
    indentation,
    wrapping,
    typing,
    keymap.of([
      ...completionKeymap,
      ...searchKeymap,
      ...lintKeymap,
      ...foldKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
}

/** Tell the page about changes by the user and about the line of the cursor. */
function listening(onChange, onCursor) {
  return EditorView.updateListener.of((update) => {
    const isByUser = !update.transactions.some((transaction) => transaction.annotation(fromPage));
    if (update.docChanged && isByUser) onChange?.(update.state.sliceDoc());
    const [before, after] = [update.startState, update.state].map((state) => state.selection.main.head);
    const line = update.state.doc.lineAt(after).number;
    if (line !== update.startState.doc.lineAt(before).number) onCursor?.(lineAt(update.state.doc.toString(), after));
  });
}
