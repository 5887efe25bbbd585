// The page of a kit: counters that follow typing, copying, and what is done. It asks nobody for anything.
"use strict";
document.documentElement.classList.add("scripted");
const find = (id) => document.getElementById(id);
const areas = [...document.querySelectorAll("textarea")];
const counters = [...document.querySelectorAll(".counter")];
const PAUSE = 1000; // milliseconds without a key, after which a screen reader hears the counter

let later = 0;
function say(words) {
  clearTimeout(later);
  find("status").textContent = words;
}

// Lengths, as cvgen/forms/counts.py counts them: characters of Unicode, and words between its white space
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORD = new RegExp(`[^${SPACE}]+`, "gu");
const wordsOf = (text) => [...text.matchAll(WORD)];
const count = (text, unit) => (unit === "words" ? wordsOf(text) : [...text]).length;

function lastWords(text, limit, unit) {
  let kept = "";
  if (limit && unit === "words") {
    const last = wordsOf(text)[limit - 1];
    kept = text.slice(0, last.index + last[0].length);
  } else {
    kept = [...text].slice(0, limit).join("");
  }
  const words = wordsOf(kept).slice(-5).map((one) => one[0]).join(" ");
  return limit ? `…${[...words].slice(-60).join("")}` : "";
}

function measured(texts, most, unit) {
  const number = (one) => one.toLocaleString("en-US");
  const lengths = texts.map((one) => count(one, unit));
  const total = lengths.reduce((sum, one) => sum + one, 0);
  if (!most) return { words: `${number(total)} ${total === 1 ? unit.slice(0, -1) : unit}`, over: 0 };
  const words = `${number(total)} of ${number(most)} ${unit}`;
  if (total <= most) return { words, over: 0 };
  let left = most;
  let at = 0;
  while (lengths[at] <= left) left -= lengths[at++];
  const cut = lastWords(texts[at], left, unit);
  return { words: `${words}: ${number(total - most)} too many${cut && `, after “${cut}”`}`, over: total - most };
}

// Fields
const fieldOf = (area) => area.closest(".field");
const nameOf = (area) => area.labels[0].textContent;
const tickOf = (area) => find(`${area.id}-tick`);
const copyOf = (area) => fieldOf(area).querySelector(".copy");
const countersOf = (area) => counters.filter((one) => one.dataset.of.split(" ").includes(area.id));

function measure(counter) {
  const texts = counter.dataset.of.split(" ").map((id) => find(id)).filter((one) => one?.value).map((one) => one.value);
  const found = measured(texts, Number(counter.dataset.most), counter.dataset.unit);
  counter.lastElementChild.textContent = found.words;
  counter.classList.toggle("error", found.over > 0);
}

function showChange(area) {
  const isChanged = area.value !== area.defaultValue;
  fieldOf(area).classList.toggle("changed", isChanged);
  fieldOf(area).querySelector(".reset").hidden = !isChanged;
}

function showOver() {
  const over = counters.filter((one) => one.dataset.most && one.classList.contains("error"));
  const link = find("over");
  link.hidden = !over.length;
  if (!over.length) return;
  link.textContent = over.length > 1 ? `${over.length} limits are exceeded` : "1 limit is exceeded";
  link.href = `#${over[0].id}`;
}

// What is done: remembered by the browser, if it allows that for a file; a text that has changed since is not done
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(document.body.dataset.kit)) ?? {};
  } catch {
    return {};
  }
}

const done = remembered();

function showDone() {
  const ticked = areas.filter((one) => tickOf(one).checked).length;
  find("done").textContent = `${ticked} of ${areas.length} done`;
  document.querySelector("progress").value = ticked;
  find("restart").hidden = !ticked;
  for (const area of areas) {
    fieldOf(area).classList.toggle("done", tickOf(area).checked);
    const isOld = done[area.id] && done[area.id] !== area.dataset.digest && !tickOf(area).checked;
    fieldOf(area).classList.toggle("old", Boolean(isOld));
  }
}

function tick(area, isDone) {
  tickOf(area).checked = isDone;
  if (isDone) done[area.id] = area.dataset.digest;
  else delete done[area.id];
  try {
    localStorage.setItem(document.body.dataset.kit, JSON.stringify(done));
  } catch {} // it is remembered while the page is open
  showDone();
}

// Copying: not every browser has a clipboard for a page that is a file
async function intoClipboard(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    area.focus();
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

async function copyPiece(button) {
  const area = document.createElement("textarea");
  area.value = button.lastElementChild.textContent;
  button.after(area);
  const isCopied = await intoClipboard(area);
  area.remove();
  button.focus();
  say(isCopied ? `Copied: ${button.textContent}. Now paste it.` : "The browser does not let this page copy.");
}

async function copy(area) {
  const name = nameOf(area);
  if (!(await intoClipboard(area))) {
    say("The browser does not let this page copy. The text is selected: press Ctrl+C, on a Mac ⌘C.");
    return;
  }
  const over = countersOf(area).filter((one) => one.classList.contains("error"));
  tick(area, !over.length);
  const next = areas[areas.indexOf(area) + 1];
  say(over.length ? `Copied, but too long: ${name}` : `Copied: ${name}. Now paste it.`);
  if (!next) {
    copyOf(area).focus();
    return;
  }
  copyOf(next).focus({ preventScroll: true });
  fieldOf(next).scrollIntoView({ block: "nearest" });
}

function typed(area) {
  countersOf(area).forEach(measure);
  showChange(area);
  showOver();
  clearTimeout(later);
  later = setTimeout(() => {
    say(countersOf(area).map((one) => one.textContent).reverse().join("; ")); // its own first
  }, PAUSE);
}

for (const area of areas) {
  area.addEventListener("input", () => typed(area));
  copyOf(area).addEventListener("click", () => copy(area));
  tickOf(area).addEventListener("change", () => tick(area, tickOf(area).checked));
  fieldOf(area).querySelector(".reset").addEventListener("click", () => {
    area.value = area.defaultValue;
    typed(area);
    area.focus();
  });
  tickOf(area).checked = done[area.id] === area.dataset.digest;
}
for (const button of document.querySelectorAll(".piece")) button.addEventListener("click", () => copyPiece(button));
find("restart").addEventListener("click", () => {
  areas.forEach((one) => tick(one, false));
  say("No field is done.");
  copyOf(areas[0]).focus();
});
// A key that is held down repeats: it would copy one field after the other.
document.addEventListener("keydown", (event) => {
  if (event.repeat && event.target.matches("button")) event.preventDefault();
});
addEventListener("beforeunload", (event) => {
  if (areas.some((one) => one.value !== one.defaultValue)) event.preventDefault();
});
showOver();
showDone();
