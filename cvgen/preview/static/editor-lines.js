/** What the editor does while somebody types, and how it shows lines: indentation, wrapping, a flash. */

import { indentService } from "@codemirror/language";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";

import { indentBelow, textColumn } from "./yaml-path.js";

const FLASH = 1500; // milliseconds
const MOST_HANGING = 16; // columns; a deeper text would be narrow

const flashed = StateEffect.define(); // the offset of a line, null for none

/** Enter goes to where the next key or item belongs. */
export const indentation = indentService.of((context, offset) => {
  const isAfterEnter = context.simulatedBreak === offset;
  return isAfterEnter ? indentBelow(context.lineAt(offset, -1).text, context.unit) : undefined;
});

/** A long line goes on below its own text. */
export const wrapping = [
  EditorView.lineWrapping,
  ViewPlugin.define(
    (view) => ({
      lines: hangingLines(view),
      update(update) {
        if (update.docChanged || update.viewportChanged) this.lines = hangingLines(update.view);
      },
    }),
    { decorations: (plugin) => plugin.lines },
  ),
];

/** @returns {import("@codemirror/view").DecorationSet} the indentation of all lines that can be seen */
function hangingLines(view) {
  const lines = [];
  for (let { from, to } = view.viewport; from <= to; ) {
    const line = view.state.doc.lineAt(from);
    const columns = Math.min(textColumn(line.text), MOST_HANGING);
    const style = `text-indent: -${columns}ch; padding-left: calc(${columns}ch + 6px)`;
    if (columns) lines.push(Decoration.line({ attributes: { style } }).range(line.from));
    from = line.to + 1;
  }
  return Decoration.set(lines);
}

/**
 * Type over a selection without the help of the browser: Chromium would write a `style` attribute into the page to keep
 * the color of what was selected, and the Content-Security-Policy would refuse it. (What an input method composes can't
 * be held back; there the refusal is in the console, and the text is right.)
 */
export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { readOnly, selection } = view.state;
    const isOver = event.inputType === "insertText" && event.data && !event.isComposing && !selection.main.empty;
    if (!isOver && !readOnly) return false;
    event.preventDefault();
    const options = { userEvent: "input.type", scrollIntoView: true };
    if (!readOnly) view.dispatch(view.state.replaceSelection(event.data), options);
    return true;
  },
});

/**
 * Light a line for a moment, one at a time.
 * @returns {{extension: import("@codemirror/state").Extension, start: (view: EditorView, offset: number) => void,
 *   stop: () => void}}
 */
export function flashing() {
  const line = Decoration.line({ class: "cm-flash" });
  const field = StateField.define({
    create: () => Decoration.none,
    update(value, transaction) {
      const effects = transaction.effects.filter((effect) => effect.is(flashed));
      if (!effects.length) return value.map(transaction.changes);
      const at = effects.at(-1).value;
      return at === null ? Decoration.none : Decoration.set(line.range(transaction.state.doc.lineAt(at).from));
    },
    provide: (self) => EditorView.decorations.from(self),
  });
  let timer = 0;
  const start = (view, offset) => {
    clearTimeout(timer);
    view.dispatch({ effects: flashed.of(offset) });
    timer = setTimeout(() => view.dispatch({ effects: flashed.of(null) }), FLASH);
  };
  return { extension: field, start, stop: () => clearTimeout(timer) };
}
