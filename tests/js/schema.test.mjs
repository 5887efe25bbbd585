/** Keys, values and explanations at the cursor, which each text marks with a bar. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { asYaml, complete, explain, schemaAt } from "../../cvgen/preview/static/schema.js";
import { indentBelow, locate } from "../../cvgen/preview/static/yaml-path.js";

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const schema = JSON.parse(read("profile.schema.json"));
const example = read("profile.yaml");

/** Split a text at its cursor. */
function marked(text) {
  const offset = text.indexOf("|");
  return [text.slice(0, offset) + text.slice(offset + 1), offset];
}

const place = (text) => locate(...marked(text));
const offers = (text, explicit = false) => complete(schema, ...marked(text), explicit)?.offers ?? [];
const labels = (text, explicit = false) => offers(text, explicit).map((offer) => offer.label);
const help = (text) => explain(schema, ...marked(text));

/** Insert the offer with a label, and mark where the cursor is then. */
function accept(text, label) {
  const [whole, offset] = marked(text);
  const { from, offers: all } = complete(schema, whole, offset, true);
  const { insert, cursor } = all.find((offer) => offer.label === label);
  return `${whole.slice(0, from)}${insert.slice(0, cursor)}|${insert.slice(cursor)}${whole.slice(offset)}`;
}

test("the path follows the indentation", () => {
  const cases = [
    ["|", [], "key"],
    ["name: A\n|", [], "key"],
    ["name: |", ["name"], "value"],
    ["name: Ada Lo|", ["name"], "value"],
    ["bio:\n  |", ["bio"], "start"],
    ["bio:\n  short: A\n  |", ["bio"], "key"],
    ["positions:\n  - |", ["positions", 0], "start"],
    ["positions:\n  - ti|", ["positions", 0], "start"],
    ["positions:\n  - title: A\n    |", ["positions", 0], "key"],
    ["positions:\n- title: A\n  |", ["positions", 0], "key"],
    ["positions:\n- title: A\n|", [], "key"],
    ["positions:\n  - title: A\n    highlights:\n      - |", ["positions", 0, "highlights", 0], "start"],
    ["positions:\n  - title: A\n  |", ["positions"], "start"],
    ["- - a: |", [0, 0, "a"], "value"],
    ["links:\n  \"Google Scholar\": |", ["links", "Google Scholar"], "value"],
    ["bio: # three lengths\n  |", ["bio"], "start"],
    ["bio: &mine\n  short: |", ["bio", "short"], "value"],
    ["bio:\r\n  short: A\r\n  |\r\n", ["bio"], "key"],
  ];
  for (const [text, path, role] of cases) assert.deepEqual([place(text)?.path, place(text)?.role], [path, role], text);
});

test("the path follows brackets and braces, over several lines too", () => {
  const cases = [
    ["links: {|", ["links"], "key"],
    ["links: {ORCID: |", ["links", "ORCID"], "value"],
    ["links: {ORCID: x, |}\nname: A", ["links"], "key"],
    ["links: {ORCID: x,\n        |}\nname: A", ["links"], "key"],
    ["tags: [a, |]", ["tags", 0], "value"],
    ["publications:\n  - authors: [{name: A, |}]", ["publications", 0, "authors", 0], "key"],
    ["publications:\n  - {title: 'it''s, {so}', |", ["publications", 0], "key"],
    ["publications:\n  - title: A\n    authors: [A,\n      # B,\n      {name: |}]", ["publications", 0, "authors", 0, "name"], "value"],
    ["news:\n  - links: {A: x,\n      tags: [a,\n        {|}]}", ["news", 0, "links", "tags", 0], "key"],
  ];
  for (const [text, path, role] of cases) assert.deepEqual([place(text)?.path, place(text)?.role], [path, role], text);
});

