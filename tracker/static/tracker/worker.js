/*
 * The service worker: pages come from the network, and from the phone where there is none; forms
 * that cannot leave wait in the outbox.
 */
(() => {
  "use strict";

  const { root, noPhoto, offline, worried, static: files } = self.milkspot;
  const { keptPages, outboxStore, sendOutbox } = self;

  const PATIENCE_WITH_COPY = 4 * 1000;
  const PATIENCE_AFTER_FORM = 20 * 1000; // a copy would not have in it what was just saved
  const PATIENCE = 60 * 1000;
  const PATIENCE_WITH_FORM = 10 * 1000;
  const PATIENCE_WITH_PHOTOS = 5 * 60 * 1000;

  const MAY_WAIT =
    /^children\/\d+\/(same|notes\/new|concerns\/[0-9a-f-]{36}\/(log|photo|entries\/new))\/$/;
  const OF_A_CHILD = /^children\/\d+\//;
  const LEAVES = /^account\/(logout|delete)\/$/;
  const FOR_OTHERS = /^(s|shared)\//; // what a doctor opens by a link is no page of ours
  const A_FILE = /\.\w+$/;
  const LOGGED_OUT = [401, 403]; // or logged in anew, and the form's token is that of before
  const STAY = 204; // the page stays, with all that is typed
  const NO_ROOM = 507;
  const HASHED = /\.[0-9a-f]{12}\.\w+$/;

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("message", (event) => event.waitUntil(keepAll(event.data.wanted)));
  self.addEventListener("sync", (event) => event.waitUntil(sendLater()));
  self.addEventListener("fetch", (event) => {
    const answer = answerTo(event);
    if (answer) event.respondWith(answer);
  });
  self.addEventListener("outbox", ({ detail }) => {
    if (detail === "sent") renewToday();
  });
  keptPages.forgetTooOld();
  outboxStore.forgetOldShared();

  async function install() {
    await Promise.all([worried, offline].map(keptPages.keepOpen));
    await keptPages.keepFiles(`src="${noPhoto}"`);
    await self.skipWaiting();
  }

  let round = null;
  function keepAll(wanted) {
    round ??= keptPages.keepAll(wanted).catch(() => undefined).finally(() => (round = null));
    return round;
  }

  const renewToday = () => keptPages.renewToday().catch(() => undefined);

  async function sendLater() {
    const { state } = await sendOutbox();
    if (state === "away") throw new Error("the browser tries again");
  }

  /** The promise of an answer, or nothing where the network answers alone. */
  function answerTo(event) {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== location.origin || !pathname.startsWith(root)) return undefined;
    const isPage = request.mode === "navigate";
    const path = pathname.slice(root.length);
    if (FOR_OTHERS.test(path)) return undefined;
    if (request.method === "POST") return answerToForm(event, path, isPage);
    if (request.method !== "GET") return undefined;
    if (pathname.startsWith(files)) return file(request);
    if (isPage && !A_FILE.test(path)) return page(event);
    if (request.destination === "image" && !navigator.onLine) return photo(request);
    return undefined;
  }

  function within(milliseconds, promise) {
    const tooLate = new Promise((_, reject) => setTimeout(reject, milliseconds, "too late"));
    return Promise.race([promise, tooLate]);
  }

  // ---- reading

  async function file(request) {
    const kept = await keptPages.findFile(request);
    if (kept && HASHED.test(request.url)) return kept;
    try {
      const response = await fetch(request);
      await keptPages.keepFile(request, response.clone());
      return response;
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  }

  const photo = (request) => fetch(request).catch(() => keptPages.findFile(noPhoto));

  async function page(event) {
    const { url } = event.request;
    const copy = await keptPages.find(url);
    const isAfterForm = Date.now() - formWentAt < PATIENCE_AFTER_FORM;
    const patience = isAfterForm ? PATIENCE_AFTER_FORM : PATIENCE_WITH_COPY;
    try {
      const response = await within(copy ? patience : PATIENCE, fetch(event.request));
      if (copy && [502, 503, 504].includes(response.status)) return keptPages.show(copy);
      event.waitUntil(learn(url, response.clone()));
      return response;
    } catch {
      return copy ? keptPages.show(copy) : instead();
    }
  }

  async function learn(url, response) {
    const account = await keptPages.learn(url, response);
    if (account) await outboxStore.leaveSharedTo(account);
  }

  /** What to show for a page that is not on the phone. */
  async function instead() {
    const { text, headers } = await keptPages.find(offline);
    return new Response(text, { headers });
  }

  // ---- writing

  let formWentAt = 0;

  function answerToForm(event, path, isPage) {
    const { request } = event;
    if (path.startsWith("account/")) event.waitUntil(keptPages.forgetAll()); // in or out
    if (LEAVES.test(path)) event.waitUntil(outboxStore.forgetShared());
    if (isPage && path === "photo/") return share(request);
    if (!OF_A_CHILD.test(path)) return undefined;
    event.waitUntil(keptPages.outdate());
    const asksItself = request.headers.get("Accept") === "application/json";
    const mayWait = MAY_WAIT.test(path) && !asksItself;
    if (isPage || asksItself) return mayWait ? form(request, isPage) : undefined;
    const answer = mayWait ? form(request, isPage) : fetch(request);
    event.waitUntil(answer.then(renewToday)); // no page follows, which would be kept
    return answer;
  }

  /** Photos from the gallery stay on the phone until their look is saved, if there is room. */
  async function share(request) {
    const copy = request.clone();
    try {
      const photos = (await copy.formData()).getAll("photos");
      await outboxStore.share(photos, await keptPages.accountAtHand());
    } catch {
      return fetch(request);
    }
    return Response.redirect(`${root}photo/?shared=phone`, 303);
  }

  async function form(request, isPage) {
    const began = Date.now();
    const given = await request.clone().formData().catch(() => null);
    const account = given?.get("outbox-account");
    if (!account) return fetch(request);
    const sent = fetch(ofAccount(request, account));
    sent.catch(() => undefined); // it may fail long after it was kept
    const fields = [...given].filter(([, value]) => value.size !== 0);
    const hasPhotos = fields.some(([, value]) => typeof value !== "string");
    const patience = hasPhotos ? PATIENCE_WITH_PHOTOS : PATIENCE_WITH_FORM;
    const response = await within(patience, sent).catch(() => Response.error());
    const isAnswered = response.type !== "error" && response.status < 500;
    if (!isAnswered || LOGGED_OUT.includes(response.status)) {
      return keep(outboxStore.recordOf(new URL(request.url).pathname, fields, began), isPage);
    }
    formWentAt = Date.now();
    return response;
  }

  /** The request, which says whose it is: then the log-in is no answer to it, but a 401. */
  function ofAccount(request, account) {
    const headers = new Headers(request.headers);
    headers.set("Milkspot-Written-By", account);
    return new Request(request, { headers });
  }

  /** Put a form into the outbox, and answer in the server's place. */
  async function keep(record, isPage) {
    try {
      await outboxStore.keep(record);
    } catch {
      outboxStore.tell("full");
      return new Response(null, { status: isPage ? STAY : NO_ROOM });
    }
    self.registration.sync?.register("outbox").catch(() => undefined);
    const [today] = /^.*?children\/\d+\//.exec(record.address);
    return isPage ? Response.redirect(today, 303) : new Response(null, { status: STAY });
  }
})();
