/*
 * The list of unsent records: description, time, and reason. A record can be opened in its form,
 * retried and discarded.
 */
import { account, locale } from "../context.js";
import { handOver, hasOutbox } from "./outbox.js";
import {
  changeRecord, fieldOf, filesOf, publish, recordsOf, removeRecord, subscribe,
} from "./outbox_store.js";

const GONE = [403, 404, 410]; // the page of the form has the same status
const section = document.querySelector("[data-unsent]");
const text = section.dataset;
const element = (name) => section.querySelector(`[data-unsent-${name}]`);
const template = section.querySelector("template").content.firstElementChild;
let drawn = [];

const photosOf = (record) => [...filesOf(record), ...record.photos.map(({ file }) => file)];

function describe(record) {
  const count = photosOf(record).length;
  const photos = count === 1 ? text.textOnePhoto : text.textPhotos.replace("{n}", count);
  const choice = fieldOf(record, "choice");
  const kinds = [
    [choice, text[`text${choice?.[0].toUpperCase()}${choice?.slice(1)}`]],
    [record.address.endsWith("/same/"), text.textAll],
    [record.address.endsWith("/notes/new/"), text.textNote],
    [record.fields && record.address.endsWith("/entries/new/"), text.textLook],
  ];
  const kind = kinds.find(([applies]) => applies)?.[1];
  return [kind, count && photos].filter(Boolean).join(", ");
}

function timeOf({ written }) {
  const format = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Date(written).toLocaleString(locale(), format);
}

function rowOf(record) {
  const row = template.cloneNode(true);
  const inRow = (name) => row.querySelector(`[data-${name}]`);
  const { refusal } = record;
  inRow("about").textContent = record.about;
  inRow("what").textContent = describe(record);
  inRow("when").textContent = timeOf(record);
  const state = record.failures > 2 ? text.textFailing : text.textWaits;
  inRow("state").textContent = refusal ? "" : ` · ${state}`;
  if (refusal) {
    inRow("refusal").textContent =
      refusal.sentence || text[`text-${refusal.status}`] || text.textRefused;
    inRow("refusal").hidden = false;
    inRow("again").hidden = false;
    inRow("again").addEventListener("click", () => tryAgain(record));
    inRow("there").hidden = !refusal.address;
    inRow("there").href = refusal.address;
  }
  const notes = fieldOf(record, "notes");
  if (notes) Object.assign(inRow("notes"), { textContent: notes, hidden: false });
  inRow("photos").append(...photosOf(record).map(pictureOf));
  if (record.fields && record.address.endsWith("/new/") && !GONE.includes(refusal?.status)) {
    inRow("open").hidden = false;
    inRow("open").href = `${record.address}?unsent=${record.id}`;
    inRow("open").addEventListener("click", () => handOver(record));
  }
  inRow("discard").addEventListener("click", () => removeRecord(record));
  return row;
}

function pictureOf(file) {
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  return image;
}

async function tryAgain(record) {
  await changeRecord(record, { refusal: null, failures: 0 });
  publish("kept");
}

async function draw() {
  const records = await recordsOf(account);
  const now = records.map((record) => JSON.stringify([record, photosOf(record).length]));
  if (now.join() === drawn.join()) return; // does not redraw what is being read
  drawn = now;
  element("list").replaceChildren(...records.map(rowOf));
  element("count").textContent = records.length;
  element("more").hidden = !records.length;
  element("more").open ||= records.some(({ refusal }) => refusal);
  section.hidden = !records.length;
}

function announce(words) {
  element("said").textContent = words;
  element("login").hidden = words !== text.textLoggedOut;
  element("show").hidden = words !== text.textSent;
  section.hidden = false;
}

/** Does not reload the page by itself: somebody may be about to tap. */
async function update(event) {
  const words = {
    kept: text.textKept,
    full: text.textFull,
    away: text.textAway,
    sent: text.textSent,
    "logged-out": text.textLoggedOut,
  };
  await draw();
  if (words[event]) announce(words[event]);
}

if (hasOutbox) {
  subscribe(update);
  draw();
}
