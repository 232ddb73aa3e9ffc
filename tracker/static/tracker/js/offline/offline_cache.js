/*
 * Copies of pages on this device for reading without a network: private pages of the logged-in
 * account, for seven days, and public pages. Used by the service worker.
 */
import { root } from "../context.js";

// URLs and headers of requests to the server.
const ALL_PAGES = `${root}offline/pages/`;
const GUIDE = `${root}guide/`;
const GUIDE_PAGES = `${root}offline/guide/`;
const STATIC_FILES = `${root}static/`;
const COPY = { "Milkspot-Copy": "yes" }; // the page is fetched to be stored, not shown
const FOR_EVERYBODY = { "Milkspot-For-Everybody": "yes" }; // the page is drawn for nobody

const PUBLIC = `milkspot ${root} open`;
const FILES = `milkspot ${root} files`;
const PRIVATE = `milkspot ${root} pages `; // followed by the account's key
const LAST_TODAY = `${root}offline/last/`; // a cache entry whose content is a URL
const FAILED = `${root}offline/failed/`; // followed by a part; the content says why it failed
const OF_ALL_CHILDREN = [ALL_PAGES, `${root}photo/`];
const STORED_AT = "Milkspot-Kept-At";
const MAX_AGE = 7 * 24 * 3600 * 1000;
const FRESH_FOR = 3 * 60 * 60 * 1000;

const CONCERN = "children/\\d+/concerns/[0-9a-f-]{36}/";
const WORTH_STORING = new RegExp(
  `^(photo/|children/\\d+/(|add/|timeline/|notes/new/)|${CONCERN}(|entries/new/))$`,
);
const PAGINATED = /^children\/\d+\/(timeline|concerns\/[0-9a-f-]{36})\/$/;
const HOME_SCREEN_ICON = /\/icons\/[^/]+\.png$/; // used by no page

const pathOf = (address) => new URL(address, location.origin).pathname.slice(root.length);
const childIn = (address) => /^children\/\d+\//.exec(pathOf(address))?.[0] ?? "";
const attributeIn = (text, name) =>
  new RegExp(`<html[^>]* data-${name}="([\\w ]*)"`).exec(text)?.[1];
const accountIn = (text) => attributeIn(text, "account");
const storedAt = (response) => Number(response.headers.get(STORED_AT));
const isTooOld = (response) => Date.now() - storedAt(response) > MAX_AGE;

async function privateCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PRIVATE));
}

/** Resolves to the key of the account whose pages are stored, or "". */
export async function storedAccount() {
  const [name = PRIVATE] = await privateCaches();
  return name.slice(PRIVATE.length);
}

// ---- storing

/** Stores a page after all its files: an update may remove those from the server. */
async function store(cache, address, response, text) {
  await storeFilesOf(text);
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("Content-Type", "text/html; charset=utf-8");
  await storeText(cache, address, text, headers);
  await storeFilesOf(text); // those that removeUnusedFiles() has removed meanwhile
}

async function storeText(cache, address, text, headers = new Headers()) {
  headers.set(STORED_AT, Date.now());
  await (await caches.open(cache)).put(address, new Response(text, { headers }));
}

/** Returns the URLs in attributes that end in src or href, also of modules' imports. */
const filesIn = (text) =>
  [...text.matchAll(/(?:src|href)="([^"]+)"/g)]
    .map(([, address]) => address)
    .filter((address) => address.startsWith(STATIC_FILES) && !HOME_SCREEN_ICON.test(address));

async function storeFilesOf(text) {
  const files = await caches.open(FILES);
  for (const address of new Set(filesIn(text))) {
    if (!(await files.match(address))) await addFile(files, address);
  }
}

async function addFile(cache, address) {
  const response = await fetch(address);
  if (!isOwnFile(response)) throw new Error(`${pathOf(address)}: ${response.status}`);
  await cache.put(address, response);
}

/** Whether it is the file itself, and not the log-in page of a gateway in front of the diary. */
const isOwnFile = (response) => response.ok && !response.redirected;