test("nothing is offered where no key and no value can be written", () => {
  const cases = [
    "# |",
    "name: A # |",
    "name: \"A |\"",
    "name:|",
    "bio:\n  short: |>-".replace("|>", ">") + "\n    A text: |",
    "bio:\n  short: >-\n    A text\n\n    |",
    "bio:\n  short: >-|",
    "name: Ada\n  Lovelace |",
    "name: \"Ada\n  Love|lace\"",
    "positions:\n  - title: A\n   |",
    "positions:\n  - title: A\n      |",
    "interests:\n  - history\n    of |",
    "links: {ORCID: x} |",
    "links: {ORCID: \"x, |\"}",
    "links: {ORCID: x, # |",
  ];
  for (const text of cases) assert.equal(place(text), null, text);
});

test("the next key after a block of text is offered again", () => {
  assert.deepEqual(labels("bio:\n  short: >-\n    A text: more\n  |"), ["medium", "long"]);
});

test("keys that are there, and other names of them, are not offered", () => {
  const found = labels("publications:\n  - title: A\n    journal: B\n    |\n    year: 2024\n  - doi: x\n");

  assert.ok(found.includes("authors") && found.includes("doi"));
  for (const key of ["title", "journal", "venue", "conference", "year"]) assert.ok(!found.includes(key), key);
});

test("keys in braces, before and behind the cursor", () => {
  assert.deepEqual(labels("publications:\n  - title: A\n    authors: [{| marks: x}]\nname: A"), ["name"]);
  assert.ok(!labels("positions:\n  - {title: A, |, end: 2020}").some((key) => ["title", "end"].includes(key)));
});

test("an entry after a broken line, and above one", () => {
  const broken = "name: A\nbio: {short: B\nnews\n  : - ]\n\"open\npositions:\n  - title: A\n    |\n    ]: what\nend";

  assert.ok(labels(broken).includes("organization"));
  assert.ok(!labels(broken).includes("title"));
});

test("required keys come first, other names last", () => {
  const ranks = Object.fromEntries(offers("education:\n  - |").map((offer) => [offer.label, offer.rank]));

  assert.ok(ranks.degree > ranks.end && ranks.institution > ranks.end && ranks.end > ranks.id);
});

test("a key brings the start of its value", () => {
  assert.equal(accept("|", "name"), "name: |");
  assert.equal(accept("|", "interests"), "interests:\n  - |");
  assert.equal(accept("publications:\n  - title: A\n    au|", "authors"), "publications:\n  - title: A\n    authors:\n      - |");
  assert.equal(accept("publications:\n  - title: A\n    |", "links"), "publications:\n  - title: A\n    links:\n      |");
  assert.equal(accept("publications:\n  - {title: A, |}", "links"), "publications:\n  - {title: A, links: |}");
  assert.equal(accept("links:\n  |", "Google Scholar"), "links:\n  Google Scholar: |");
});

test("an empty list offers an item with its required keys", () => {
  assert.equal(accept("education:\n  |", "- degree"), "education:\n  - degree: |\n    institution: ");
  assert.equal(accept("interests:\n  |", "- "), "interests:\n  - |");
  assert.equal(accept("awards:\n  - title: A\n  |", "- title").split("\n").at(-1), "  - title: |");
});

test("values: choices always, examples only when asked for", () => {
  const entry = (line) => `publications:\n  - title: A\n    ${line}`;

  assert.deepEqual(labels(entry("selected: |")), ["true", "false"]);
  assert.ok(labels(entry("type: |")).includes("edited volume"));
  assert.ok(labels(entry("status: un|")).includes("under review"));
  assert.deepEqual(labels("language: |"), ["en", "de", "es", "fr", "ja", "zh"]);
  assert.deepEqual(labels("pronouns: |"), []);
  assert.deepEqual(labels("pronouns: |", true), ["she/her", "he/him", "they/them"]);
  assert.deepEqual(offers(entry("doi: |"), true)[0].insert, "10.1145/3292500");
  assert.deepEqual(offers(entry("arxiv: |"), true)[0].insert, '"2402.02377"');
  assert.ok(labels("documents:\n  short:\n    sections: [summary, |]").includes("publications"));
  assert.equal(offers(entry("status: |")).find((offer) => offer.label === "published").detail, "default");
});

