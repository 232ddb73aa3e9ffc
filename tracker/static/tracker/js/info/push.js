/*
 * Turns reminders on for this browser: asks for permission, and sends the server what the browser's
 * push service gave. The page Reminders has no part for what is on.
 */
import { isApp } from "../context.js";

const row = document.querySelector("[data-push]");
const form = row.querySelector("[data-push-form]");
const on = row.querySelector("[data-push-on]");
const off = row.querySelector("[data-push-off]");

const TIMEOUT = 20 * 1000;
const CAN_BE_TURNED_ON = ["off", "lost", "failed"];

function show(state) {
  for (const line of row.querySelectorAll("[data-push-state]")) {
    line.hidden = line.dataset.pushState !== state;
  }
  form.hidden = !CAN_BE_TURNED_ON.includes(state);
}

function showLost(state) {
  on.hidden = true;
  off.hidden = false;
  for (const mark of row.querySelectorAll("[data-state]")) {
    mark.hidden = mark.dataset.state === "yes";
  }
  show(state);
}

/** Returns why reminders cannot be turned on in this browser, or "off". */
function stateOf() {
  const isMissing = !navigator.serviceWorker || !window.PushManager || !window.Notification;
  const isIphone = navigator.standalone !== undefined;
  if (isMissing) return isIphone && !isApp ? "iphone" : "missing";
  return Notification.permission === "denied" ? "denied" : "off";
}

function withTimeout(promise) {
  const timeout = new Promise((_, reject) => setTimeout(reject, TIMEOUT, new Error("too late")));
  return Promise.race([promise, timeout]);
}

/** Resolves to a subscription with this server's key; one with another key is replaced. */
async function subscribe() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: row.dataset.push };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    const former = await pushManager.getSubscription();
    if (!former) throw error;
    await former.unsubscribe();
    return pushManager.subscribe(options);
  }
}

async function turnOn() {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return show(permission === "denied" ? "denied" : "off");
  const { endpoint, keys } = (await withTimeout(subscribe())).toJSON();
  Object.assign(form.elements.endpoint, { value: endpoint });
  for (const name of ["p256dh", "auth"]) form.elements[name].value = keys[name];
  return form.submit();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  turnOn().catch(() => show("failed"));
});

/** Says so if the browser no longer takes what the server still sends. */
async function checkThatItIsOn() {
  const state = stateOf();
  if (state !== "off") return showLost(state);
  const { pushManager } = await withTimeout(navigator.serviceWorker.ready);
  return (await pushManager.getSubscription()) ?? showLost("lost");
}

if (!on || on.hidden) show(stateOf());
else checkThatItIsOn().catch(() => undefined);
