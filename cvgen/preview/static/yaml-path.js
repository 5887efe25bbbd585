/**
 * Find where in a YAML text the cursor is: under which keys, and whether a key or a value belongs there.
 *
 * The text is half-written while somebody types, so nothing here parses it as a whole. Indentation alone leads from the
 * line of the cursor up to the lines that it belongs to; all others may be as broken as they are.
 */

/**
 * @typedef {object} Place
 * @property {(string|0)[]} path keys from the root of the file to the node at the cursor; 0 is an item of a list
 * @property {"key"|"value"|"start"} role "key": a key of the mapping at the path; "value": the value at the path;
 *   "start": nothing is written at the path yet, so its first key, its first item or its value
 * @property {number} from offset of the word at the cursor
 * @property {number} column where the word starts in its line, counted from 0
 * @property {Set<string>} siblings the other keys of the mapping
 * @property {boolean} flow whether it is inside of [] or {}
 */

/** A part of a line that opens something: the dash of an item, or a key with its colon.
 * @typedef {{column: number, key: string|null}} Opener */

const INDICATORS = "\\s\"'#,\\[\\]{}&*!|>%@`";
const KEY = new RegExp(
  `^("(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'|(?:[^${INDICATORS}?:-]|[?:-](?=\\S))(?:(?! #).)*?) *:(?=\\s|$)`,
);
const DASHES = /^ *((?:-(?: +|$))*)/;
const COMMENT_OR_BLANK = /^\s*(#|$)/;
const PROPERTIES = /^(?:[&!]\S* *)*(?:#.*)?$/; // an anchor, a tag or a comment: the value itself is on the next lines

/**
 * Split a line into what it opens and the rest, the value.
 * @param {string} line
 * @returns {{openers: Opener[], column: number, rest: string}} `column` is where the rest starts
 */
function parseLine(line) {
  const [start, dashes] = DASHES.exec(line);
  const openers = [];
  for (let at = start.length - dashes.length; at < start.length; at++) {
    if (line[at] === "-") openers.push({ column: at, key: null });
  }
  const key = KEY.exec(line.slice(start.length));
  if (key) openers.push({ column: start.length, key: unquote(key[1]) });
  const value = line.slice(start.length + (key ? key[0].length : 0));
  const rest = value.trimStart();
  return { openers, column: line.length - rest.length, rest: rest.trimEnd() };
}

/** @param {string} key as written @returns {string} the key itself */
function unquote(key) {
  return /^["']/.test(key) ? key.slice(1, -1) : key;
}

/** @param {string} line @returns {number} the column of its first character, its length if it is blank */
function indentOf(line) {
  return line.length - line.trimStart().length;
}

/**
 * Find where the cursor is.
 * @param {string} text the whole file
 * @param {number} offset of the cursor
 * @returns {Place|null} null where neither a key nor a value can be written: in a comment, a text in quotes, a block
 *   of text, the next line of a text
 */
export function locate(text, offset) {
  const lines = text.split("\n");
  const before = text.slice(0, offset);
  const number = before.split("\n").length - 1;
  const head = before.slice(before.lastIndexOf("\n") + 1);
  if (/^\s*#/.test(head)) return null;
  const above = ancestors(lines, number, indentOf(head), head);
  if (!above) return null;
  if (above.flow) return inFlow(text, offsetOf(lines, above.flow), offset, above, endOfFlow(lines, above.flow));
  return inLine(text, lines, number, offset, head, above);
}

/** A line and a column, counted from 0. @typedef {{line: number, column: number, parent: number}} Spot */

/** @param {string[]} lines @param {Spot} spot @returns {number} its offset in the text */
function offsetOf(lines, spot) {
  return lines.slice(0, spot.line).reduce((sum, line) => sum + line.length + 1, spot.column);
}

/** Find the offset at which a [ or { must have been closed: the next line that is indented as little as its parent.
 * @param {string[]} lines @param {Spot} spot @returns {number} */
function endOfFlow(lines, spot) {
  const after = lines.findIndex(
    (line, at) =>
      at > spot.line && !COMMENT_OR_BLANK.test(line) && indentOf(line) <= spot.parent && !/^\s*[\]}]/.test(line),
  );
  return offsetOf(lines, { line: after < 0 ? lines.length : after, column: 0, parent: 0 });
}

/**
 * Follow the indentation up from a line to the root.
 * @param {string[]} lines
 * @param {number} number of the line
 * @param {number} column where the line starts
 * @param {string} head the line up to the cursor; if it starts with a dash, its parent may be in the same column
 * @returns {{path: (string|0)[], line: number, column: number, item: boolean, flow: Spot|null}|null} the path, and the
 *   innermost line that opens something, or the path to a [ or { that an ancestor has opened; null if an ancestor has a
 *   text for its value, which goes on in this line
 */
function ancestors(lines, number, column, head) {
  let path = [];
  let found = { line: -1, column: -1, item: false };
  let flow = null; // the outermost one; what is indented inside of it has no meaning
  let isItem = /^ *-( |$)/.test(head);
  for (let at = number - 1, limit = column; at >= 0 && (limit > 0 || isItem); at--) {
    if (COMMENT_OR_BLANK.test(lines[at])) continue;
    const { openers, column: start, rest } = parseLine(lines[at]);
    for (const [position, opener] of [...openers.entries()].reverse()) {
      const reach = isItem && opener.key !== null ? limit : limit - 1;
      if (opener.column > reach) continue;
      if (position === openers.length - 1 && !PROPERTIES.test(rest)) {
        if (!/^[[{]/.test(rest)) return null;
        flow = { line: at, column: start, parent: opener.column };
        path = [];
      }
      if (!path.length) found = { line: at, column: opener.column, item: opener.key === null };
      path.unshift(opener.key ?? 0);
      limit = opener.column;
      isItem = opener.key === null;
    }
  }
  return { path, ...found, flow };
}

/** @returns {Place|null} the place of a cursor that is in no [] or {} of an earlier line */
function inLine(text, lines, number, offset, head, above) {
  const { openers, column, rest } = parseLine(head);
  const path = [...above.path, ...openers.map((opener) => opener.key ?? 0)];
  const last = openers.at(-1);
  const from = offset - head.length + column;
  if (/^[[{]/.test(rest)) {
    const spot = { line: number, column, parent: openers[0]?.column ?? -1 };
    return inFlow(text, from, offset, { path }, endOfFlow(lines, spot));
  }
  if (/^["'&*!|>]|^#| #/.test(rest)) return null;
  if (last && last.key !== null) {
    return /:$/.test(head) ? null : { path, role: "value", from, column, siblings: new Set(), flow: false };
  }
  const parent = last ? { line: number, column: last.column, item: true } : above;
  return childPlace(lines, number, { path, from, column }, parent);
}

/** @returns {Place|null} the place of a word in front of which nothing is but indentation and dashes */
function childPlace(lines, number, { path, from, column }, parent) {
  const found = { path, from, column, siblings: new Set(), flow: false };
  const children = childrenOf(lines, number, column, parent);
  if (children.some((child) => child.column !== column)) return null; // a key in this column would be nobody's
  const keys = children.filter((child) => child.key !== null); // a dash in the column of keys belongs to one of them
  for (const child of keys) found.siblings.add(child.key);
  return { ...found, role: keys.length || !path.length ? "key" : "start" };
}

/** @returns {Opener[]} what a parent has opened directly below it, without what the line `number` opens in a column */
function childrenOf(lines, number, column, parent) {
  const self = { column, key: null };
  const children = [];
  for (let at = Math.max(parent.line, 0); at < lines.length; at++) {
    if (COMMENT_OR_BLANK.test(lines[at])) continue;
    if (at > parent.line && indentOf(lines[at]) <= parent.column) break;
    const { openers } = parseLine(lines[at]);
    const first = at === number ? self : openers.find((opener) => opener.column > parent.column);
    if (first && first.column <= (children[0] ?? first).column) children.push(first);
  }
  return children.filter((child) => child !== self);
}

/**
 * Find how far the line after a line is indented.
 * @param {string} line
 * @param {number} unit the columns of one level
 * @returns {number} the columns: one level more below a key without a value, else where the keys or items of the line
 *   are
 */
export function indentBelow(line, unit) {
  const { openers, rest } = parseLine(line);
  const last = openers.at(-1);
  if (!last || !line.trim()) return indentOf(line);
  const isOpen = last.key !== null && (PROPERTIES.test(rest) || /^[|>][-+\d]*$/.test(rest));
  return last.column + (isOpen ? unit : 0);
}

/** @param {string} line @returns {number} the column of its text, behind indentation and dashes */
export function textColumn(line) {
  return DASHES.exec(line)[0].length;
}

/**
 * Find the place of a cursor that may be inside of [] or {}.
 * @param {string} text
 * @param {number} start offset of the outermost bracket
 * @param {number} offset of the cursor
 * @param {{path: (string|0)[]}} above
 * @param {number} end offset at which the outermost bracket must have been closed
 * @returns {Place|null}
 */
function inFlow(text, start, offset, above, end) {
  /** @type {{list: boolean, key: string|null, keys: Set<string>}[]} */
  const frames = [];
  let place = null;
  let word = -1; // offset of the key or value that is being read
  let frame = null; // the one of the cursor
  for (let at = start; at <= end; at++) {
    const top = frames.at(-1);
    if (at === offset) {
      if (!top) return null;
      place = flowPlace(text, above, frames, word < 0 ? at : word, offset);
      frame = top;
    }
    const char = text[at];
    if (/["']/.test(char) && word < 0) {
      word = at;
      at = endOfQuotes(text, at, end);
      if (at >= offset && !place) return null;
    } else if (char === "#" && /\s/.test(text[at - 1])) {
      at = Math.min(...[text.indexOf("\n", at), end].filter((found) => found >= 0));
      if (at >= offset && !place) return null;
    } else if (/[[{]/.test(char) && word < 0) {
      frames.push({ list: char === "[", key: null, keys: new Set() });
    } else if (/[\]}]/.test(char)) {
      frames.pop();
      word = -1;
      if (top === frame && place) return place;
      if (!frames.length) return null;
    } else if (char === ",") {
      top.key = null;
      word = -1;
    } else if (char === ":" && !top.list && top.key === null && /[\s,[\]{}]|^$/.test(text[at + 1] ?? "")) {
      top.key = unquote(text.slice(word, at).trim());
      if (word !== place?.from) top.keys.add(top.key);
      word = -1;
    } else if (/\S/.test(char ?? " ") && word < 0) {
      word = at;
    }
  }
  return place;
}

/** @returns {number} the offset of the closing quote, `end` if there is none */
function endOfQuotes(text, start, end) {
  const closed = text[start] === '"' ? /"(?:[^"\\]|\\[\s\S])*"/y : /'(?:[^']|'')*'/y;
  closed.lastIndex = start;
  return closed.test(text) ? closed.lastIndex - 1 : end;
}

/** @returns {Place} the place in the innermost of the open brackets */
function flowPlace(text, above, frames, from, offset) {
  const top = frames.at(-1);
  const isKey = !top.list && top.key === null;
  const steps = frames.map((frame) => (frame.list ? 0 : frame.key)).slice(0, isKey ? -1 : undefined);
  const column = from - text.lastIndexOf("\n", from - 1) - 1;
  const path = [...above.path, ...steps];
  return { path, role: isKey ? "key" : "value", from, column, siblings: top.keys, flow: true };
}

/**
 * Find the key that is written at an offset.
 * @param {string} text
 * @param {number} offset
 * @returns {{path: (string|0)[], from: number, to: number}|null} the path to its value, and where the key is written
 */
export function keyAt(text, offset) {
  const place = locate(text, offset);
  if (!place || place.role === "value") return null;
  const end = place.flow ? /^(?:[^\n,[\]{}:]|:(?=\S))*(?=:(?:\s|$))/ : KEY;
  const found = end.exec(text.slice(place.from, (text + "\n").indexOf("\n", place.from)).trimEnd());
  if (!found) return null;
  const key = place.flow ? found[0].trim() : found[1];
  return { path: [...place.path, unquote(key)], from: place.from, to: place.from + key.length };
}
