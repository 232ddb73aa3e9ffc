// Asks this browser what it can do at this address, in the place of what the address alone allows.
(() => {
  "use strict";

  const list = document.querySelector("[data-works]");
  const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const hasPasskeys = async () =>
    Boolean(await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.());

  const asked = {
    offline: async () => Boolean(navigator.serviceWorker && (await registration())?.active),
    sending: async () => Boolean((await registration())?.sync),
    camera: () => Boolean(navigator.mediaDevices?.getUserMedia),
    passkeys: async () => window.isSecureContext && list.dataset.isANumber === "no" && hasPasskeys(),
    install: () => isInstalled,
    lasting: async () => Boolean(await navigator.storage?.persisted?.()),
  };

  /** Of an address that is secure it may just be on its way. */
  async function registration() {
    if (!navigator.serviceWorker) return undefined;
    const soon = new Promise((done) => setTimeout(done, 3000));
    return Promise.race([navigator.serviceWorker.ready, soon]);
  }

  for (const row of list.querySelectorAll("[data-work]")) {
    Promise.resolve(asked[row.dataset.work]()).then((works) => {
      for (const state of row.querySelectorAll("[data-state]")) {
        state.hidden = state.dataset.state !== (works ? "yes" : "no");
      }
    });
  }

  const install = document.querySelector("[data-install]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    install.hidden = false;
    install.addEventListener("click", () => event.prompt(), { once: true });
  });
})();
