/*
 * Keeps what is typed, ticked, marked and chosen in a form on this phone until it is saved, and
 * offers it when the form is opened again. The form has the line of _partials/draft.html in it.
 *
 * While nothing is decided about a draft, what is typed is a draft of its own. Scripts that save
 * the form themselves dispatch "saved" on it. Where nothing can be stored, the browser asks before
 * the page is left.
 */
import { account, locale } from "../context.js";
import { contentOf, refill, viewsOf } from "../diary/fill_form.js";
import { handOver, waitingRecordOf } from "../offline/outbox.js";
import { photosIn } from "../photos/of_form.js";
import { held, hold, release } from "./last_moment.js";
import { forgetSent, markPlace, markSaved, rememberSent, sentBefore } from "./sent.js";
import { draftsOf, photosOf, removeDraft, removeOldDrafts, saveDraft } from "./store.js";

const PAUSE = 300; // a killed browser loses what was typed in this time
const NOT_COMPARED = ["uuid", "revision"];
const WITHOUT_A_QUESTION = 'a[href^="tel:"], .worried-link';

const line = document.querySelector("[data-draft]");
const form = line.closest("form");
const element = (name) => line.querySelector(`[data-draft-${name}]`);
const path = location.pathname;
const query = new URLSearchParams(location.search);
const shownAgain = line.dataset.draft; // the id of the form that the server did not save
const newId = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;
const isNew = Boolean(form.elements.uuid) && path.endsWith("/new/");

let id = shownAgain || form.elements.uuid?.value || newId();
let begun = 0;
let isTouched = false; // by a person, not by a script
let isStored = true; // false if the last change could not be stored
let isLeaving = false;
let timer = 0;
let stored = ""; // the state that was stored last
let files = new Map(); // the photos that are stored
let unconfirmed = null; // the draft that is being stored
let untouched = shownAgain ? "" : comparable(contentOf(form, { asLoaded: true }));

function comparable(fields) {
  return JSON.stringify(fields.filter(([name]) => !NOT_COMPARED.includes(name)));
}

// ---- storing

function storeSoon() {
  clearTimeout(timer);
  timer = setTimeout(store, PAUSE);
}

function isStoredPhoto({ uuid, file, turned }) {
  const stored = files.get(uuid);
  return stored?.file === file && stored.turned === turned;
}

async function store() {
  clearTimeout(timer);
  if (!isTouched || isLeaving) return;
  const fields = contentOf(form);
  const photos = photosIn(form).unsent();
  const newPhotos = photos.filter((photo) => !isStoredPhoto(photo));
  const state = JSON.stringify([id, fields, photos.map(({ uuid }) => uuid)]);
  if (state === stored && !newPhotos.length) return;
  stored = state;
  const isChanged = photos.length > 0 || comparable(fields) !== untouched;
  begun ||= Date.now();
  const draft = {
    id, account, path, fields, views: viewsOf(form), photos: photos.map(({ uuid }) => uuid),
    begun, changed: Date.now(),
  };
  for (const photo of newPhotos) files.set(photo.uuid, photo);
  unconfirmed = isChanged ? draft : null;
  try {
    await (isChanged ? saveDraft(draft, newPhotos) : removeDraft(id));
    if (unconfirmed === draft) unconfirmed = null;
    noteStored(true);
  } catch {
    unconfirmed = null;
    noteStored(!isChanged);
  }
}

/** Stores what was changed last. The page goes away now, perhaps before the database is ready. */
function storeAtLast() {
  store();
  if (unconfirmed) hold(unconfirmed);
}

function noteStored(isNow) {
  isStored = isNow;
  if (isNow) form.dataset.draftKept = "";
  else {
    delete form.dataset.draftKept;
    stored = "";
    files = new Map();
  }
}

// ---- offering

function tell(text, moment) {
  const date = new Date(moment);
  const time = date.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  const day = date.toLocaleDateString(locale(), { day: "numeric", month: "long" });
  element("said").textContent = text.trim().replace("{time}", time).replace("{day}", day);
}

const isToday = (moment) => new Date(moment).toDateString() === new Date().toDateString();

/** Resolves to the drafts that can be offered: not that of this form, as it is now. */
async function others() {
  if (query.has("unsent")) return [];
  return (await draftsOf(account, path)).filter((draft) => draft.id !== id);
}

