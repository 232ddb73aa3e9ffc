/* The address of the calendar, copied with one tap. Without this script it can be marked by hand. */
(() => {
  "use strict";

  const box = document.querySelector("[data-copy-from]");
  const button = document.querySelector("[data-copy]");
  const said = document.querySelector("[data-copied]");
  if (!box) return;

  async function copy() {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      document.execCommand("copy"); // the clipboard's own interface is there under https only
    }
    said.textContent = said.dataset.copied;
  }

  button.hidden = false;
  button.addEventListener("click", copy);
})();
