/** Show the pages, and a button over each entry: to choose it, to drag it to another place. */

import { element, find } from "./dom.js";

const POINT = 96 / 72; // CSS pixels
const GAP = 48; // pixels beside a page that fits the width
const LIT = 2500; // milliseconds
const LABEL = "text/x-cvgen-entry";

let zoom = 0; // of the paper's size; 0: as wide as the window
let widest = 0; // points
let chosen = "";

const same = (key) => JSON.stringify(key ?? null);

/**
 * Show the pages of a view. Pictures that have not changed stay, so that nothing flickers and the page does not scroll.
 * @param {object} view with `pages` and `spots`
 * @param {{choose: (spot: object, options: object) => void, move: (key: Array, to: number) => void}} on
 * @returns {Promise<void>} done when the new pictures are there
 */
export async function showPages(view, on) {
  const parent = find("pages");
  const loaded = view.pages.map((page, at) => showPage(parent, page, at, view.pages.length));
  while (parent.children.length > view.pages.length) parent.lastElementChild.remove();
  widest = Math.max(0, ...view.pages.map((page) => page.width));
  resize();
  await Promise.all(loaded);
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  for (const [at, figure] of [...parent.children].entries()) {
    const spots = view.spots.filter((spot) => spot.page === at).map((spot) => button(spot, view.pages[at], view, on));
    figure.replaceChildren(figure.querySelector("img"), ...spots);
  }
  mark(chosen);
  if (focused) spotsOf(focused)[0]?.focus({ preventScroll: true });
}

/** Let the printer's paper be that of the document. */
export function pageSize(pages) {
  if (!pages?.length) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${pages[0].width}pt ${pages[0].height}pt; margin: 0 }`);
  document.adoptedStyleSheets = [sheet];
}

const spotsOf = (key) => [...document.querySelectorAll(".spot")].filter((one) => one.dataset.key === key);

/** Show the text of a document that has no pages. */
export function showText(text) {
  const page = element("pre", { class: "page text" });
  page.textContent = text;
  find("pages").replaceChildren(page);
}

function showPage(parent, page, at, count) {
  let figure = parent.children[at];
  if (figure?.tagName !== "FIGURE") {
    const added = element("figure", { class: "page" }, element("img", { alt: "" }));
    figure?.replaceWith(added);
    if (!figure) parent.append(added);
    figure = added;
  }
  const image = figure.querySelector("img");
  figure.dataset.width = page.width;
  figure.dataset.height = page.height;
  figure.setAttribute("aria-label", `Page ${at + 1} of ${count}`);
  if (image.dataset.name === page.name) return Promise.resolve();
  const next = element("img", { alt: "", decoding: "sync", "data-name": page.name });
  return new Promise((done) => { // not by decode(), which Chromium refuses for some of several SVG pictures at once
    next.addEventListener("load", () => {
      if (image.isConnected) image.replaceWith(next);
      done();
    });
    next.addEventListener("error", done); // a newer view has other pages
    next.src = `sheet/${page.name}`;
  });
}

function button(spot, page, view, on) {
  const [left, top, width, height] = spot.box;
  const warnings = view.problems.filter((one) => one.key && same(one.key) === same(spot.key));
  const about = [spot.label, ...warnings.map((one) => `${one.severity}: ${one.message}`)].join(" – ");
  const made = element("button", {
    type: "button",
    class: warnings.length ? "spot warned" : "spot",
    "aria-label": about,
    title: warnings.map((one) => `${one.message}\n${one.hint}`).join("\n"),
    draggable: spot.key.length > 1 && "true",
    click: (event) => on.choose(spot, { hasFocus: event.detail === 0 }), // by the keyboard
  });
  made.dataset.key = same(spot.key);
  made.dataset.line = spot.line ?? "";
  const share = (length, whole) => `${(100 * length) / whole}%`;
  made.style.left = share(left, page.width);
  made.style.top = share(top, page.height);
  made.style.width = share(width, page.width);
  made.style.height = share(height, page.height);
  made.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(LABEL, same(spot.key));
    event.dataTransfer.effectAllowed = "move";
  });
  made.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes(LABEL)) event.preventDefault();
  });
  made.addEventListener("drop", (event) => {
    const key = JSON.parse(event.dataTransfer.getData(LABEL) || "null");
    if (!key || same(key.slice(0, -1)) !== same(spot.key.slice(0, -1)) || same(key) === same(spot.key)) return;
    event.preventDefault();
    on.move(key, spot.key.at(-1));
  });
  return made;
}

/** Light the entry that has a line of the file; scroll to it, if asked. */
export function light(line, scrolls) {
  const before = [...document.querySelectorAll(".spot")].filter((one) => one.dataset.line && +one.dataset.line <= line);
  const last = Math.max(...before.map((one) => +one.dataset.line));
  lightAll(before.filter((one) => +one.dataset.line === last), scrolls);
}

/** Scroll to an entry and light it; @param {Array} key @returns {boolean} whether the pages have it */
export function reveal(key) {
  const spots = spotsOf(same(key));
  lightAll(spots, true);
  return spots.length > 0;
}

function lightAll(spots, scrolls) {
  if (scrolls) spots[0]?.scrollIntoView({ block: "nearest" });
  for (const one of spots) {
    one.classList.add("lit");
    setTimeout(() => one.classList.remove("lit"), LIT);
  }
}

/** Go back to the entry that the panel shows. */
export function focusSpot() {
  spotsOf(chosen)[0]?.focus();
}

/** Mark the buttons of the entry that the panel shows. */
export function mark(key) {
  chosen = typeof key === "string" ? key : same(key);
  for (const one of document.querySelectorAll(".spot")) one.classList.toggle("chosen", one.dataset.key === chosen);
}

/** Make the pages larger (1), smaller (-1) or as wide as the window (0). */
export function setZoom(step) {
  const now = zoom || width() / (widest * POINT);
  zoom = step === 0 ? 0 : Math.min(4, Math.max(0.25, Math.round((now + step * 0.125) * 8) / 8));
  find("zoom").textContent = zoom ? `${Math.round(zoom * 100)} %` : "Fit";
  resize();
}

const width = () => Math.min(find("pages").clientWidth - GAP, widest * POINT * 1.5);

export function resize() {
  for (const figure of document.querySelectorAll("figure.page")) {
    const scale = zoom ? zoom * POINT : width() / widest;
    figure.style.width = `${figure.dataset.width * scale}px`;
    figure.style.aspectRatio = `${figure.dataset.width} / ${figure.dataset.height}`;
  }
}