/** Offers a draft, if there is one; before says what became of another one. */
function offer(draft, before = "") {
  const text = line.dataset;
  element("choice").hidden = !draft;
  if (!draft) return;
  const [today, earlier] = before
    ? [text.textAnotherToday, text.textAnotherEarlier]
    : [text.textToday, text.textEarlier];
  tell(`${before} ${isToday(draft.begun) ? today : earlier}`, draft.begun);
  element("continue").onclick = () => goOn(draft);
  element("discard").onclick = () => discard(draft);
}

async function goOn(draft) {
  await store(); // what was typed meanwhile
  await show(draft);
  element("mistake").hidden = true;
  element("said").textContent = line.dataset.textContinued;
  offer((await others())[0], line.dataset.textContinued);
  element("said").focus();
}

/** Fills the form with a draft: it goes on as that draft. */
async function show(draft) {
  refill(form, draft.fields, draft.views);
  ({ id, begun } = draft);
  await showPhotos(draft);
  isTouched = true;
}

async function showPhotos(draft) {
  const photos = await photosOf(draft);
  files = new Map(photos.map((photo) => [photo.uuid, photo]));
  photosIn(form).replace(photos);
}

async function discard(draft) {
  const photos = await photosOf(draft);
  await removeDraft(draft.id, draft.photos);
  forgetSent(draft.id);
  element("said").textContent = line.dataset.textDiscarded;
  offer((await others())[0], line.dataset.textDiscarded);
  element("mistake").hidden = false;
  element("undo").onclick = async () => {
    await saveDraft(draft, photos);
    element("mistake").hidden = true;
    offer(draft);
    element("continue").focus();
  };
  element("undo").focus();
}

// ---- leaving

/** Removes the draft of a form that is saved or given up. */
function remove() {
  isLeaving = true;
  unconfirmed = null;
  release(id);
  removeDraft(id, [...files.keys()]).catch(() => undefined);
}

function touch(event) {
  if (!event.isTrusted || line.contains(event.target)) return;
  isTouched = true;
  isLeaving = false;
  storeSoon();
}

const asks = () => isTouched && !isStored && !isLeaving && comparable(contentOf(form)) !== untouched;

function listen() {
  for (const type of ["input", "change", "click", "keyup"]) form.addEventListener(type, touch);
  form.addEventListener("photos", () => {
    isTouched ||= !query.has("unsent") && !query.has("shared");
    storeSoon();
  });
  form.addEventListener("saved", () => {
    markSaved(id);
    remove();
  });
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("draft", id);
    if (isNew) rememberSent(id, contentOf(form));
  });
  window.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    store();
    if (!event.defaultPrevented) isLeaving = true;
  });
  document.addEventListener("visibilitychange", store);
  window.addEventListener("pagehide", storeAtLast);
  window.addEventListener("pageshow", ({ persisted }) => {
    isLeaving = false;
    if (persisted && !isNew) location.reload(); // the record has another revision
  });
  window.addEventListener("beforeunload", (event) => {
    if (asks()) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest(WITHOUT_A_QUESTION)) isLeaving = true;
    if (target.closest(".conflict a")) remove();
  });
}

// ---- start

/** Returns to a form that was sent from here; one that waits in the outbox is opened from there. */
async function showSent(sent) {
  refill(form, sent.fields);
  id = sent.id;
  untouched = comparable(contentOf(form));
  if (sent.savedAt) tell(line.dataset.textSaved, sent.savedAt);
  const record = await waitingRecordOf(form);
  if (!record) return;
  handOver(record);
  location.replace(`${path}?unsent=${record.id}`);
}

async function start() {
  form.autocomplete = "off"; // after Back the browser would restore the fields without the id
  listen();
  if (isNew) markPlace();
  try {
    for (const draft of held()) {
      await saveDraft(draft, []);
      release(draft.id);
    }
    await removeOldDrafts();
    const drafts = await draftsOf(account, path);
    const own = drafts.find((draft) => draft.id === id);
    const sent = isNew && sentBefore();
    if (shownAgain) await (own && continueShown(own));
    else if (sent && !drafts.some((draft) => draft.id === sent.id)) await showSent(sent);
    else offer(query.has("unsent") ? own : drafts[0]);
  } catch {
    isStored = false;
  }
}

/**
 * Goes on with the draft of a form that the server shows again: only its photos are missing, unless
 * the server has kept them.
 */
async function continueShown(draft) {
  begun = draft.begun;
  if (!form.elements.shared) await showPhotos(draft);
}

if (account) start();
