/*
 * Shows what this browser supports at this URL, instead of what the URL alone allows.
 */
const list = document.querySelector("[data-works]");
const isInstalled =
  matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const hasPasskeys = async () =>
  Boolean(await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.());

const checks = {
  offline: async () => Boolean(navigator.serviceWorker && (await registration())?.active),
  sending: async () => Boolean((await registration())?.sync),
  camera: () => Boolean(navigator.mediaDevices?.getUserMedia),
  passkeys: async () => window.isSecureContext && list.dataset.isANumber === "no" && hasPasskeys(),
  install: () => isInstalled,
  lasting: async () => Boolean(await navigator.storage?.persisted?.()),
};

/** Resolves to the service worker's registration, which may still be installing, or undefined. */
async function registration() {
  if (!navigator.serviceWorker) return undefined;
  const soon = new Promise((done) => setTimeout(done, 3000));
  return Promise.race([navigator.serviceWorker.ready, soon]);
}

for (const row of list.querySelectorAll("[data-work]")) {
  Promise.resolve(checks[row.dataset.work]()).then((works) => {
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
