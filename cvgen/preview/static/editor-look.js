/**
 * The looks of the editor. A page may set the custom properties `--editor-…` of `COLORS` on any element around it;
 * otherwise the colors follow the page's `color-scheme`.
 */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const MONOSPACE = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

const COLORS = {
  // name: [light, dark]; texts have a contrast of 4.5 or more on the background and on the line of the cursor
  background: ["#ffffff", "#1b1d21"],
  text: ["#1f2328", "#e3e5e8"],
  quiet: ["#5c636b", "#a2a9b3"], // line numbers, comments, hints
  border: ["#d5d9de", "#3c4149"],
  line: ["#f3f6fa", "#25282e"], // of the cursor
  selection: ["#b9d7fb", "#2f4d75"],
  match: ["#ffe9a8", "#5b4a10"],
  flash: ["#ffe08a", "#5f4d0c"],
  key: ["#0b57a4", "#82b7f5"],
  string: ["#1b6b3a", "#8ccf9f"],
  atom: ["#8a3b00", "#e9a76c"], // numbers, true, false
  popup: ["#ffffff", "#24272d"],
  chosen: ["#0b57a4", "#2c5b93"],
  "on-chosen": ["#ffffff", "#ffffff"],
};

/** @param {keyof typeof COLORS} name @returns {string} the color as CSS */
function color(name) {
  const [light, dark] = COLORS[name];
  return `var(--editor-${name}, light-dark(${light}, ${dark}))`;
}

const highlighting = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: color("key") },
  { tag: tags.propertyName, color: color("key") },
  { tag: [tags.string, tags.special(tags.string)], color: color("string") },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.labelName, tags.typeName], color: color("atom") },
  { tag: [tags.comment, tags.lineComment], color: color("quiet"), fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace, tags.meta], color: color("quiet") },
]);

const surface = { backgroundColor: color("background"), color: color("text") };
const popup = { backgroundColor: color("popup"), color: color("text"), border: `1px solid ${color("border")}` };
const control = { ...popup, backgroundImage: "none", borderRadius: "4px", font: "inherit" };

const help = { padding: "6px 10px", fontFamily: "system-ui, sans-serif" };

const theme = EditorView.theme({
  "&": { ...surface, height: "100%", fontSize: "14px" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused::after": {
    content: '""',
    position: "absolute",
    inset: "0",
    border: `2px solid ${color("key")}`,
    pointerEvents: "none",
    zIndex: "250", // above the gutters
  },
  ".cm-scroller": { fontFamily: MONOSPACE, lineHeight: "1.5" },
  ".cm-content": { caretColor: color("text"), paddingBottom: "40vh" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: color("text"), borderLeftWidth: "2px" },
  ".cm-gutters": { ...surface, color: color("quiet"), borderRight: `1px solid ${color("border")}` },
  ".cm-gutter-lint": { width: "1.2em" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: color("line") },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: color("selection"),
  },
  "&.cm-focused .cm-matchingBracket, .cm-selectionMatch, .cm-searchMatch": { backgroundColor: color("match") },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: color("selection") },
  ".cm-foldPlaceholder": { ...control, color: color("quiet"), padding: "0 4px" },
  ".cm-line.cm-flash": { backgroundColor: color("flash") },
  ".cm-panels": { ...surface, borderColor: color("border") },
  ".cm-panels.cm-panels-top": { borderBottom: `1px solid ${color("border")}` },
  ".cm-panel.cm-search": { fontFamily: "system-ui, sans-serif", fontSize: "13px" },
  ".cm-panel.cm-search label": { fontSize: "inherit" },
  ".cm-panel.cm-search [name=close]": { color: color("text"), fontSize: "18px", padding: "0 6px" },
  ".cm-button, .cm-textfield": control,
  ".cm-button:active": { backgroundImage: "none", backgroundColor: color("line") },
  ".cm-tooltip": { ...popup, borderRadius: "6px", boxShadow: "0 4px 16px rgb(0 0 0 / 20%)" },
  ".cm-tooltip .cm-tooltip-section:not(:first-child)": { borderTop: `1px solid ${color("border")}` },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: color("chosen"),
    color: color("on-chosen"),
  },
  ".cm-completionDetail": { fontStyle: "normal", color: color("quiet"), marginLeft: "1em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-tooltip.cm-completionInfo": { ...help, maxWidth: "22em" },
  ".cm-help, .cm-problem": { ...help, maxWidth: "34em", fontSize: "13px" },
  ".cm-help p": { margin: "4px 0" },
  ".cm-help-key": { fontWeight: "600" },
  ".cm-help-kind": { fontWeight: "400", color: color("quiet"), marginLeft: "0.8em" },
  ".cm-quiet": { color: color("quiet") },
  ".cm-help code": { display: "block", marginTop: "4px", color: color("string"), overflowWrap: "anywhere" },
  ".cm-diagnostic": { padding: "0", marginLeft: "0" },
  "@media (prefers-reduced-motion: no-preference)": { ".cm-line": { transition: "background-color 0.3s" } },
});

/** All extensions for the looks of the editor. */
export const look = [theme, syntaxHighlighting(highlighting)];
