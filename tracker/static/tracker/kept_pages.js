/*
 * Pages kept on the phone to be read without a network: those of the account at hand, for seven
 * days, and those that show nothing of anybody. A part of the service worker.
 */
self.keptPages = (() => {
  "use strict";

  const { root } = self.milkspot;
  const OPEN = `milkspot ${root} open`;
  const FILES = `milkspot ${root} files`;
  const OWN = `milkspot ${root} pages `; // and the account's key
  const LIST = `${root}offline/pages/`;
  const LAST = `${root}offline/last/`; // holds the address of the Today that was looked at last
  const MOST_DAYS = 7;
  const FRESH = 3 * 60 * 60 * 1000;

  const CONCERN = "children/\\d+/concerns/[0-9a-f-]{36}/";
  const WORTH_KEEPING = new RegExp(
    `^(photo/|children/\\d+/(|add/|timeline/|notes/new/)|${CONCERN}(|entries/new/))$`,
  );

  const A_LIST = /^children\/\d+\/(timeline|concerns\/[0-9a-f-]{36})\/$/; // of several pages

  const pathOf = (address) => new URL(address, location.origin).pathname.slice(root.length);
  const isWorthKeeping = (address) => WORTH_KEEPING.test(pathOf(address));
  const told = (text, name) => new RegExp(`<html[^>]* data-${name}="(\\w*)"`).exec(text)?.[1];
  const accountIn = (text) => told(text, "account");
  const keptAt = (response) => Number(response.headers.get("Milkspot-Kept-At"));
  const isTooOld = (response) => Date.now() - keptAt(response) > MOST_DAYS * 24 * 3600 * 1000;

  async function ownCaches() {
    return (await caches.keys()).filter((name) => name.startsWith(OWN));
  }

  // ---- keeping

  async function put(cache, address, response, text) {
    const headers = new Headers(response.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
    headers.set("Milkspot-Kept-At", Date.now());
    await (await caches.open(cache)).put(address, new Response(text, { headers }));
    await keepFiles(text);
  }

  /** Whatever an attribute that ends in src or href names: scripts fetch some files by theirs. */
  const filesIn = (text) =>
    [...text.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, address]) => address)
      .filter((address) => address.startsWith(self.milkspot.static));

  async function keepFiles(text) {
    const files = await caches.open(FILES);
    for (const address of new Set(filesIn(text))) {
      if (!(await files.match(address))) await files.add(address);
    }
  }

  /** Keep a page that shows nothing of anybody: asked for without saying who asks. */
  async function keepOpen(address) {
    const response = await fetch(address, { credentials: "omit", cache: "no-store" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    await put(OPEN, address.split("?")[0], response, await response.text());
  }

  /** See what a page that just came tells: who is logged in, what is gone, what is to be kept. */
  async function learn(address, response) {
    if ([403, 404, 410].includes(response.status)) await forgetChildOf(address);
    if (!response.headers.get("Content-Type")?.startsWith("text/html")) return;
    const text = await response.text();
    const account = accountIn(text);
    if (account === undefined) return;
    await forgetAllBut(account);
    if (!response.ok || !account) return;
    const today = new URL(`${root}children/${told(text, "child")}/`, location.origin).href;
    if (address === today || !pathOf(address)) {
      await put(OWN + account, today, response, text);
      await (await caches.open(OWN + account)).put(LAST, new Response(today));
    } else if (isWorthKeeping(address)) {
      await put(OWN + account, address, response, text);
    }
  }

  /** Keep all that the server names, unless a copy is fresh; forget children it does not name.
   *
   * Where its list is fresh it does nothing, if it has all the addresses that are wanted.
   */
  async function keepAll(wanted) {
    const own = await Promise.all((await ownCaches()).map((name) => caches.open(name)));
    if (own.length === 1 && (await isFresh(own[0], LIST)) && (await hasAll(own[0], wanted))) return;
    const answer = await fetch(LIST, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) return;
    const { account, pages, worried } = await answer.clone().json();
    await forgetAllBut(account);
    const cache = await caches.open(OWN + account);
    const children = new Set(pages.map(childIn));
    for (const { url } of await cache.keys()) {
      if (childIn(url) && !children.has(childIn(url))) await cache.delete(url);
    }
    await keepOpen(worried);
    for (const address of pages) await keepPage(cache, account, address);
    if (pages.length && !(await cache.match(LAST))) await cache.put(LAST, new Response(pages[0]));
    await put(OWN + account, LIST, answer, "");
    await forgetFilesNotIn(cache);
  }

  async function isFresh(cache, address) {
    const copy = await cache.match(address);
    return Boolean(copy) && Date.now() - keptAt(copy) < FRESH;
  }

  async function hasAll(cache, addresses) {
    const found = await Promise.all(addresses.map((address) => cache.match(address)));
    return found.every(Boolean);
  }

  async function keepPage(cache, account, address) {
    if (await isFresh(cache, address)) return;
    const response = await fetch(address, { headers: { "Milkspot-Copy": "yes" } });
    const text = await response.text();
    const isStillTheirs = accountIn(text) === account; // nobody logged in or out meanwhile
    if (response.ok && isStillTheirs) await put(OWN + account, address, response, text);
  }

  // ---- reading

  /** The copy of a page as {text, headers, at}, if there is one that may be shown. */
  async function find(address) {
    const open = await (await caches.open(OPEN)).match(address, { ignoreSearch: true });
    if (open) return asCopy(open);
    for (const name of await ownCaches()) {
      const cache = await caches.open(name);
      const ignoreSearch = !A_LIST.test(pathOf(address));
      const found = (await cache.match(address)) ?? (await cache.match(address, { ignoreSearch }));
      if (found && !isTooOld(found)) return asCopy(found);
    }
    return undefined;
  }

  async function asCopy(response) {
    return { text: await response.text(), headers: response.headers, at: keptAt(response) };
  }

  /** As an answer that says on the page itself that it is a copy, and of when. */
  function show({ text, headers, at }) {
    return new Response(text.replace("<html", `<html data-kept-at="${at}"`), { headers });
  }

  /** The address of the Today that was looked at last, if there is a copy of it. */
  async function lastToday() {
    for (const name of await ownCaches()) {
      const cache = await caches.open(name);
      const today = await (await cache.match(LAST))?.text();
      if (today && (await cache.match(today))) return today;
    }
    return undefined;
  }

  const findFile = async (request) => (await caches.open(FILES)).match(request);

  async function keepFile(request, response) {
    if (response.ok) await (await caches.open(FILES)).put(request, response);
  }

  // ---- forgetting

  async function forgetAllBut(account) {
    for (const name of await ownCaches()) if (name !== OWN + account) await caches.delete(name);
  }

  const forgetAll = () => forgetAllBut("");

  const childIn = (address) => /^children\/\d+\//.exec(pathOf(address))?.[0] ?? "";

  async function forgetChildOf(address) {
    const child = childIn(address);
    for (const name of child ? await ownCaches() : []) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (childIn(url) === child) await cache.delete(url);
      await cache.delete(LIST);
    }
  }

  async function forgetTooOld() {
    for (const name of await ownCaches()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (isTooOld(await cache.match(request))) await cache.delete(request);
      }
    }
  }

  /** Files of an earlier version that no page asks for any more. */
  async function forgetFilesNotIn(own) {
    const wanted = new Set([new URL(self.milkspot.noPhoto, location.origin).href]);
    for (const cache of [own, await caches.open(OPEN)]) {
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request)).text();
        for (const address of filesIn(text)) wanted.add(new URL(address, location.origin).href);
      }
    }
    const files = await caches.open(FILES);
    for (const { url } of await files.keys()) if (!wanted.has(url)) await files.delete(url);
  }

  return {
    isWorthKeeping, keepOpen, keepFiles, learn, keepAll, find, show, lastToday, findFile, keepFile,
    forgetAll, forgetTooOld,
  };
})();
