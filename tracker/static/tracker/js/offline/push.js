/*
 * The service worker's part of reminders: shows them, opens their page, and renews the subscription.
 */
import { root } from "../context.js";

export function listenForPush() {
  self.addEventListener("push", (event) => event.waitUntil(showReminder(event.data)));
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const { page, stop } = event.notification.data;
    event.waitUntil(openPage(event.action === "stop" ? stop : page));
  });
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
}

function showReminder(data) {
  const { title, tag, lang, dir, navigate, actions } = data.json().notification;
  const pages = { page: ownPage(navigate), stop: ownPage(actions[0]?.navigate ?? "") };
  return self.registration.showNotification(title, { tag, lang, dir, actions, data: pages });
}

/** Returns the address if it is of this site, otherwise that of Today. */
function ownPage(address) {
  const url = new URL(address, self.registration.scope);
  const isOwn = url.origin === location.origin && url.pathname.startsWith(root);
  return isOwn ? url.href : self.registration.scope;
}

/** Shows a window that has the page open; one with another page may have a form that is begun. */
async function openPage(address) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find(({ url }) => url === address);
  return shown ? shown.focus() : self.clients.openWindow(address);
}

async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  if (!newSubscription && !options) return;
  const given = newSubscription ?? (await self.registration.pushManager.subscribe(options));
  const ticket = await fetch(`${root}outbox/ticket/`, { cache: "no-store" });
  if (!ticket.ok) return;
  const { csrf } = await ticket.json();
  const { endpoint, keys } = given.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const headers = { "X-CSRFToken": csrf };
  await fetch(`${root}push/on/`, { method: "POST", body, headers, redirect: "manual" });
}
