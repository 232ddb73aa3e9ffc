/*
 * Sends the photos of a form. Without this script the plain field does it.
 *
 * With it they are sent one by one, with progress bars. A new entry is sent before its photos. The
 * input is kept if the connection fails.
 */
import { canWait, saveForm, savePhotos, waitingRecordOf } from "../offline/outbox.js";
import { publishPhotos } from "./of_form.js";
import { isUnsent, startPicker } from "./picker.js";

const TIMEOUT = 5 * 60 * 1000;
const TIMEOUT_IF_IT_CAN_WAIT = 10 * 1000; // of the entry alone

const contentOf = ({ uuid, file, turned }) => ({ uuid, file, turned });

/** Starts the photos of a form. Returns {add, onLeave}, or null if it has none. */
export function startPhotos(form) {
  const section = form.querySelector("[data-photos]");
  if (!section) return null;

  const isNewEntry = form.matches("[data-look-form]");
  const dayField = isNewEntry ? form.querySelector("[type=date][name=day]") : null;
  const picker = startPicker(section, {
    dayField, onRetry: go, onRemove: goOnWithoutIt,
    onChange: () => form.dispatchEvent(new Event("photos")),
  });
  const { photos, text, element, announce, setState } = picker;
  const leaveListeners = [];
  let address = isNewEntry ? "" : location.pathname; // of the photos; known once saved
  let next = location.pathname;
  let isBusy = false;
  let isLeaving = false;

  // ---- sending

  async function go() {
    if (isBusy) return;
    setBusy(true);
    try {
      await picker.whenPrepared();
      const waits = form.dataset.unsent || (await waitingRecordOf(form));
      if (waits && (await saveIntoOutbox())) return;
      if (!address && !(await saveEntry())) return;
      if (await sendAll()) leave();
      else if (!(await saveIntoOutbox())) stop();
    } finally {
      setBusy(false);
    }
  }

  /** Sends unsent photos in order; stops at a failure, to keep the order. */
  async function sendAll() {
    for (const photo of photos.filter(isUnsent)) {
      const number = photos.indexOf(photo) + 1;
      announce(text.textSending.replace("{number}", number).replace("{total}", photos.length));
      setState(photo, "sending");
      const token = form.elements.csrfmiddlewaretoken.value;
      const [state, words] = await upload(photo, address, token, text.textTooLarge);
      setState(photo, state, words?.replace(`${photo.file.name}: `, ""));
      if (state === "failed") return false;
    }
    return photos.every(({ state }) => state === "sent");
  }

  /** Without a network saves the entry with its photos into the outbox, see outbox.js. */
  async function saveIntoOutbox() {
    if (!canWait() || photos.some(({ state }) => state === "refused")) return false;
    const waiting = photos.filter(isUnsent).map(contentOf);
    const saved = address
      ? await savePhotos(form, address, waiting)
      : await saveForm(form, waiting);
    if (!saved) return false;
    next = saved;
    leave();
    return true;
  }

  function setBusy(isNow) {
    isBusy = isNow;
    element("ways").hidden = isNow;
    element("stuck").hidden ||= isNow;
    const buttons = form.querySelectorAll("button:not([type=button])");
    for (const button of buttons) button.disabled = isNow;
  }

  function stop() {
    const hasFailed = photos.some(isUnsent);
    const failure = isNewEntry ? text.textLookIsWritten : text.textBroke;
    announce(hasFailed ? failure : text.textRefused);
    element("stuck").hidden = false;
    element("again").hidden = !hasFailed;
    element(hasFailed ? "again" : "leave").focus();
  }

  function goOnWithoutIt() {
    if (address && isNewEntry && !photos.some(isUnsent)) {
      leave();
      return;
    }
    element("stuck").hidden = true;
    element("choose").focus();
  }

  function leave() {
    isLeaving = true;
    for (const listener of leaveListeners) listener();
    form.dispatchEvent(new Event("saved"));
    location.assign(next);
  }

  // ---- a new entry is sent before its photos

  async function saveEntry() {
    announce(text.textWriting);
    const answer = await postForm();
    if (answer.photos) {
      ({ photos: address, next } = answer);
      hideSavedFields();
      return true;
    }
    if (answer.page?.querySelector("[data-look-form]")) {
      announce(text.textNotYet);
      if (!showErrors(form, answer.page)) submitAsItIs();
    } else if (answer.page) {
      submitAsItIs();
    } else if (!(await saveIntoOutbox())) {
      announce(text.textNotWritten);
    }
    return false;
  }

  /** Resolves to {photos, next} of a saved entry, {page}, or {} if the form did not arrive. */
  async function postForm() {
    const body = new FormData(form);
    body.delete(picker.input.name);
    const headers = { Accept: "application/json" };
    const signal = canWait() ? AbortSignal.timeout?.(TIMEOUT_IF_IT_CAN_WAIT) : undefined;
    try {
      const response = await fetch(form.action, { method: "POST", body, headers, signal });
      if (response.status >= 500) return {};
      if (response.headers.get("Content-Type") === "application/json") return await response.json();
      return { page: new DOMParser().parseFromString(await response.text(), "text/html") };
    } catch {
      return {};
    }
  }

  function hideSavedFields() {
    form.parentElement.querySelector(":scope > [role=alert]")?.remove();
    for (const other of form.children) other.hidden = !other.contains(section);
  }

  function submitAsItIs() {
    const files = new DataTransfer();
    for (const { file } of photos) files.items.add(file);
    form.addEventListener("formdata", ({ formData }) => {
      for (const { turned } of photos) formData.append("photos_turned", turned);
    });
    picker.input.files = files.files;
    isLeaving = true;
    form.submit();
  }

  // ---- start

  element("again").addEventListener("click", go);
  element("leave").addEventListener("click", leave);
  form.addEventListener("submit", (event) => {
    if (isLeaving || !photos.length) return;
    event.preventDefault();
    go();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest('a[href^="tel:"], .worried-link')) isLeaving = true; // without a question
  });
  window.addEventListener("beforeunload", (event) => {
    const isDraft = "draftKept" in form.dataset;
    if (!isLeaving && !isDraft && photos.some(isUnsent)) event.preventDefault();
  });
  publishPhotos(form, {
    unsent: () => photos.filter(isUnsent).map(contentOf),
    replace(others) {
      picker.clear();
      others.forEach(picker.add);
    },
  });
  return { add: picker.add, onLeave: (listener) => leaveListeners.push(listener) };
}

