/*
 * Choosing and sending photos. Without this script the plain field does it.
 *
 * With it, photos are shown before they go, scaled down here, and sent one by one with a bar each,
 * each under an id of its own, so that trying again never doubles one. With a new look the form
 * goes first, then its photos; nothing typed or chosen is lost when the connection breaks.
 */
(() => {
  "use strict";

  const picker = document.querySelector("[data-photos]");
  const form = picker?.closest("form");
  if (!form) return;

  const PATIENCE = 5 * 60 * 1000;
  const SOON = 10 * 1000; // for the look alone, where it can wait on the phone
  const WORDS_OF = {
    waiting: "textWaiting", sending: "textBeingSent", sent: "textSent", failed: "textFailed",
  };

  const part = (name) => picker.querySelector(`[data-photos-${name}]`);
  const text = picker.dataset;
  const input = picker.querySelector("[type=file]");
  const list = part("list");
  const isNewLook = form.matches("[data-look-form]");
  const dayField = isNewLook ? form.querySelector("[type=date][name=day]") : null;
  const items = [];
  let prepared = Promise.resolve(); // one after the other: a phone has little memory
  let address = isNewLook ? "" : location.pathname; // known once the look is written
  let next = location.pathname;
  let busy = false;
  let leaving = false;

  const say = (words) => (part("status").textContent = words);
  const isUnsent = ({ state }) => state === "waiting" || state === "failed";

  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // ---- choosing

  /** One that waited on this phone has its id already. */
  function add({ file, uuid = newId() }) {
    const row = part("item").content.firstElementChild.cloneNode(true);
    const item = { uuid, file, name: file.name, row, state: "waiting", day: "" };
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("[data-remove]").addEventListener("click", () => remove(item));
    row.querySelector("[data-again]").addEventListener("click", () => go());
    items.push(item);
    list.append(row);
    show(item, "waiting");
    prepared = prepared.then(() => prepare(item));
  }

  function remove(item) {
    items.splice(items.indexOf(item), 1);
    item.row.remove();
    offerDays();
    if (address && isNewLook && !items.some(isUnsent)) return leave();
    part("stuck").hidden = true;
    part("choose").focus();
    return undefined;
  }

  /** Read the day, scale the picture down, and show it where the browser can. */
  async function prepare(item) {
    item.day = await window.photoDay(item.file);
    const { file, isReadable } = await window.photoSmall(item.file);
    item.file = file;
    if (isReadable) {
      const image = item.row.querySelector("img");
      image.src = URL.createObjectURL(item.file);
      image.hidden = false;
      image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    } else {
      item.row.querySelector("[data-unseen]").hidden = false;
    }
    offerDays();
  }

  // ---- the day on which they were taken

  function offerDays() {
    const offered = new Set(items.map(({ day }) => day).filter(isAnotherDay));
    part("days").replaceChildren(...[...offered].sort().map(dayButton));
  }

  function isAnotherDay(day) {
    return dayField && day && day !== dayField.value && day >= dayField.min && day <= dayField.max;
  }

  function dayButton(day) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = text.textDay.replace("{day}", inWords(day));
    button.addEventListener("click", () => {
      dayField.value = day;
      dayField.dispatchEvent(new Event("change", { bubbles: true }));
      dayField.closest("details")?.setAttribute("open", "");
      say(text.textDaySet.replace("{day}", inWords(day)));
    });
    return button;
  }

  function inWords(day) {
    const date = new Date(`${day}T12:00:00`);
    const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    const { lang } = document.documentElement;
    const parts = { day: "numeric", month: "long", year };
    return date.toLocaleDateString(lang === "en" ? "en-GB" : lang, parts); // as everywhere here
  }

  // ---- sending

  function show(item, state, words = "") {
    item.state = state;
    item.row.dataset.state = state;
    item.row.querySelector("[data-said]").textContent = words || text[WORDS_OF[state]];
    item.row.querySelector("progress").hidden = state !== "sending";
    item.row.querySelector("[data-remove]").hidden = state === "sending" || state === "sent";
    item.row.querySelector("[data-again]").hidden = state !== "failed";
  }

  function send(item) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("uuid", item.uuid);
    body.append("photos", item.file, item.file.name);
    const bar = item.row.querySelector("progress");
    bar.value = 0;
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.timeout = PATIENCE;
      request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total));
      request.addEventListener("loadend", () => resolve(answerOf(request)));
      request.send(body);
    });
  }

  function answerOf({ status, responseText }) {
    let answer = {};
    try {
      answer = JSON.parse(responseText);
    } catch {
      // no answer at all, or a page: it did not arrive
    }
    if (status === 200 && answer.photos) return ["sent"];
    if (status === 422 && answer.error) return ["refused", answer.error];
    return ["failed"];
  }

  /** Send what is not sent, in order; stop where one fails, so that the order stays. */
  async function sendAll() {
    const total = items.length;
    for (const item of items.filter(isUnsent)) {
      say(text.textSending.replace("{number}", items.indexOf(item) + 1).replace("{total}", total));
      show(item, "sending");
      const [state, words] = await send(item);
      show(item, state, words?.replace(`${item.file.name}: `, ""));
      if (state === "failed") return false;
    }
    return items.every(({ state }) => state === "sent");
  }

  async function go() {
    if (busy) return;
    setBusy(true);
    try {
      await prepared;
      if (form.dataset.unsent && (await keepOnPhone())) return;
      if (!address && !(await writeLook())) return;
      if (await sendAll()) leave();
      else if (!(await keepOnPhone())) stop();
    } finally {
      setBusy(false);
    }
  }

  /** Without a network the look waits on this phone with its photos, see outbox.js. */
  async function keepOnPhone() {
    if (!window.outbox?.isOpen() || items.some(({ state }) => state === "refused")) return false;
    const waiting = items.filter(isUnsent).map(({ uuid, file }) => ({ uuid, file }));
    const kept = address
      ? await window.outbox.keepPhotos(form, address, waiting)
      : await window.outbox.keepLook(form, waiting);
    if (!kept) return false;
    next = kept;
    leave();
    return true;
  }

  function setBusy(now) {
    busy = now;
    part("ways").hidden = now;
    part("stuck").hidden ||= now;
    for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = now;
  }

  function stop() {
    const failed = items.some(isUnsent);
    say(text[failed ? (isNewLook ? "textLookIsWritten" : "textBroke") : "textRefused"]);
    part("stuck").hidden = false;
    part("again").hidden = !failed;
    part(failed ? "again" : "leave").focus();
  }

  function leave() {
    leaving = true;
    picker.dispatchEvent(new Event("photos-left"));
    location.assign(next);
  }

  // ---- a new look goes before its photos

  async function writeLook() {
    say(text.textWriting);
    const body = new FormData(form);
    body.delete(input.name);
    const answer = await post(body);
    if (answer.photos) {
      ({ photos: address, next } = answer);
      putAwayWhatIsWritten();
      return true;
    }
    if (answer.page?.querySelector("[data-look-form]")) showWhatToMend(answer.page);
    else if (answer.page) submitAsItIs();
    else if (!(await keepOnPhone())) say(text.textNotWritten);
    return false;
  }

  /** {photos, next} of a look that is written, or a page; neither where it did not arrive. */
  async function post(body) {
    const headers = { Accept: "application/json" };
    const signal = window.outbox?.isOpen() ? AbortSignal.timeout?.(SOON) : undefined;
    try {
      const response = await fetch(form.action, { method: "POST", body, headers, signal });
      if (response.status >= 500) return {};
      if (response.headers.get("Content-Type") === "application/json") return await response.json();
      return { page: new DOMParser().parseFromString(await response.text(), "text/html") };
    } catch {
      return {};
    }
  }

  function putAwayWhatIsWritten() {
    form.parentElement.querySelector(":scope > [role=alert]")?.remove();
    for (const other of form.children) other.hidden = !other.contains(picker);
  }

  /** The answer is this form with what is to be mended; the photos stay, since the page does. */
  function showWhatToMend(page) {
    say(text.textNotYet);
    form.parentElement.querySelector(":scope > [role=alert]")?.remove();
    for (const old of form.querySelectorAll(".invalid-feedback")) old.remove();
    for (const old of form.querySelectorAll(".is-invalid")) old.classList.remove("is-invalid");
    const notice = page.querySelector("main > [role=alert]");
    const errors = [...page.querySelectorAll(".invalid-feedback")];
    if (!notice || (!errors.length && !notice.querySelector("a"))) return submitAsItIs();
    const all = document.createElement("ul");
    for (const error of errors) {
      all.append(Object.assign(document.createElement("li"), { textContent: error.textContent }));
      const field = form.querySelector(`#${error.closest("[id^=div_id_]")?.id ?? "none"}`);
      field?.append(error.cloneNode(true));
      field?.closest("details")?.setAttribute("open", "");
    }
    notice.append(all);
    notice.tabIndex = -1;
    form.before(notice);
    notice.focus();
    return undefined;
  }

  function submitAsItIs() {
    const files = new DataTransfer();
    for (const { file } of items) files.items.add(file);
    input.files = files.files;
    leaving = true;
    form.submit();
  }

  // ---- begin

  const errors = part("plain").querySelectorAll(".invalid-feedback");
  part("plain").hidden = true;
  part("plain").after(...errors);
  part("ways").hidden = false;
  const capture = input.cloneNode();
  for (const [button, field] of [["choose", input], ["capture", capture]]) {
    part(button).addEventListener("click", () => field.click());
    field.addEventListener("change", () => {
      [...field.files].forEach((file) => add({ file }));
      field.value = "";
      const isPrivate = part("private").checkVisibility?.() ?? part("private").offsetParent;
      say(isPrivate ? text.textGallery : "");
    });
  }
  capture.multiple = false;
  capture.removeAttribute("id");
  capture.setAttribute("capture", "environment");

  picker.addEventListener("photo-taken", ({ detail }) => add(detail));
  dayField?.addEventListener("change", offerDays);
  part("again").addEventListener("click", () => go());
  part("leave").addEventListener("click", leave);
  form.addEventListener("submit", (event) => {
    if (leaving || !items.length) return;
    event.preventDefault();
    go();
  });

  // Who calls for help is asked nothing.
  document.addEventListener("click", ({ target }) => {
    if (target.closest('a[href^="tel:"], .worried-link')) leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && items.some(isUnsent)) event.preventDefault();
  });
})();
