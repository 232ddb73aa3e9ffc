/*
 * Drafts: forms that were begun and not saved, in an IndexedDB of their own. Used by pages and by
 * the service worker. A draft is
 *   id        of a new form its hidden id, of any other one that the page made up
 *   account   the key of the account that began it; others do not see it
 *   path      the path of the form's page
 *   fields    [name, value] of the form
 *   views     the side of the baby that each body map showed
 *   photos    the ids of its photos, in order; each is {uuid, file, turned} in a store of their own
 *   begun     the time of its first change, in milliseconds by this phone's clock
 *   changed   the same of its last one
 */
import { root } from "../context.js";
import { databaseOf } from "../offline/outbox_store.js";

const MAX_AGE = 7 * 24 * 3600 * 1000;
const BOTH = ["drafts", "photos"];

const transact = databaseOf(`milkspot drafts ${root}`, 1, (database) => {
  database.createObjectStore("drafts", { keyPath: "id" });
  database.createObjectStore("photos", { keyPath: "uuid" });
});

const isTooOld = ({ changed }) => Date.now() - changed > MAX_AGE;

/** Stores a draft, and those of its photos that are not stored yet: {uuid, file, turned}. */
export const saveDraft = (draft, newPhotos) =>
  transact(BOTH, "readwrite", ([drafts, photos]) => {
    for (const photo of newPhotos) photos.put(photo);
    drafts.put(draft);
    drafts.transaction.commit?.(); // the page may be left now
  });

/** Resolves to the drafts of a page, the newest first. */
export const draftsOf = (account, path) =>
  transact("drafts", "readonly", (store, setResult) => {
    store.getAll().onsuccess = ({ target: { result } }) =>
      setResult(
        result
          .filter((draft) => draft.account === account && draft.path === path && !isTooOld(draft))
          .sort((one, other) => other.changed - one.changed),
      );
  });

/** Resolves to the photos of a draft, {uuid, file, turned}, in order. */
export async function photosOf(draft) {
  if (!draft.photos.length) return [];
  const stored = await transact("photos", "readonly", (store, setResult) => {
    store.getAll().onsuccess = ({ target }) => setResult(target.result);
  });
  return draft.photos.flatMap((uuid) => stored.find((photo) => photo.uuid === uuid) ?? []);
}

/** Removes a draft with these of its photos; others go with the next removeOldDrafts(). */
export const removeDraft = (id, uuids = []) =>
  transact(BOTH, "readwrite", ([drafts, photos]) => {
    drafts.delete(id);
    for (const uuid of uuids) photos.delete(uuid);
    drafts.transaction.commit?.(); // the page may be left now
  });

export const removeDraftsOf = (account) => removeDrafts((draft) => draft.account === account);

export const removeOldDrafts = () => removeDrafts(isTooOld);

/** Removes the drafts for which isGone(draft) holds, and all photos that no other one has. */
const removeDrafts = (isGone) =>
  transact(BOTH, "readwrite", ([drafts, photos]) => {
    drafts.getAll().onsuccess = ({ target: { result } }) => {
      const used = new Set();
      for (const draft of result) {
        if (isGone(draft)) drafts.delete(draft.id);
        else for (const uuid of draft.photos) used.add(uuid);
      }
      photos.getAllKeys().onsuccess = ({ target }) => {
        for (const uuid of target.result) if (!used.has(uuid)) photos.delete(uuid);
      };
    };
  });
