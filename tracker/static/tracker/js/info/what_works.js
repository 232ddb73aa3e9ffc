/*
 * Shows what this browser supports at this URL, instead of what the URL alone allows.
 */
import { isApp, root } from "../context.js";

const list = document.querySelector("[data-works]");
const hasPasskeys = async () =>
  Boolean(await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.());

const checks = {
  offline: async () => Boolean(navigator.serviceWorker && (await registration())?.active),
  sending: async () => Boolean((await registration())?.sync),
  camera: () => Boolean(navigator.mediaDevices?.getUserMedia),
  passkeys: async () => window.isSecureContext && list.dataset.isANumber === "no" && hasPasskeys(),
  install: () => isApp,
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

// ---- parts that failed

const REFRESH_AFTER = 2000; // the worker may be trying again
const failures = document.querySelector("[data-failures]");

function showFailure(row, reason) {
  row.querySelector("span").textContent = reason ?? "";
  row.hidden = reason === undefined;
  failures.hidden = !failures.querySelector("[data-failed]:not([hidden])");
}

/** Shows what the worker has noted of the part. */
async function showNote(row) {
  const note = await caches.match(`${root}offline/failed/${row.dataset.failed}`);
  showFailure(row, await note?.text());
}

/** Resolves to the reason why the action fails, or undefined. */
const failureOf = (action) => action().then(() => undefined, (error) => error.message);

async function loadManifest() {
  const { href } = document.querySelector("link[rel=manifest]");
  const response = await fetch(href, { redirect: "manual" });
  if (!response.ok) throw new Error(response.status || "3xx");
  await response.json();
}

if (navigator.serviceWorker) {
  const tests = {
    worker: () => navigator.serviceWorker.register(`${root}sw.js`),
    manifest: loadManifest,
  };
  for (const row of failures.querySelectorAll("[data-failed]")) {
    const test = tests[row.dataset.failed];
    if (test) failureOf(test).then((reason) => showFailure(row, reason));
    else {
      showNote(row);
      setInterval(showNote, REFRESH_AFTER, row);
    }
  }
}
