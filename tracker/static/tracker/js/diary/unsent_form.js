/*
 * Opens a form with an unsent record of the outbox, and saves it back into the outbox; adds photos
 * shared from the gallery.
 */
import { account } from "../context.js";
import { handedOver, hasOutbox, saveForm } from "../offline/outbox.js";
import {
  filesOf, findRecord, removeSharedPhotos, sharedPhotosOf,
} from "../offline/outbox_store.js";
import { spotRows } from "./spot_rows.js";

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

/** Fields that say what a page showed, and so belong to the page and not to the record. */
const OF_THE_PAGE = ["csrfmiddlewaretoken", "next", "signs-listed", "signs-in_gate"];

function fill(form, fields) {
  const valuesOf = (name) => fields.filter(([other]) => other === name).map(([, value]) => value);
  const section = form.querySelector("[data-body-map]");
  if (section) spotRows(section).extendTo(valuesOf);
  const isOfVersion1 = !valuesOf("signs-listed").length && !valuesOf("signs-seen").length;
  for (const control of form.elements) {
    if (!control.name || OF_THE_PAGE.includes(control.name)) continue;
    const values = valuesOf(control.name);
    if (control.type === "radio" && !values.length) continue; // a question that is newer
    if (control.name === "signs-gate" && isOfVersion1) continue; // it asked another list
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (values.length && control.type !== "file") {
      control.value = values[0];
    }
  }
  keepTicks(form, valuesOf("signs-seen"));
}

/** Keeps the ticks of signs that this page no longer lists; the glass test was one of them. */
function keepTicks(form, ticked) {
  const listed = [...form.querySelectorAll('[name="signs-seen"]')].map(({ value }) => value);
  for (const value of ticked.filter((other) => !listed.includes(other))) {
    const glass = form.querySelector('[name="signs-glass"][value="yes"]');
    if (value === "nonblanching" && glass) glass.checked = true;
    else form.append(hiddenInput("signs-seen", value));
  }
}

const hiddenInput = (name, value) =>
  Object.assign(document.createElement("input"), { type: "hidden", name, value });

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
  if (next) location.assign(next);
}
