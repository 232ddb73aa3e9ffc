/*
 * Opens a form with an unsent record of the outbox, and saves it back into the outbox; adds photos
 * shared from the gallery.
 */
import { account } from "../context.js";
import { handedOver, hasOutbox, saveForm } from "../offline/outbox.js";
import {
  filesOf, findRecord, removeSharedPhotos, sharedPhotosOf,
} from "../offline/outbox_store.js";
import { fill } from "./fill_form.js";

const query = new URLSearchParams(location.search);
const record = hasOutbox && query.has("unsent") ? recordOf(Number(query.get("unsent"))) : null;
const isShared = hasOutbox && query.get("shared") === "phone";
let adding = null;

/** Fills the form from the outbox if its URL names a record; call before other scripts read it. */
export function openUnsent(form) {
  if (!record) return;
  fill(form, record.fields);
  form.dataset.unsent = record.id;
  document.addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) save(event, form);
  });
}

/** Adds the photos of the outbox to a form's, {add, onLeave}; see photos/send.js. */
export function addPhotos(photos) {
  if (!photos || !(record || isShared)) return;
  adding = addAll(photos).finally(() => (adding = null));
}

function recordOf(id) {
  const unsent = handedOver();
  return unsent?.id === id && unsent.address === location.pathname ? unsent : null;
}

async function addAll(photos) {
  const stored = record && (await findRecord(record.id));
  const shared = isShared ? await sharedPhotosOf(account) : [];
  const added = [...filesOf(stored), ...shared].map((file) => ({ file }));
  for (const photo of [...(stored?.photos ?? []), ...added]) photos.add(photo);
  if (isShared) photos.onLeave(removeSharedPhotos);
}

/** Saves the form into the outbox; with photos in it, photos/send.js has done that already. */
async function save(event, form) {
  event.preventDefault();
  if (adding) {
    await adding;
    form.requestSubmit();
    return;
  }
  const next = await saveForm(form, []);
  if (!next) return;
  form.dispatchEvent(new Event("saved"));
  location.assign(next);
}
