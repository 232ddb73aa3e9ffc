/*
 * Buttons that copy a link, and one that sends it by the phone's own menu. Browsers let a page do
 * either under HTTPS only; elsewhere there is no button, and the link can be marked by hand.
 */
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    });
  }
}

const sendButton = document.querySelector("[data-send]"); // its code goes another way
if (sendButton && navigator.share) {
  sendButton.hidden = false;
  sendButton.addEventListener("click", () => {
    navigator.share({ url: sendButton.dataset.send }).catch((error) => {
      if (error.name !== "AbortError") throw error; // the menu was closed again
    });
  });
}
