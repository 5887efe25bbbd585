/** The tabs of the panel, by the pattern of the ARIA Authoring Practices: arrow keys change the tab. */

import { find } from "./dom.js";

const tabs = () => [...document.querySelectorAll("[role=tab]")];
const panel = (tab) => find(tab.getAttribute("aria-controls"));

/**
 * Open a tab.
 * @param {string} name the id of its panel
 * @param {{ifClosed?: string[]}} [unless] panels that stay when one of them is open
 */
export function openTab(name, { ifClosed = [] } = {}) {
  const open = tabs().find((one) => one.getAttribute("aria-selected") === "true");
  if (open && ifClosed.includes(panel(open).id)) return;
  for (const tab of tabs()) {
    const isChosen = panel(tab).id === name;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    panel(tab).hidden = !isChosen;
  }
  dispatchEvent(new CustomEvent("tab", { detail: name }));
}

export function setUpTabs() {
  for (const tab of tabs()) {
    tab.addEventListener("click", () => openTab(panel(tab).id));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const all = tabs();
      const next = all.at((all.indexOf(tab) + step) % all.length);
      next.focus();
      openTab(panel(next).id);
    });
  }
}
