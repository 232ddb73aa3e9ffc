/*
 * The list of chosen photos: preview, scaling, removal.
 */
import { locale } from "../context.js";
import { dayTaken, scaledDown } from "./image_file.js";

const TEXT_OF_STATE = {
  waiting: "textWaiting", sending: "textBeingSent", sent: "textSent", failed: "textFailed",
};

export const isUnsent = ({ state }) => state === "waiting" || state === "failed";

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function formatDay(day) {
  const date = new Date(`${day}T12:00:00`);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale(), { day: "numeric", month: "long", year });
}

/**
 * Starts the picker in a section. dayField is the day of a new entry, or null; onRetry() and
 * onRemove() are called when the buttons of a photo are tapped, onChange() when the list or a file
 * has changed.
 *
 * A photo is {uuid, file, turned, row, state, day, ...}; its id makes sending it twice add it once.
 * file is made of source, turned by so many quarters to the right. What this browser cannot draw is
 * turned by the server, by so many quarters as turned says.
 */
export function startPicker(section, { dayField, onRetry, onRemove, onChange }) {
  const element = (name) => section.querySelector(`[data-photos-${name}]`);
  const text = section.dataset;
  const input = section.querySelector("[type=file]");
  const photos = [];
  let prepared = Promise.resolve(); // one at a time: phones have little memory

  const announce = (words) => (element("status").textContent = words);

  /** Adds a photo; one of the outbox already has an id. */
  function add({ file, uuid = newId(), turned = 0 }) {
    const row = element("item").content.firstElementChild.cloneNode(true);
    const photo = { uuid, file, source: file, quarters: turned, turned, row, state: "waiting", day: "" };
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("[data-remove]").addEventListener("click", () => remove(photo));
    row.querySelector("[data-turn]").addEventListener("click", () => turn(photo));
    row.querySelector("[data-again]").addEventListener("click", onRetry);
    photos.push(photo);
    element("list").append(row);
    setState(photo, "waiting");
    afterOthers(() => prepare(photo));
    onChange();
  }

  function afterOthers(work) {
    prepared = prepared.then(work).then(onChange);
  }

  function turn(photo) {
    photo.quarters += 1;
    afterOthers(() => scale(photo));
  }

  function takeOut(photo) {
    if (photos.includes(photo)) photos.splice(photos.indexOf(photo), 1);
  }

  function remove(photo) {
    takeOut(photo);
    photo.row.remove();
    offerDays();
    onChange();
    onRemove();
  }

  /** Empties the list. */
  function clear() {
    for (const { row } of photos.splice(0)) row.remove();
    offerDays();
  }

  /** Reads the day, scales the picture down, and shows a preview if possible. */
  async function prepare(photo) {
    photo.day = await dayTaken(photo.source);
    await scale(photo);
    offerDays();
  }

  async function scale(photo) {
    const scaled = await scaledDown(photo.source, photo.quarters);
    if (!scaled) return refuse(photo);
    photo.file = scaled.file;
    photo.turned = scaled.isReadable ? 0 : photo.quarters % 4;
    photo.row.querySelector("[data-unseen]").hidden = scaled.isReadable;
    photo.row.querySelector("[data-turn]").hidden = photo.state !== "waiting";
    if (scaled.isReadable) showPicture(photo);
    else if (photo.quarters) sayTurn(photo);
    return undefined;
  }

  function sayTurn({ turned, row }) {
    row.querySelector("[data-unseen]").textContent = `↻ ${90 * turned}°`;
    announce(text.textTurned.replace("{degrees}", 90 * turned));
  }

  function showPicture({ file, row }) {
    const image = row.querySelector("img");
    image.src = URL.createObjectURL(file);
    image.hidden = false;
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  }

  /** Keeps it in the list with the reason; it is not sent. */
  function refuse(photo) {
    takeOut(photo);
    setState(photo, "refused", text.textOtherKind);
  }

  function setState(photo, state, words = "") {
    const { row } = photo;
    photo.state = state;
    row.dataset.state = state;
    row.querySelector("[data-said]").textContent = words || text[TEXT_OF_STATE[state]];
    row.querySelector("progress").hidden = state !== "sending";
    if (state !== "waiting") row.querySelector("[data-turn]").hidden = true;
    row.querySelector("[data-remove]").hidden = state === "sending" || state === "sent";
    row.querySelector("[data-again]").hidden = state !== "failed";
  }

  // ---- the days of the photos

  function offerDays() {
    const days = new Set(photos.map(({ day }) => day).filter(isAnotherDay));
    element("days").replaceChildren(...[...days].sort().map(dayButton));
  }

  function isAnotherDay(day) {
    return dayField && day && day !== dayField.value && day >= dayField.min && day <= dayField.max;
  }

  function dayButton(day) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = text.textDay.replace("{day}", formatDay(day));
    button.addEventListener("click", () => {
      dayField.value = day;
      dayField.dispatchEvent(new Event("change", { bubbles: true }));
      dayField.closest("details")?.setAttribute("open", "");
      announce(text.textDaySet.replace("{day}", formatDay(day)));
    });
    return button;
  }

  // ---- buttons instead of the plain field

  function showButtons() {
    const errors = element("plain").querySelectorAll(".invalid-feedback");
    element("plain").hidden = true;
    element("plain").after(...errors);
    element("ways").hidden = false;
    const camera = input.cloneNode();
    camera.multiple = false;
    camera.removeAttribute("id");
    camera.setAttribute("capture", "environment");
    for (const [name, field] of [["choose", input], ["capture", camera]]) {
      element(name).addEventListener("click", () => field.click());
      field.addEventListener("change", () => addAll(field));
    }
    if (input.files.length) addAll(input); // chosen before this script was there
  }

  function addAll(field) {
    for (const file of [...field.files]) add({ file });
    field.value = "";
    const advice = element("private");
    const isPrivate = advice.checkVisibility?.() ?? advice.offsetParent;
    announce(isPrivate ? text.textGallery : "");
  }

  showButtons();
  dayField?.addEventListener("change", offerDays);
  return { photos, input, text, element, announce, add, clear, setState, whenPrepared: () => prepared };
}
