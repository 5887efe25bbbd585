/** Places in texts, and the difference of two texts. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineAt, offsetAt, replacement, splitLines } from "../../cvgen/preview/static/text.js";

test("a place is counted in characters and in the lines of YAML 1.1", () => {
  const text = "a😀b\nc\r\nd\re\u2028f\x85g";

  assert.deepEqual([1, 2, 3, 4].map((column) => offsetAt(text, 1, column)), [0, 1, 3, 4]);
  assert.deepEqual("acdefg".split("").map((char, at) => text[offsetAt(text, at + 1, 1)] === char), Array(6).fill(true));
  assert.deepEqual("acdefg".split("").map((char) => lineAt(text, text.indexOf(char))), [1, 2, 3, 4, 5, 6]);
});

test("a place outside is the end of the line or of the text", () => {
  assert.equal(offsetAt("ab\nc", 1, 99), 2);
  assert.equal(offsetAt("ab\nc", 9, 1), 4);
  assert.equal(offsetAt("ab\nc", 1, 0), 0);
  assert.equal(offsetAt("", 1, 1), 0);
});

test("a replacement makes the one text of the other and leaves equal ends alone", () => {
  const texts = ["", "a", "abc", "abxbc", "aaaa", "aaa", "x😀y", "x😁y", "😀", "😀😀", "a\r\nb"];
  for (const before of texts) {
    for (const after of texts) {
      const { from, to, insert } = replacement(before, after);
      assert.equal(before.slice(0, from) + insert + before.slice(to), after);
      assert.ok(![...insert].some((char) => /^[\ud800-\udfff]$/.test(char)), "no half of a surrogate pair");
    }
  }
  assert.deepEqual(replacement("name: A\nb: 1\n", "name: Ada\nb: 1\n"), { from: 7, to: 7, insert: "da" });
});

test("lines are joined to the same text", () => {
  for (const text of ["", "\n", "a\r\nb\r\n", "a\r\nb\n", "a\rb\r\n", "\r\n\r\n", "a", "\n\r\n", "\r\r\n"]) {
    const { end, lines } = splitLines(text);
    assert.equal(lines.join(end), text);
  }
  assert.deepEqual(["a\r\nb\r\n", "\r\n\r\n", "a\r\nb\n", "\n\r\n", "\r\r\n", "a"].map((text) => splitLines(text).end), [
    "\r\n", "\r\n", "\n", "\n", "\n", "\n",
  ]);
});