test("what is in the schema is in the text: no unknown key gets an offer", () => {
  assert.deepEqual(labels("nonsense:\n  - |"), []);
  assert.deepEqual(labels("name:\n  - constructor: |"), []);
  assert.deepEqual(schemaAt(schema, ["constructor"]), []);
  assert.deepEqual(schemaAt(schema, ["name", "__proto__"]), []);
});

test("a value that YAML takes for something else is written in quotes", () => {
  for (const value of ["2402.02377", "yes", "", "a: b", "a #b", "- a", "*", "12"]) assert.equal(asYaml(value), `"${value}"`);
  for (const value of ["2019-05", "3–4", "C++", "10.1145/3292500", "https://example.org/a"]) assert.equal(asYaml(value), value);
  assert.equal(asYaml("a, b"), "a, b");
  assert.equal(asYaml("a, b", true), '"a, b"');
  assert.equal(asYaml(2019), "2019");
});

test("a key is explained wherever the pointer is on it", () => {
  const found = help("publications:\n  - title: A\n    ye|ar: 2024");

  assert.deepEqual([found.key, found.kind, found.example], ["year", "date", "year: 2019"]);
  assert.match(found.description, /four digits/);
  assert.match(found.format, /write four digits/);
  assert.equal(help("interests: []\nlan|guage: en").values.join(), "en,de,es,fr,ja,zh");
  assert.equal(help("interests: []\n|name: A").key, "name");
  assert.equal(help("publications:\n  - {title: A, ye|ar: 2024}").key, "year");
  assert.equal(help("publications:\n  - tit|le: A").key, "title");
  assert.equal(help("inter|ests:\n  - a").example, "interests: [machine learning, history of computing]");
  assert.equal(help("publications:\n  - title: A\n    selec|ted: true").byDefault, "false");
  for (const text of ["name: A|da", "non|sense: 1", "# na|me: A", "bio:\n  short: >-\n    na|me: x", "na|me"]) {
    assert.equal(help(text), null, text);
  }
});

test("every key of the example is explained, and none is in its texts", () => {
  const keys = [...example.matchAll(/^ *(?:- )?([a-z_]+):(?=\s)/gm)];
  const found = keys.map((match) => explain(schema, example, match.index + match[0].length - 2)?.key);

  assert.ok(keys.length > 100);
  assert.deepEqual(found, keys.map((match) => match[1]));
});

test("every offset of the example gets an answer, soon", () => {
  const started = performance.now();
  let count = 0;
  for (let offset = 0; offset <= example.length; offset += 97, count++) complete(schema, example, offset, true);

  assert.ok((performance.now() - started) / count < 50, "milliseconds for each");
});

test("the line after Enter is indented like the keys, or one level more", () => {
  const cases = [
    ["positions:", 2], ["  - title: A", 4], ["    highlights:", 6], ["      - a text", 6], ["  short: >-", 4],
    ["    a text", 4], ["", 0], ["name: A", 0], ["- - a: b", 4], ["bio: # three", 2], ["links: {", 0],
  ];
  for (const [line, columns] of cases) assert.equal(indentBelow(line, 2), columns, line);
});

test("hostile lines take no time", () => {
  const started = performance.now();
  for (const line of ["- ".repeat(20_000), "a ".repeat(50_000), '"'.repeat(50_000), "[".repeat(50_000), "'a".repeat(30_000)]) {
    complete(schema, `positions:\n  ${line}\n  - title: A\n    `, `positions:\n  ${line}\n  - title: A\n    `.length, true);
    complete(schema, `positions:\n  ${line}`, `positions:\n  ${line}`.length, true);
    explain(schema, `positions:\n  ${line}`, `positions:\n  ${line}`.length - 1);
  }
  const deep = Array.from({ length: 1500 }, (_, level) => `${" ".repeat(level)}- [`).join("\n");
  complete(schema, deep, deep.length, true);

  assert.ok(performance.now() - started < 3000);
});
