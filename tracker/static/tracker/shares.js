/* Sends a link by the phone's own menu. Its code is not sent with it. */
(() => {
  "use strict";

  const button = document.querySelector("[data-send]");
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ url: button.dataset.send }).catch((error) => {
      if (error.name !== "AbortError") throw error; // the menu was closed again
    });
  });
})();
