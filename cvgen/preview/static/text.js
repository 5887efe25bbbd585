/** Convert between offsets in a text and the lines and columns of cvgen's problems, and find where two texts differ. */

const LINE_END = /\r\n|[\r\n\x85\u2028\u2029]/g; // where YAML 1.1 ends lines, and cvgen counts them

/**
 * Find the offset of a place.
 * @param {string} text
 * @param {number} line counted from 1
 * @param {number} column counted from 1, in characters (code points)
 * @returns {number} at most the end of the line, or of the text
 */
export function offsetAt(text, line, column) {
  const ends = text.matchAll(LINE_END);
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = ends.next().value;
    if (!end) return text.length;
    start = end.index + end[0].length;
  }
  const end = ends.next().value?.index ?? text.length;
  const before = [...text.slice(start, Math.min(end, start + 2 * column))].slice(0, Math.max(column - 1, 0));
  return start + before.join("").length;
}

/** @param {string} text @param {number} offset @returns {number} its line, counted from 1 */
export function lineAt(text, offset) {
  return [...text.slice(0, offset).matchAll(LINE_END)].length + 1;
}

/**
 * Find the one part that differs between two texts.
 * @param {string} before
 * @param {string} after
 * @returns {{from: number, to: number, insert: string}} what to replace in the first, with what; no half of a surrogate
 *   pair
 */
export function replacement(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (isHigh(before[start - 1])) start--;
  if (isLow(before[before.length - tail])) tail--;
  return { from: start, to: before.length - tail, insert: after.slice(start, after.length - tail) };
}

const isHigh = (unit) => unit >= "\ud800" && unit <= "\udbff";
const isLow = (unit) => unit >= "\udc00" && unit <= "\udfff";

/**
 * Split a text where its file ends lines.
 * @param {string} text
 * @returns {{end: string, lines: string[]}} CR LF if all lines end so, else LF; joined with it, the lines are the text
 */
export function splitLines(text) {
  const isWindows = text.includes("\r\n") && !/[^\r]\n|^\n|\r(?!\n)/.test(text);
  const end = isWindows ? "\r\n" : "\n";
  return { end, lines: text.split(end) };
}

const IDEOGRAPH = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;

/** @param {string} text @returns {number} its words, as cvgen counts them: each Chinese character or kana is one */
export function countWords(text) {
  const wordsOf = (chunk) => (chunk.match(IDEOGRAPH) ?? []).length + chunk.split(IDEOGRAPH).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
  return text.split(/\s+/).filter(Boolean).reduce((sum, chunk) => sum + Math.max(1, wordsOf(chunk)), 0);
}
