/*
 * Buttons that copy what stands in their "data-copy". Browsers let a page do so under https only;
 * elsewhere there is no button, and what it would copy can be marked by hand.
 */
(() => {
  "use strict";

  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    });
  }
})();