/** Fetches with cookies, for a gateway in front of the diary. Throws if something else answers. */
async function fetchOwn(address, type, headers = {}) {
  const response = await fetch(address, { headers, cache: "no-store", redirect: "manual" });
  const isOwn = response.headers.get("Content-Type")?.startsWith(type);
  if (!response.ok || !isOwn) throw new Error(`${pathOf(address)}: ${response.status || "3xx"}`);
  return response;
}

/** Stores a public page. */
export async function storePublic(address) {
  const response = await fetchOwn(address, "text/html", FOR_EVERYBODY);
  const text = await response.text();
  if (accountIn(text) !== "") throw new Error(`${pathOf(address)}: another page`);
  await store(PUBLIC, address.split("?")[0], response, text);
}

/** Stores the public page unless there is a copy. */
export async function storePublicOnce(address) {
  if (!(await (await caches.open(PUBLIC)).match(address))) await storePublic(address);
}

/** Stores the picture that replaces photos offline. */
export async function storePicture(address) {
  await addFile(await caches.open(PUBLIC), address);
}

/**
 * Does one part of storing. If it fails, the others go on, and the reason is noted for the page
 * "App and offline".
 */
export async function attempt(part, work) {
  const note = FAILED + part;
  try {
    await work();
    await (await caches.open(PUBLIC)).delete(note);
  } catch (error) {
    if (navigator.onLine) await storeText(PUBLIC, note, error.message).catch(() => undefined);
  }
}

/**
 * Reads from a new page who is logged in, removes pages of children that it no longer lists, and
 * stores it if it is for offline use. Resolves to the account.
 */
export async function learnFrom(address, response) {
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return undefined;
  const text = await response.text();
  const account = accountIn(text);
  if (account === undefined) return undefined; // from a gateway in front of the diary
  await removeAllBut(account);
  if ([403, 404, 410].includes(response.status)) {
    await removeChildren((child) => child === childIn(address));
  }
  if (!account) return account;
  const children = attributeIn(text, "children").split(" ").map((id) => `children/${id}/`);
  await removeChildren((child) => !children.includes(child));
  if (!response.ok) return account;
  const child = attributeIn(text, "child");
  const today = new URL(`${root}children/${child}/`, location.origin).href;
  if (address === today || (!pathOf(address) && child)) {
    await store(PRIVATE + account, today, response, text);
    await storeText(PRIVATE + account, LAST_TODAY, today);
  } else if (WORTH_STORING.test(pathOf(address))) {
    await store(PRIVATE + account, address, response, text);
  }
  return account;
}

/** Stores the pages that the server names, unless done recently, and the wanted pages. */
export async function storeAll(wanted) {
  if (!(await isFresh()) || (await missing(wanted)).length) await attempt("pages", storeNamedPages);
  const account = await storedAccount();
  for (const address of await missing(wanted)) await storePage(PRIVATE + account, address);
}

/** Stores the pages of the guide, unless done within seven days. */
export async function storeGuide() {
  const cache = await caches.open(PUBLIC);
  const stored = await cache.match(GUIDE);
  if (stored && !isTooOld(stored)) return;
  const response = await fetchOwn(GUIDE_PAGES, "application/json", FOR_EVERYBODY);
  const pages = Object.entries(await response.clone().json());
  for (const [address, text] of pages.reverse()) await store(PUBLIC, address, response, text);
}

async function missing(addresses) {
  const found = await Promise.all(addresses.map((address) => caches.match(address)));
  return addresses.filter((_, number) => !found[number]);
}

/** Stores the pages that the server names, from one response, a third of their size. */
async function storeNamedPages() {
  const before = writes;
  const response = await fetchOwn(ALL_PAGES, "application/json");
  const { account, pages, worried } = await response.clone().json();
  if (before !== writes) return storeNamedPages(); // outdated by a write in the meantime
  await removeAllBut(account);
  const children = Object.keys(pages).map(childIn);
  await removeChildren((child) => !children.includes(child));
  await attempt("worried", () => storePublic(worried));
  const name = PRIVATE + account;
  const failures = [];
  for (const [address, text] of Object.entries(pages)) {
    await store(name, address, response, text).catch((error) => failures.push(error));
  }
  const [first] = Object.keys(pages);
  if (first && !(await lastToday())) await storeText(name, LAST_TODAY, first);
  await storeText(name, ALL_PAGES, "");
  await removeUnusedFiles(await caches.open(name));
  if (failures.length) throw failures[0];
  return undefined;
}

