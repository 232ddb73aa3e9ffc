/*
 * One-tap entries on Today: htmx posts them and swaps in the fragments of the response. This script
 * hides undo after a while, shows errors at the card, and sends a photo as soon as it is taken.
 *
 * Without a network the service worker stores the request and answers 204 instead of the server.
 */
import { dayTaken, scaledDown } from "../photos/image_file.js";

const UNDO_FOR = 10 * 1000;
const WAITS_ON_DEVICE = 204;

const today = document.querySelector("[data-today]");
const text = today.dataset;
const cardOf = (element) => element.closest("[data-card]");

// ---- htmx, a classic script, loads after the page is drawn; until then a tap posts a plain form

window.addEventListener("load", () => {
  document.head.append(Object.assign(document.createElement("script"), { src: text.htmxSrc }));
});

// ---- another button needs a new id: same, worse, same are three entries

document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  const form = elt.form?.elements.uuid && elt.form;
  if (!form) return;
  const isAnother = form.dataset.tapped && form.dataset.tapped !== elt.value;
  form.dataset.tapped = elt.value;
  if (!isAnother || !crypto.randomUUID) return; // needs HTTPS, as does the outbox
  form.elements.uuid.value = parameters.uuid = crypto.randomUUID();
});

// ---- undo, for a while

function foldAway(undo) {
  if (undo.contains(document.activeElement) || undo.matches(":hover")) {
    setTimeout(() => foldAway(undo), 1000);
  } else {
    undo.hidden = true;
  }
}

function startToFold() {
  for (const undo of today.querySelectorAll("[data-undo]:not([data-folds])")) {
    undo.dataset.folds = "";
    setTimeout(() => foldAway(undo), UNDO_FOR);
  }
}

// ---- the focus stays on the redrawn card, and flags stay as open or closed as they were

let focusedCard = "";
const openFlags = new Map();

document.addEventListener("htmx:beforeSwap", () => {
  for (const flag of today.querySelectorAll("[data-flag]")) {
    openFlags.set(flag.dataset.flag, flag.open);
  }
  const card = document.activeElement && cardOf(document.activeElement);
  focusedCard = card && today.contains(card) ? card.id : "";
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) return;
  startToFold();
  for (const flag of today.querySelectorAll("[data-flag]")) {
    flag.open = openFlags.get(flag.dataset.flag) ?? flag.open;
  }
  if (focusedCard && !today.contains(document.activeElement)) {
    document.getElementById(focusedCard)?.focus({ preventScroll: true });
  }
});

// ---- errors at the card, which keeps its input and its id

function showMessage(element, words, isTrouble = true) {
  const message = cardOf(element)?.querySelector("[data-said]");
  if (!message) return;
  message.hidden = !words;
  message.classList.toggle("is-trouble", isTrouble);
  message.replaceChildren(words);
  const form = element.form ?? element;
  form.classList.remove("is-on-its-way");
  form.querySelector("progress")?.setAttribute("hidden", "");
}

function offerLogIn(element) {
  const next = encodeURIComponent(location.pathname + location.search);
  const link = document.createElement("a");
  link.href = `${text.logIn}?next=${next}`;
  link.textContent = text.textLogIn;
  cardOf(element).querySelector("[data-said]").append(" ", link);
}

document.addEventListener("htmx:sendError", ({ detail }) => showMessage(detail.elt, text.textAway));
document.addEventListener("htmx:timeout", ({ detail }) => showMessage(detail.elt, text.textAway));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt } = detail.requestConfig;
  if (detail.xhr.status === WAITS_ON_DEVICE) showMessage(elt, text.textWaits, false);
  if (!detail.shouldSwap || detail.serverResponse.includes("hx-swap-oob")) return;
  detail.shouldSwap = false; // a page instead of fragments: the session has ended
  showMessage(elt, text.textLoggedOut);
  offerLogIn(elt);
});

document.addEventListener("htmx:responseError", ({ detail: { elt, xhr } }) => {
  const isSentence = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (isSentence) showMessage(elt, xhr.responseText);
  else showMessage(elt, xhr.status < 500 ? text.textOld : text.textFailed);
});

// ---- a photo is sent as soon as it is taken

/** A photo of another day is sent unscaled: the server reads its day, and reports it. */
async function prepare(file, day) {
  const takenOn = await dayTaken(file);
  if (takenOn && takenOn !== day) return file;
  return (await scaledDown(file))?.file ?? file;
}

async function send(form, input) {
  showMessage(form, "");
  form.classList.add("is-on-its-way");
  form.querySelector("progress").hidden = false;
  document.getElementById("said").textContent = text.textSending;
  const files = new DataTransfer();
  for (const file of input.files) files.items.add(await prepare(file, form.dataset.photo));
  input.files = files.files;
  form.requestSubmit();
}

today.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-photo]");
  if (form && target.files.length) send(form, target);
});
today.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const bar = target.querySelector("progress");
  if (bar && detail.lengthComputable) bar.value = detail.loaded / detail.total;
});
