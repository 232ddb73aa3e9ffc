/*
 * The outbox: what was written without a network, in the browser's own database until it is sent.
 * Used by pages and by the service worker.
 *
 * What an earlier version wrote may still wait there. So the database keeps its name, its version
 * and its stores, and a record its fields. A record is a form as it will be sent:
 *   id             the order in which it was written
 *   account        the key of the account that wrote it; no other account sends it or sees it
 *   address        where the form goes
 *   photosAddress  where its photos go one by one, once the form is sent
 *   about          what it is about, in words
 *   fields         [name, value] of the form, files among them; null once the form itself is sent
 *   photos         [{uuid, file}] that go after the form
 *   written        when, in milliseconds by this phone's clock
 *   moment         the same by the server's clock, an ISO string; set before it is first sent
 *   failures       how often the server itself failed with it
 *   refusal        {status, sentence, address} where the server does not take it as it is
 */
import { root } from "../context.js";

const NAME = `milkspot ${root}`;
const VERSION = 1;
const SHARED_FOR = 24 * 3600 * 1000;

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
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

/** Runs work(store, setResult) in one transaction. Resolves once what it wrote is on the disk. */
async function transact(name, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    let result;
    work(transaction.objectStore(name), (value) => (result = value));
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// ---- records

export const fieldOf = (record, name) => record.fields?.find(([other]) => other === name)?.[1];

/** Files that are sent together with the form's other fields. */
export const filesOf = (record) =>
  (record?.fields ?? []).map(([, value]) => value).filter((value) => value instanceof Blob);

/** Returns a form as a record. Pages add whose it is to its fields, see outbox.js. */
export function createRecord(address, entries, written) {
  const marks = Object.fromEntries(entries.filter(([name]) => name.startsWith("outbox-")));
  const fields = entries.filter(
    ([name]) => !name.startsWith("outbox-") && name !== "csrfmiddlewaretoken",
  );
  const uuid = fieldOf({ fields }, "uuid");
  return {
    account: marks["outbox-account"],
    address,
    photosAddress: address.replace(/new\/$/, `${uuid}/photos/`),
    about: marks["outbox-about"] ?? "",
    fields,
    photos: [],
    written,
    failures: 0,
    refusal: null,
  };
}

/** True for a form that was opened again before it was sent. A tap on a card is no such form. */
const isSameForm = (one, other) =>
  one.account === other.account &&
  one.address === other.address &&
  one.address.endsWith("/new/") &&
  Boolean(fieldOf(one, "uuid")) &&
  fieldOf(one, "uuid") === fieldOf(other, "uuid");

/** Stores a record, in the place of an unsent one of the same form. */
export async function saveRecord(record) {
  await transact("outbox", "readwrite", (store) => {
    store.getAll().onsuccess = ({ target }) => {
      const before = target.result.find((other) => isSameForm(other, record));
      store.put(before ? { ...record, id: before.id } : record);
    };
  });
  publish("kept");
}

/** Changes a record, or removes it (null), unless it went or was written anew meanwhile. */
export async function changeRecord({ id, written }, changes) {
  await transact("outbox", "readwrite", (store) => {
    store.get(id).onsuccess = ({ target: { result: stored } }) => {
      if (stored?.written !== written) return;
      if (changes) store.put({ ...stored, ...changes });
      else store.delete(id);
    };
  });
  publish("changed");
}

export const removeRecord = (record) => changeRecord(record, null);

export const findRecord = (id) =>
  transact("outbox", "readonly", (store, setResult) => {
    store.get(id).onsuccess = ({ target }) => setResult(target.result);
  });

/** Resolves to the records of an account, in the order in which they were written. */
export const recordsOf = (account) =>
  transact("outbox", "readonly", (store, setResult) => {
    store.getAll().onsuccess = ({ target }) =>
      setResult(target.result.filter((record) => record.account === account));
  });

// ---- photos shared from the gallery, until the entry that they belong to is saved

export const saveSharedPhotos = (files, account) =>
  transact("shared", "readwrite", (store) =>
    store.put({ files, account, at: Date.now() }, "last"),
  );

/** Photos that were shared while nobody was logged in belong to whoever logs in next. */
const isFor = (account, { account: owner, at }) =>
  (!owner || owner === account) && Date.now() - at <= SHARED_FOR;

export const sharedPhotosOf = (account) =>
  transact("shared", "readonly", (store, setResult) => {
    store.get("last").onsuccess = ({ target: { result } }) =>
      setResult(result && isFor(account, result) ? result.files : []);
  });

/** Assigns the shared photos to an account, and removes those of another. */
export const assignSharedPhotos = (account) =>
  changeSharedPhotos((photos) => {
    if (!isFor(account, photos)) return null;
    return photos.account === account ? photos : { ...photos, account };
  });

export const removeOldSharedPhotos = () =>
  changeSharedPhotos((photos) => (isFor(photos.account, photos) ? photos : null));

const changeSharedPhotos = (change) =>
  transact("shared", "readwrite", (store) => {
    store.get("last").onsuccess = ({ target: { result } }) => {
      const changed = result && change(result);
      if (!changed) store.delete("last");
      else if (changed !== result) store.put(changed, "last");
    };
  });

export const removeSharedPhotos = () =>
  transact("shared", "readwrite", (store) => store.delete("last"));

// ---- events, for all pages and the service worker

const channel = new BroadcastChannel(NAME);
const listeners = [];
const notify = (event) => listeners.forEach((listener) => listener(event));

channel.addEventListener("message", ({ data }) => notify(data));

/** Calls listener(event) for each event: "kept", "changed", "full", or a state of sendOutbox(). */
export const subscribe = (listener) => listeners.push(listener);

/** Publishes an event everywhere, here too. */
export function publish(event) {
  channel.postMessage(event);
  notify(event);
}
