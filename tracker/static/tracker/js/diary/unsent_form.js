/*
 * A form whose record waits in the outbox is opened again here, and saved back into the outbox;
 * photos shared from the gallery are put into it.
 */
import { account } from "../context.js";
import { handedOver, hasOutbox, saveForm } from "../offline/outbox.js";
import { filesOf, findRecord, removeSharedPhotos, sharedPhotosOf } from "../offline/outbox_store.js";
import { spotRows } from "./spot_rows.js";

/**
 * Fills the form from the outbox, if its address asks for that; before other scripts read it.
 * Returns usePhotos(photos), to be called once those scripts listen: it adds the photos and saves
 * the form. photos are the form's, {add, onLeave}, where it has any; see photos/send.js.
 */
export function openUnsent(form) {
  if (!hasOutbox) return () => undefined;
  const query = new URLSearchParams(location.search);
  const record = query.has("unsent") ? recordFor(Number(query.get("unsent"))) : null;
  if (record) {
    fill(form, record.fields);
    form.dataset.unsent = record.id;
  }
  return (photos) => {
    const whenAdded = addPhotos(photos, record, query.get("shared") === "phone");
    if (record) saveIntoOutbox(form, whenAdded);
  };
}

function recordFor(id) {
  const record = handedOver();
  return record?.id === id && record.address === location.pathname ? record : null;
}

function fill(form, fields) {
  const valuesOf = (name) => fields.filter(([other]) => other === name).map(([, value]) => value);
  const section = form.querySelector("[data-body-map]");
  if (section) spotRows(section).extendTo(valuesOf);
  for (const control of form.elements) {
    if (!control.name || ["csrfmiddlewaretoken", "next"].includes(control.name)) continue;
    const values = valuesOf(control.name);
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (values.length && control.type !== "file") {
      control.value = values[0];
    }
  }
}

async function addPhotos(photos, record, isShared) {
  const stored = record && (await findRecord(record.id));
  const shared = isShared ? await sharedPhotosOf(account) : [];
  const added = [...filesOf(stored), ...shared].map((file) => ({ file }));
  for (const photo of [...(stored?.photos ?? []), ...added]) photos?.add(photo);
  if (isShared) photos?.onLeave(removeSharedPhotos);
}

/** Saves the form when it is submitted; with photos in it, photos/send.js has done that already. */
function saveIntoOutbox(form, whenAdded) {
  let isComplete = false;
  whenAdded.then(() => (isComplete = true));
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (!isComplete) {
      await whenAdded;
      form.requestSubmit(); // its photos have come
      return;
    }
    const next = await saveForm(form, []);
    if (next) location.assign(next);
  });
}
