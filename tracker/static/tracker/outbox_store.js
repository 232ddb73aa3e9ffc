/*
 * What was written without a network, in the browser's own database until it is sent. Shared by
 * the pages and the service worker.
 *
 * A record is a form as it will be sent:
 *   id         the order in which it was written
 *   account    who wrote it; nobody else sends it or sees it
 *   address    where it goes; photos: where its photos go one by one, once the form is sent
 *   about      what it is about, in words
 *   fields     [name, value] of the form, files among them; null once the form itself is sent
 *   photos     [{uuid, file}] that go after the form
 *   written    when, by this phone's clock; moment: the same by the server's, once that is known
 *   failures   how often the server itself failed with it
 *   refusal    {status, sentence, address} where the server does not take it as it is
 */
self.milkspot ??= document.documentElement.dataset; // root and account

self.outboxStore = (() => {
  "use strict";

  const NAME = `milkspot ${self.milkspot.root}`;
  const news = new BroadcastChannel(NAME);
  let opened = null;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
        request.result.createObjectStore("shared");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    opened.catch(() => (opened = null));
    return opened;
  }

  /** Do the work in one transaction; what is written is on the disk before the promise is kept. */
  async function within(store, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      let result;
      work(transaction.objectStore(store), (value) => (result = value));
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  const fieldOf = (record, name) => record.fields?.find(([other]) => other === name)?.[1];

  /** The form of a look, saved once more before it was sent. A tap on a card is no such form. */
  const isSameForm = (one, other) =>
    one.account === other.account &&
    one.address === other.address &&
    one.address.endsWith("/new/") &&
    Boolean(fieldOf(one, "uuid")) &&
    fieldOf(one, "uuid") === fieldOf(other, "uuid");

  /** A form as a record. Pages say in it whose it is, see outbox.js. */
  function recordOf(address, given, written) {
    const told = Object.fromEntries(given.filter(([name]) => name.startsWith("outbox-")));
    const ours = ([name]) => !name.startsWith("outbox-") && name !== "csrfmiddlewaretoken";
    const fields = given.filter(ours);
    const uuid = fieldOf({ fields }, "uuid");
    return {
      account: told["outbox-account"],
      address,
      photosAddress: address.replace(/new\/$/, `${uuid}/photos/`),
      about: told["outbox-about"] ?? "",
      fields,
      photos: [],
      written,
      failures: 0,
      refusal: null,
    };
  }

  /** Keep a record, in the place of an unsent one of the same form. */
  async function keep(record) {
    await within("outbox", "readwrite", (store) => {
      store.getAll().onsuccess = ({ target }) => {
        const before = target.result.find((other) => isSameForm(other, record));
        store.put(before ? { ...record, id: before.id } : record);
      };
    });
    tell("kept");
  }

  /** Change a record, or remove it (null), unless it went or was written anew meanwhile. */
  async function change({ id, written }, changes) {
    await within("outbox", "readwrite", (store) => {
      store.get(id).onsuccess = ({ target: { result: stored } }) => {
        if (stored?.written !== written) return;
        if (changes) store.put({ ...stored, ...changes });
        else store.delete(id);
      };
    });
    tell("changed");
  }

  const remove = (record) => change(record, null);

  const get = (id) =>
    within("outbox", "readonly", (store, done) => {
      store.get(id).onsuccess = ({ target }) => done(target.result);
    });

  /** Of this account, in the order in which they were written. */
  const of = (account) =>
    within("outbox", "readonly", (store, done) => {
      store.getAll().onsuccess = ({ target }) =>
        done(target.result.filter((record) => record.account === account));
    });

  // ---- photos shared from the gallery, until their look is saved

  const ONE_DAY = 24 * 3600 * 1000;

  const share = (files, account) =>
    within("shared", "readwrite", (store) => store.put({ files, account, at: Date.now() }, "last"));

  /** Shared while nobody was logged in, they are for whoever is next. */
  const isFor = (account, { account: owner, at }) =>
    (!owner || owner === account) && Date.now() - at <= ONE_DAY;

  const shared = () =>
    within("shared", "readonly", (store, done) => {
      store.get("last").onsuccess = ({ target: { result } }) =>
        done(result && isFor(self.milkspot.account, result) ? result.files : []);
    });

  /** Let them be this account's alone, or nobody's. */
  const leaveSharedTo = (account) =>
    changeShared((photos) => {
      if (!isFor(account, photos)) return null;
      return photos.account === account ? photos : { ...photos, account };
    });

  const forgetOldShared = () =>
    changeShared((photos) => (isFor(photos.account, photos) ? photos : null));

  const changeShared = (change) =>
    within("shared", "readwrite", (store) => {
      store.get("last").onsuccess = ({ target: { result } }) => {
        const changed = result && change(result);
        if (!changed) store.delete("last");
        else if (changed !== result) store.put(changed, "last");
      };
    });

  const forgetShared = () => within("shared", "readwrite", (store) => store.delete("last"));

  // ---- news for the other pages

  /** Tell all pages, this one too. */
  function tell(what) {
    news.postMessage(what);
    self.dispatchEvent(new CustomEvent("outbox", { detail: what }));
  }

  news.addEventListener("message", ({ data }) =>
    self.dispatchEvent(new CustomEvent("outbox", { detail: data })),
  );

  return {
    recordOf, keep, change, remove, get, of, share, shared, leaveSharedTo, forgetOldShared,
    forgetShared, tell,
  };
})();
