/*
 * The service worker: serves pages from the network, or stored copies without one; saves forms that
 * cannot be sent into the outbox.
 */
import { root } from "../context.js";
import { removeDraft, removeOldDrafts } from "../drafts/store.js";
import {
  attempt, findFile, findPage, isStaticFile, learnFrom, markOutdated, refreshToday, removeOldPages,
  removePrivatePages, respondWithCopy, storeAll, storedAccount, storeFile, storeGuide,
  storePicture, storePublic, storePublicOnce,
} from "./offline_cache.js";
import { sendOutbox, withAccount } from "./outbox_send.js";
import {
  assignSharedPhotos, createRecord, fieldOf, findSameForm, publish, removeOldSharedPhotos,
  removeSharedPhotos, saveRecord, saveSharedPhotos, subscribe,
} from "./outbox_store.js";
import { listenForPush } from "./push.js";

const TIMEOUT_WITH_COPY = 4 * 1000;
const TIMEOUT_AFTER_FORM = 20 * 1000; // a copy would lack what was just saved
const TIMEOUT = 60 * 1000;
const TIMEOUT_OF_FORM = 10 * 1000;
const TIMEOUT_OF_PHOTOS = 5 * 60 * 1000;

const WORRIED = `${root}worried/`;
const OFFLINE = `${root}offline/`;
const MAY_WAIT =
  /^children\/\d+\/(same|(notes|concerns)\/new|concerns\/[0-9a-f-]{36}\/(log|photo|entries\/new))\/$/;
const OF_A_CHILD = /^children\/\d+\//;
const ENDS_SESSION = /^account\/(logout|delete)\/$/;
const FOR_DOCTORS = /^(s|shared)\//;
const FILE = /\.\w+$/;
const HASHED_FILE = /\.[0-9a-f]{12}\.\w+$/;

const NO_CONTENT = 204; // the page stays, with its input
const LOGGED_OUT = [401, 403]; // or logged in again: the form has the old token
const SERVER_DOWN = [502, 503, 504];
const NO_ROOM = 507;

/** Starts the worker; noPicture is the URL of the picture that replaces photos offline. */
export function startWorker(noPicture) {
  self.addEventListener("install", (event) => event.waitUntil(install(noPicture)));
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("message", (event) => event.waitUntil(storePages(event.data)));
  self.addEventListener("sync", (event) => event.waitUntil(sendLater()));
  self.addEventListener("fetch", (event) => {
    const response = responseTo(event, noPicture);
    if (response) event.respondWith(response);
  });
  listenForPush();
  subscribe((event) => {
    if (event === "sent") tryToRefreshToday();
  });
  removeOldPages();
  removeOldSharedPhotos();
}

async function install(noPicture) {
  await Promise.all([
    attempt("worried", () => storePublic(WORRIED)),
    attempt("offline", () => storePublic(OFFLINE)),
    attempt("picture", () => storePicture(noPicture)),
  ]);
  await self.skipWaiting();
}

let storing = null;

let storingGuide = null; // on its own: the diary must not wait for it

function storePages({ account, wanted }) {
  if (account) {
    storing ??= storeAll(wanted).catch(() => undefined).finally(() => (storing = null));
  }
  return Promise.resolve(storing).then(() => {
    storingGuide ??= storeOpenPages().finally(() => (storingGuide = null));
    return storingGuide;
  });
}

/** Stores the guide, and what could not be stored when the worker was installed. */
async function storeOpenPages() {
  await attempt("worried", () => storePublicOnce(WORRIED));
  await attempt("offline", () => storePublicOnce(OFFLINE));
  await attempt("guide", storeGuide);
}

const tryToRefreshToday = () => refreshToday().catch(() => undefined);

async function sendLater() {
  const { state } = await sendOutbox();
  if (state === "away") throw new Error("the browser tries again");
}

/** Returns the promise of a response, or undefined to leave the request to the browser. */
function responseTo(event, noPicture) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || !pathname.startsWith(root)) return undefined;
  const isPage = request.mode === "navigate";
  const path = pathname.slice(root.length);
  if (FOR_DOCTORS.test(path)) return undefined;
  if (request.method === "POST") return responseToForm(event, path, isPage);
  if (request.method !== "GET") return undefined;
  if (isStaticFile(pathname)) return file(request);
  if (isPage && !FILE.test(path)) return page(event);
  const needsPicture = request.destination === "image" && !navigator.onLine;
  return needsPicture ? fetch(request).catch(() => caches.match(noPicture)) : undefined;
}

