/*
 * On every page of an account: adds the account to forms, sends the outbox when the page opens,
 * becomes visible or goes online, and warns at log-out of unsent records. Scripts that send forms
 * themselves use its exports to save into the outbox.
 */
import { account, root } from "../context.js";
import { sendOutbox } from "./outbox_send.js";
import {
  createRecord, findSameForm, publish, recordsOf, removeRecord, saveRecord, subscribe,
} from "./outbox_store.js";

const FIRST_PAUSE = 2 * 1000;
const MAX_PAUSE = 5 * 60 * 1000;
const PHOTO_FORMS = "[data-outbox]:not([data-look-form], [data-photos-form]):has([type=file])";

const worker = navigator.serviceWorker;

/** False if this device has no outbox. */
export const hasOutbox = Boolean(worker && navigator.locks && account);

/** True while the service worker would store what cannot be sent. */
export const canWait = () => hasOutbox && Boolean(worker.controller);

// ---- saving, for scripts that send forms themselves

/** Saves the form with these photos. Resolves to the page to go to, or "" if there is no room. */
export function saveForm(form, photos) {
  const fields = entriesOf(form).filter(([name]) => name !== "photos");
  return save({ ...createRecord(pathOf(form), fields, Date.now()), photos });
}

/** Saves photos of an entry that is already on the server. */
export function savePhotos(form, photosAddress, photos) {
  return save({ ...recordOf(form), fields: null, photosAddress, photos });
}

const recordOf = (form) => createRecord(pathOf(form), entriesOf(form), Date.now());

/** Resolves to the record of this form in the outbox, if it waits there. */
export async function waitingRecordOf(form) {
  const fields = [["uuid", form.elements.uuid?.value]];
  try {
    return hasOutbox ? await findSameForm({ account, address: pathOf(form), fields }) : undefined;
  } catch {
    return undefined; // nothing can be stored here
  }
}

async function save(record) {
  try {
    await saveRecord(record);
  } catch {
    publish("full");
    return "";
  }
  worker.ready.then(({ sync }) => sync?.register("outbox")).catch(() => undefined);
  return /^.*?children\/\d+\//.exec(record.address)[0]; // Today
}

const pathOf = (form) => new URL(form.action).pathname;
const entriesOf = (form) => [...new FormData(form)].filter(([, value]) => value.size !== 0);

// ---- reopening a record in its form

const HANDED_OVER = "milkspot unsent";

/** Passes a record's fields to the page of its form, which reads the photos from the outbox. */
export function handOver(record) {
  const fields = record.fields.filter(([, value]) => typeof value === "string");
  sessionStorage.setItem(HANDED_OVER, JSON.stringify({ ...record, fields, photos: [] }));
}

export const handedOver = () => JSON.parse(sessionStorage.getItem(HANDED_OVER));

// ---- sending

let pause = FIRST_PAUSE;
let timer = 0;

async function send() {
  clearTimeout(timer);
  const waiting = (await recordsOf(account)).filter(({ refusal }) => !refusal);
  if (!waiting.length) return;
  const { sent, state } = await sendOutbox();
  publish(state);
  if (sent) pause = FIRST_PAUSE;
  if (state === "away" || state === "busy") sendLater();
}

function sendLater() {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
  pause = Math.min(2 * pause, MAX_PAUSE);
}

function sendNow() {
  pause = FIRST_PAUSE;
  send();
}

// ---- the page's forms

function markForm({ target, formData }) {
  if (target.dataset.outbox === undefined || !worker.controller) return;
  formData.set("outbox-account", account);
  formData.set("outbox-about", target.dataset.outbox);
  formData.set("tapped_on", new Date().toLocaleDateString("sv-SE"));
}

/** Prepares a form for the next photo with a new id; the same id would mean the same photo. */
function resetPhotoForm(form) {
  form.reset();
  form.elements.uuid.value = crypto.randomUUID();
}

/** Confirms that a log-out removes unsent records; an account is deleted without any only. */
async function warnOfUnsent(event) {
  const form = event.target;
  const { unsentFirst } = form.dataset;
  if (!unsentFirst && new URL(form.action).pathname !== `${root}account/logout/`) return;
  event.preventDefault();
  const records = await recordsOf(account);
  if (records.length && unsentFirst) {
    window.alert(unsentFirst.replace("{n}", records.length));
    return;
  }
  const warning = document.querySelector("[data-unsent-warning]").dataset.unsentWarning;
  if (records.length && !window.confirm(warning.replace("{n}", records.length))) return;
  for (const record of records) await removeRecord(record);
  form.submit();
}

if (hasOutbox) {
  document.addEventListener("formdata", markForm);
  document.addEventListener("submit", warnOfUnsent);
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  window.addEventListener("online", sendNow);
  subscribe((event) => {
    if (event !== "kept") return;
    sendLater();
    document.querySelectorAll(PHOTO_FORMS).forEach(resetPhotoForm);
    navigator.storage?.persist?.(); // unsent records exist only here
  });
  sendNow();
}
