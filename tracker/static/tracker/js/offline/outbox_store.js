/*
 * The outbox: unsent records, in IndexedDB. Used by pages and by the service worker.
 *
 * It may contain records of an earlier version. So never change the database's name, version and
 * stores, nor the fields of a record. A record is a form to be sent:
 *   id             the order of writing
 *   account        the key of the account that wrote it; others neither send nor see it
 *   address        the URL of the form
 *   photosAddress  the URL of its photos, sent one by one after the form
 *   about          a description of it
 *   fields         [name, value] of the form, also of files; null after the form was sent
 *   photos         [{uuid, file, turned}] to be sent after the form; turned, which an earlier version
 *                  does not have, is the number of quarters by which the server turns the file
 *   written        the time of writing, in milliseconds by this phone's clock
 *   moment         the same by the server's clock, an ISO string; set before it is first sent
 *   failures       the number of server errors
 *   refusal        {status, sentence, address} if the server rejected it
 */
import { root } from "../context.js";

const NAME = `milkspot ${root}`;
const VERSION = 1;
const SHARED_FOR = 24 * 3600 * 1000;

/**
 * Returns transact(names, mode, work) of a database, which is opened when first needed. It runs
 * work(store, setResult) in one transaction, or work(stores, setResult) if names is a list, and
 * resolves after it is committed to disk.
 */
export function databaseOf(name, version, upgrade) {
  let opened = null;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => upgrade(request.result);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    opened.catch(() => (opened = null));
    return opened;
  }

  return async (names, mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const stores = [names].flat().map((name) => transaction.objectStore(name));
      let result;
      work(Array.isArray(names) ? stores : stores[0], (value) => (result = value));
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error);
    });
  };
}

const transact = databaseOf(NAME, VERSION, (database) => {
  database.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
  database.createObjectStore("shared");
});

// ---- records

export const fieldOf = (record, name) => record.fields?.find(([other]) => other === name)?.[1];

/** Files that are sent together with the form's other fields. */
export const filesOf = (record) =>
  (record?.fields ?? []).map(([, value]) => value).filter((value) => value instanceof Blob);

/** Returns a form as a record. Pages add the account to its fields, see outbox.js. */
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

/** Returns whether both records are of one form, reopened before it was sent; never for one tap. */
const isSameForm = (one, other) =>
  one.account === other.account &&
  one.address === other.address &&
  one.address.endsWith("/new/") &&
  Boolean(fieldOf(one, "uuid")) &&
  fieldOf(one, "uuid") === fieldOf(other, "uuid");

/**
 * Resolves to the unsent record of the same form, if any. A form that was changed since must go
 * through the outbox too: the record would reach the server after it.
 */
export const findSameForm = (record) =>
  transact("outbox", "readonly", (store, setResult) => {
    store.getAll().onsuccess = ({ target: { result } }) =>
      setResult(result.find((other) => isSameForm(other, record)));
  });

/**
 * Resolves to a copy of a file in memory. One chosen in the gallery is only a handle: the phone may
 * have moved or deleted the photo when it is sent.
 */
const inMemory = async (value) =>
  value instanceof File
    ? new File([await value.arrayBuffer()], value.name, { type: value.type })
    : value;

const allInMemory = (list, copy) => Promise.all((list ?? []).map(copy));

async function withBytes(record) {
  const copyField = async ([name, value]) => [name, await inMemory(value)];
  const copyPhoto = async (photo) => ({ ...photo, file: await inMemory(photo.file) });
  return {
    ...record,
    fields: record.fields && (await allInMemory(record.fields, copyField)),
    photos: await allInMemory(record.photos, copyPhoto),
  };
}

/** Stores a record, replacing an unsent one of the same form. */
export async function saveRecord(given) {
  const record = await withBytes(given);
  await transact("outbox", "readwrite", (store) => {
    store.getAll().onsuccess = ({ target }) => {
      const before = target.result.find((other) => isSameForm(other, record));
      store.put(before ? { ...record, id: before.id } : record);
    };
  });
  publish("kept");
}

/** Changes a record, or removes it (null), unless it was removed or rewritten meanwhile. */
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

/** Resolves to the records of an account, in the order of writing. */
export const recordsOf = (account) =>
  transact("outbox", "readonly", (store, setResult) => {
    store.getAll().onsuccess = ({ target }) =>
      setResult(target.result.filter((record) => record.account === account));
  });

// ---- photos shared from the gallery, until their entry is saved

export async function saveSharedPhotos(given, account) {
  const files = await allInMemory(given, inMemory);
  return transact("shared", "readwrite", (store) =>
    store.put({ files, account, at: Date.now() }, "last"),
  );
}

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
