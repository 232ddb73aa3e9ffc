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
  const OF_SEVERAL = [LIST, `${root}photo/`]; // children
  const MOST_DAYS = 7;
  const FRESH = 3 * 60 * 60 * 1000;

  const CONCERN = "children/\\d+/concerns/[0-9a-f-]{36}/";
  const WORTH_KEEPING = new RegExp(
    `^(photo/|children/\\d+/(|add/|timeline/|notes/new/)|${CONCERN}(|entries/new/))$`,
  );

  const FOR_HOME_SCREEN = /\/icons\/[^/]+\.png$/; // no page shows them
  const A_LIST = /^children\/\d+\/(timeline|concerns\/[0-9a-f-]{36})\/$/; // of several pages

  const pathOf = (address) => new URL(address, location.origin).pathname.slice(root.length);
  const isWorthKeeping = (address) => WORTH_KEEPING.test(pathOf(address));
  const told = (text, name) => new RegExp(`<html[^>]* data-${name}="([\\w ]*)"`).exec(text)?.[1];
  const accountIn = (text) => told(text, "account");
  const keptAt = (response) => Number(response.headers.get("Milkspot-Kept-At"));
  const isTooOld = (response) => Date.now() - keptAt(response) > MOST_DAYS * 24 * 3600 * 1000;

  async function ownCaches() {
    return (await caches.keys()).filter((name) => name.startsWith(OWN));
  }

  /** Whose pages are kept; "" where nobody's are. */
  async function accountAtHand() {
    const [name = OWN] = await ownCaches();
    return name.slice(OWN.length);
  }

  // ---- keeping

  /** A page, also one that came among others in the answer. */
  async function put(cache, address, answer, text) {
    const headers = new Headers(answer.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
    headers.set("Content-Type", "text/html; charset=utf-8");
    await putText(cache, address, text, headers);
    await keepFiles(text);
  }

  async function putText(cache, address, text, headers = new Headers()) {
    headers.set("Milkspot-Kept-At", Date.now());
    await (await caches.open(cache)).put(address, new Response(text, { headers }));
  }

  /** Whatever an attribute that ends in src or href names: scripts fetch some files by theirs. */
  const filesIn = (text) =>
    [...text.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, address]) => address)
      .filter((address) => address.startsWith(self.milkspot.static) && !FOR_HOME_SCREEN.test(address));

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

  /** See what a page that just came tells: who is logged in, what is gone, what is to be kept.
   *
   * Promises the account.
   */
  async function learn(address, response) {
    if ([403, 404, 410].includes(response.status)) {
      await forgetChildren((child) => child === childIn(address));
    }
    if (!response.headers.get("Content-Type")?.startsWith("text/html")) return undefined;
    const text = await response.text();
    const account = accountIn(text);
    if (account === undefined) return undefined;
    await forgetAllBut(account);
    if (!account) return account;
    await forgetAllChildrenBut(told(text, "children").split(" ").map((id) => `children/${id}/`));
    if (!response.ok) return account;
    const today = new URL(`${root}children/${told(text, "child")}/`, location.origin).href;
    if (address === today || (!pathOf(address) && told(text, "child"))) {
      await put(OWN + account, today, response, text);
      await putText(OWN + account, LAST, today);
    } else if (isWorthKeeping(address)) {
      await put(OWN + account, address, response, text);
    }
    return account;
  }

  /** Keep all that the server names, unless that was done lately, and the pages that are wanted. */
  async function keepAll(wanted) {
    if (!(await isFresh()) || (await missing(wanted)).length) await keepWhatIsNamed();
    const account = await accountAtHand();
    for (const address of await missing(wanted)) await keepPage(OWN + account, address);
  }

  async function missing(addresses) {
    const found = await Promise.all(addresses.map((address) => caches.match(address)));
    return addresses.filter((_, number) => !found[number]);
  }

  /** All pages come in one answer: it is a third of what they are one by one. */
  async function keepWhatIsNamed() {
    const asked = writes;
    const answer = await fetch(LIST, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) return undefined;
    const { account, pages, worried } = await answer.clone().json();
    if (asked !== writes) return keepWhatIsNamed(); // it lacks what was written meanwhile
    await forgetAllBut(account);
    await forgetAllChildrenBut(Object.keys(pages).map(childIn));
    await keepOpen(worried);
    const name = OWN + account;
    for (const [address, text] of Object.entries(pages)) await put(name, address, answer, text);
    const [first] = Object.keys(pages);
    if (first && !(await lastToday())) await putText(name, LAST, first);
    await putText(name, LIST, "");
    return forgetFilesNotIn(await caches.open(name));
  }

  async function isFresh() {
    const list = await caches.match(LIST);
    return Boolean(list) && Date.now() - keptAt(list) < FRESH;
  }

  async function keepPage(name, address, signal) {
    const response = await fetch(address, { headers: { "Milkspot-Copy": "yes" }, signal });
    const text = await response.text();
    const isStillTheirs = OWN + accountIn(text) === name; // nobody logged in or out meanwhile
    if (response.ok && isStillTheirs) await put(name, address, response, text);
  }

  // ---- after something was written

  let writes = 0;
  let renewal = null;

  /** What is kept lacks it: all is kept anew when the next page opens. */
  async function outdate() {
    writes += 1;
    for (const name of await ownCaches()) await (await caches.open(name)).delete(LIST);
  }

  /** Today at once, since no page may open before the network goes. The latest write wins. */
  async function renewToday() {
    await outdate();
    renewal?.abort();
    renewal = new AbortController();
    const { signal } = renewal;
    const today = await lastToday();
    if (today) await keepPage(OWN + (await accountAtHand()), today, signal);
  }

  // ---- reading

  /** The copy of a page as {text, headers, at}, if there is one that may be shown. */
  async function find(wanted) {
    const address = pathOf(wanted) ? wanted : await lastToday(); // shown at the bare address
    if (!address) return undefined;
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

  /** And what names several children, where one of them goes. */
  async function forgetChildren(isGone) {
    for (const name of await ownCaches()) {
      const cache = await caches.open(name);
      const addresses = (await cache.keys()).map(({ url }) => url);
      const gone = addresses.filter((url) => childIn(url) && isGone(childIn(url)));
      if (!gone.length) continue;
      for (const address of [...gone, ...OF_SEVERAL]) await cache.delete(address);
    }
  }

  const forgetAllChildrenBut = (children) => forgetChildren((child) => !children.includes(child));

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
    accountAtHand, keepOpen, keepFiles, learn, keepAll, outdate, renewToday, find, show, findFile,
    keepFile, forgetAll, forgetTooOld,
  };
})();