async function isFresh() {
  const list = await caches.match(ALL_PAGES);
  return Boolean(list) && Date.now() - storedAt(list) < FRESH_FOR;
}

async function storePage(name, address, signal) {
  const response = await fetch(address, { headers: COPY, signal });
  const text = await response.text();
  const isStillTheirs = PRIVATE + accountIn(text) === name; // no log-in or log-out meanwhile
  if (response.ok && isStillTheirs) await store(name, address, response, text);
}

// ---- after something was written

let writes = 0;
let refresh = null;

/** Marks the copies as outdated: all are stored again when the next page opens. */
export async function markOutdated() {
  writes += 1;
  for (const name of await privateCaches()) await (await caches.open(name)).delete(ALL_PAGES);
}

/** Stores Today again at once: the network may fail before a page opens. The latest call wins. */
export async function refreshToday() {
  await markOutdated();
  refresh?.abort();
  refresh = new AbortController();
  const { signal } = refresh;
  const today = await lastToday();
  if (today) await storePage(PRIVATE + (await storedAccount()), today, signal);
}

// ---- reading

/** Resolves to the copy of a page, {text, headers, at}, if there is one that may be shown. */
export async function findPage(wanted) {
  const address = pathOf(wanted) ? wanted : await lastToday(); // shown at the root URL
  if (!address) return undefined;
  const open = await (await caches.open(PUBLIC)).match(address, { ignoreSearch: true });
  if (open) return asCopy(open);
  for (const name of await privateCaches()) {
    const cache = await caches.open(name);
    const ignoreSearch = !PAGINATED.test(pathOf(address));
    const found = (await cache.match(address)) ?? (await cache.match(address, { ignoreSearch }));
    if (found && !isTooOld(found)) return asCopy(found);
  }
  return undefined;
}

async function asCopy(response) {
  return { text: await response.text(), headers: response.headers, at: storedAt(response) };
}

/** Returns a copy as a response whose page shows that it is a copy, and its age. */
export function respondWithCopy({ text, headers, at }) {
  return new Response(text.replace("<html", `<html data-kept-at="${at}"`), { headers });
}

/** Resolves to the URL of the Today that was opened last, if there is a copy of it. */
async function lastToday() {
  for (const name of await privateCaches()) {
    const cache = await caches.open(name);
    const today = await (await cache.match(LAST_TODAY))?.text();
    if (today && (await cache.match(today))) return today;
  }
  return undefined;
}

export const isStaticFile = (pathname) => pathname.startsWith(STATIC_FILES);

export const findFile = async (request) => (await caches.open(FILES)).match(request);

export async function storeFile(request, response) {
  if (isOwnFile(response)) await (await caches.open(FILES)).put(request, response);
}

// ---- removing

async function removeAllBut(account) {
  for (const name of await privateCaches()) {
    if (name !== PRIVATE + account) await caches.delete(name);
  }
}

export const removePrivatePages = () => removeAllBut("");

/** Removes the pages of the children for whom isGone(child) holds, and those of all children. */
async function removeChildren(isGone) {
  for (const name of await privateCaches()) {
    const cache = await caches.open(name);
    const addresses = (await cache.keys()).map(({ url }) => url);
    const gone = addresses.filter((url) => childIn(url) && isGone(childIn(url)));
    if (!gone.length) continue;
    for (const address of [...gone, ...OF_ALL_CHILDREN]) await cache.delete(address);
  }
}

export async function removeOldPages() {
  for (const name of await privateCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (isTooOld(await cache.match(request))) await cache.delete(request);
    }
  }
}

/** Removes files that no stored page references: those of earlier versions. */
async function removeUnusedFiles(privatePages) {
  const used = new Set();
  for (const cache of [privatePages, await caches.open(PUBLIC)]) {
    for (const request of await cache.keys()) {
      const text = await (await cache.match(request)).text();
      for (const address of filesIn(text)) used.add(new URL(address, location.origin).href);
    }
  }
  const files = await caches.open(FILES);
  for (const { url } of await files.keys()) if (!used.has(url)) await files.delete(url);
}