/** Resolves to ["sent"], ["refused", why] or ["failed"]. */
async function upload({ uuid, file, turned, row }, address, token, tooLarge) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  body.append("uuid", uuid);
  body.append("photos", file, file.name);
  body.append("photos_turned", turned);
  const bar = row.querySelector("progress");
  bar.value = 0;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch() reports no progress
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.timeout = TIMEOUT;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = loaded / total;
    });
    request.addEventListener("loadend", () => resolve(resultOf(request, tooLarge)));
    request.send(body);
  });
}

function resultOf({ status, responseText }, tooLarge) {
  if (status === 413) return ["refused", tooLarge]; // by a proxy in front of the diary
  let answer = {};
  try {
    answer = JSON.parse(responseText);
  } catch {
    // no response, or a page: the photo did not arrive
  }
  if (status === 200 && answer.photos) return ["sent"];
  if (status === 422 && answer.error) return ["refused", answer.error];
  return ["failed"];
}

/** Whether the page asks what the form cannot answer: another parent added a like concern since. */
const asksAnew = (form, page) =>
  [...page.querySelectorAll("[data-followed]:not([hidden]) input")].some(
    ({ id }) => !form.querySelector(`#${CSS.escape(id)}`),
  );

/**
 * Copies the errors of the response's page into the form, or its conflict. The page stays, with its
 * photos. Returns false if that page has neither, or asks anew.
 */
function showErrors(form, page) {
  if (asksAnew(form, page)) return false;
  form.parentElement.querySelector(":scope > [role=alert]")?.remove();
  for (const old of form.querySelectorAll(".invalid-feedback")) old.remove();
  for (const old of form.querySelectorAll(".is-invalid")) old.classList.remove("is-invalid");
  const alert = page.querySelector("main > [role=alert]");
  const errors = [...page.querySelectorAll(".invalid-feedback")];
  if (!alert || (!errors.length && !alert.querySelector("a"))) return false;
  for (const error of errors) {
    const field = form.querySelector(`#${error.closest("[id^=div_id_]")?.id ?? "none"}`);
    field?.append(error.cloneNode(true));
    field?.classList.add("is-invalid");
    field?.closest("details")?.setAttribute("open", "");
  }
  const { revision } = form.elements; // a new concern has none
  if (revision) revision.value = page.querySelector("[name=revision]").value;
  alert.tabIndex = -1;
  form.before(alert);
  alert.focus();
  return true;
}