function withTimeout(milliseconds, promise) {
  const timeout = new Promise((_, reject) => setTimeout(reject, milliseconds, "too late"));
  return Promise.race([promise, timeout]);
}

// ---- reading

/** Files with hashed names never change; other files come from the network if possible. */
async function file(request) {
  const stored = await findFile(request);
  if (stored && HASHED_FILE.test(request.url)) return stored;
  try {
    const response = await fetch(request);
    await storeFile(request, response.clone());
    return response;
  } catch (error) {
    if (stored) return stored;
    throw error;
  }
}

async function page(event) {
  const { url } = event.request;
  const copy = await findPage(url);
  const isAfterForm = Date.now() - formSentAt < TIMEOUT_AFTER_FORM;
  const timeoutWithCopy = isAfterForm ? TIMEOUT_AFTER_FORM : TIMEOUT_WITH_COPY;
  try {
    const response = await withTimeout(copy ? timeoutWithCopy : TIMEOUT, fetch(event.request));
    if (copy && SERVER_DOWN.includes(response.status)) return respondWithCopy(copy);
    event.waitUntil(learn(url, response.clone()));
    return response;
  } catch {
    return copy ? respondWithCopy(copy) : offlinePage();
  }
}

async function learn(url, response) {
  const account = await learnFrom(url, response);
  if (account) await assignSharedPhotos(account);
}

/** Resolves to the response for a page that is not stored. */
async function offlinePage() {
  const copy = await findPage(OFFLINE);
  return copy ? new Response(copy.text, { headers: copy.headers }) : Response.error();
}

// ---- writing

let formSentAt = 0;

function responseToForm(event, path, isPage) {
  const { request } = event;
  if (path.startsWith("account/")) event.waitUntil(removePrivatePages()); // log-in or log-out
  if (ENDS_SESSION.test(path)) event.waitUntil(removeSharedPhotos());
  if (isPage && path === "photo/") return share(request);
  if (!OF_A_CHILD.test(path)) return undefined;
  event.waitUntil(markOutdated());
  const sendsItself = request.headers.get("Accept") === "application/json";
  const mayWait = MAY_WAIT.test(path) && !sendsItself;
  if (isPage || sendsItself) return mayWait ? form(request, isPage) : undefined;
  const response = mayWait ? form(request, isPage) : fetch(request);
  event.waitUntil(response.then(tryToRefreshToday)); // no new page follows that would be stored
  return response;
}

/** Stores photos shared from the gallery until their entry is saved, if there is space. */
async function share(request) {
  const copy = request.clone();
  try {
    const photos = (await copy.formData()).getAll("photos");
    await saveSharedPhotos(photos, await storedAccount());
  } catch {
    return fetch(request);
  }
  return Response.redirect(`${root}photo/?shared=phone`, 303);
}

async function form(request, isPage) {
  const began = Date.now();
  const data = await request.clone().formData().catch(() => null);
  const account = data?.get("outbox-account");
  if (!account) return fetch(request);
  const entries = [...data].filter(([, value]) => value.size !== 0);
  const record = createRecord(new URL(request.url).pathname, entries, began);
  if (await findSameForm(record).catch(() => undefined)) return saveForm(record, isPage);
  const sent = fetch(withAccount(request, account));
  sent.catch(() => undefined); // it may fail long after the form was stored
  const hasPhotos = entries.some(([, value]) => typeof value !== "string");
  const timeout = hasPhotos ? TIMEOUT_OF_PHOTOS : TIMEOUT_OF_FORM;
  const response = await withTimeout(timeout, sent).catch(() => Response.error());
  const isAnswered = response.type !== "error" && response.status < 500;
  if (!isAnswered || LOGGED_OUT.includes(response.status)) {
    return saveForm(record, isPage);
  }
  formSentAt = Date.now();
  return response;
}

/** Saves a form into the outbox, and answers instead of the server. */
async function saveForm(record, isPage) {
  try {
    await saveRecord(record);
  } catch {
    publish("full");
    return new Response(null, { status: isPage ? NO_CONTENT : NO_ROOM });
  }
  await removeDraft(fieldOf(record, "uuid")).then(removeOldDrafts).catch(() => undefined);
  self.registration.sync?.register("outbox").catch(() => undefined);
  const [today] = /^.*?children\/\d+\//.exec(record.address);
  return isPage ? Response.redirect(today, 303) : new Response(null, { status: NO_CONTENT });
}
