/*
 * What waits on this phone, on Today: what it is, when it was written, why it has not gone yet. It
 * can be opened in its form, tried again and discarded.
 */
(() => {
  "use strict";

  const section = document.querySelector("[data-unsent]");
  const { outboxStore, outbox } = window;
  const { account } = document.documentElement.dataset;
  if (!section || !outbox) return;

  const GONE = [403, 404, 410]; // so is its form
  const text = section.dataset;
  const part = (name) => section.querySelector(`[data-unsent-${name}]`);
  const template = section.querySelector("template").content.firstElementChild;
  const valueOf = ({ fields }, name) => fields?.find(([other]) => other === name)?.[1];
  let drawn = [];

  function photosOf({ fields, photos }) {
    const sentWithIt = (fields ?? []).map(([, value]) => value).filter((value) => value instanceof Blob);
    return [...sentWithIt, ...photos.map(({ file }) => file)];
  }

  function whatOf(record) {
    const count = photosOf(record).length;
    const photos = count === 1 ? text.textOnePhoto : text.textPhotos.replace("{n}", count);
    const choice = valueOf(record, "choice");
    const kinds = [
      [choice, text[`text${choice?.[0].toUpperCase()}${choice?.slice(1)}`]],
      [record.address.endsWith("/same/"), text.textAll],
      [record.address.endsWith("/notes/new/"), text.textNote],
      [record.fields && record.address.endsWith("/entries/new/"), text.textLook],
    ];
    const kind = kinds.find(([is]) => is)?.[1];
    return [kind, count && photos].filter(Boolean).join(", ");
  }

  function whenOf({ written }) {
    const { lang } = document.documentElement;
    const parts = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
    return new Date(written).toLocaleString(lang === "en" ? "en-GB" : lang, parts);
  }

  function rowOf(record) {
    const row = template.cloneNode(true);
    const inRow = (name) => row.querySelector(`[data-${name}]`);
    const { refusal } = record;
    inRow("about").textContent = record.about;
    inRow("what").textContent = whatOf(record);
    inRow("when").textContent = whenOf(record);
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
    const notes = valueOf(record, "notes");
    if (notes) Object.assign(inRow("notes"), { textContent: notes, hidden: false });
    inRow("photos").append(...photosOf(record).map(pictureOf));
    if (record.fields && record.address.endsWith("/new/") && !GONE.includes(refusal?.status)) {
      inRow("open").hidden = false;
      inRow("open").href = `${record.address}?unsent=${record.id}`;
      inRow("open").addEventListener("click", () => handOver(record));
    }
    inRow("discard").addEventListener("click", () => outboxStore.remove(record));
    return row;
  }

  function pictureOf(file) {
    const image = document.createElement("img");
    image.alt = "";
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    return image;
  }

  /** What the form is to be filled with, see outbox_form.js; its photos it takes out of the store. */
  function handOver(record) {
    const fields = record.fields.filter(([, value]) => typeof value === "string");
    sessionStorage.setItem("milkspot unsent", JSON.stringify({ ...record, fields, photos: [] }));
  }

  async function tryAgain(record) {
    await outboxStore.change(record, { refusal: null, failures: 0 });
    outboxStore.tell("kept");
  }

  async function draw() {
    const records = await outboxStore.of(account);
    const now = records.map((record) => JSON.stringify([record, photosOf(record).length]));
    if (now.join() === drawn.join()) return; // what somebody reads or opens is left alone
    drawn = now;
    part("list").replaceChildren(...records.map(rowOf));
    part("count").textContent = records.length;
    part("more").hidden = !records.length;
    part("more").open ||= records.some(({ refusal }) => refusal);
    section.hidden = !records.length;
  }

  function say(words) {
    part("said").textContent = words;
    part("login").hidden = words !== text.textLoggedOut;
    part("show").hidden = words !== text.textSent;
    section.hidden = false;
  }

  /** The page does not come anew by itself: somebody may be about to tap. */
  window.addEventListener("outbox", async ({ detail }) => {
    const words = {
      kept: text.textKept,
      full: text.textFull,
      away: text.textAway,
      sent: text.textSent,
      "logged-out": text.textLoggedOut,
    };
    await draw();
    if (words[detail]) say(words[detail]);
  });
  draw();
})();
