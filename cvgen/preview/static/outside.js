/** Open a line in the user's own editor. */

import { ask, Refused } from "./api.js";
import { element } from "./dom.js";
import { showWrong } from "./fields.js";

const HERE = "page"; // the editor of the tab “Text”

/** Let the user choose an editor, and open a line in it; `openHere` opens it in the page. */
export async function openOutside(line, openHere) {
  const { editors, chosen } = await ask("editors");
  const options = Object.entries(editors).map(([name, label]) => element("option", { value: name, selected: name === chosen }, label));
  const select = element("select", { "aria-label": "Editor" }, ...options);
  const go = async () => {
    dialog.close();
    const { address } = await ask("open", { line, editor: select.value });
    if (address) location.href = address;
    else if (select.value === HERE) openHere(line);
  };
  const dialog = element("dialog", { "aria-label": "Open in an editor", close: () => dialog.remove() },
    element("p", {}, `Open line ${line} in`), select, " ",
    element("button", { type: "button", class: "main", click: () => go().catch(refused) }, "Open"), " ",
    element("button", { type: "button", click: () => dialog.close() }, "Cancel"));
  document.body.append(dialog);
  dialog.showModal();
}

function refused(error) {
  if (!(error instanceof Refused)) throw error;
  showWrong("", error.problems[0]);
}
