/*
 * Buttons that copy a link, and one that opens the phone's share menu. Browsers allow either over
 * HTTPS only; elsewhere the buttons stay hidden, and the link can be selected by hand.
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

const sendButton = document.querySelector("[data-send]"); // the code is to be sent separately
if (sendButton && navigator.share) {
  sendButton.hidden = false;
  sendButton.addEventListener("click", () => {
    navigator.share({ url: sendButton.dataset.send }).catch((error) => {
      if (error.name !== "AbortError") throw error; // the user closed the menu
    });
  });
}
