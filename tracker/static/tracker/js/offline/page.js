/*
 * On every page: installs the service worker, which stores pages for offline use. A page that is a
 * stored copy shows a message, takes the chosen colours, resets times to the current one, and gives
 * each form a new id.
 */
import { applyAppearance } from "../appearance.js";
import { account, locale, root } from "../context.js";

const { zone, keptAt } = document.documentElement.dataset;
const copyLine = document.querySelector("[data-kept-line]");

const isInGuide = location.pathname.startsWith(`${root}guide/`);

/**
 * Has the worker store other pages, after this page is loaded: those of this account, and the
 * guide. A visitor who reads the guide gets the guide.
 */
async function storeOthers() {
  const { active } = await navigator.serviceWorker.ready;
  const forms = [...document.querySelectorAll('a[href$="/entries/new/"]')];
  active.postMessage({ account, wanted: forms.map(({ pathname }) => pathname) });
}

// ---- a page that is a copy

function prepareCopy() {
  applyAppearance();
  showAge();
  for (const event of ["online", "offline"]) window.addEventListener(event, showAge);
  for (const message of document.querySelectorAll("main > .notice")) message.remove();
  for (const field of document.querySelectorAll("input[name=uuid]")) {
    field.value = crypto.randomUUID();
  }
  const form = document.querySelector("[data-look-form]");
  if (form) setToNow(form);
  dateAlerts();
  if (isOfToday()) return;
  dateUrgentCards();
  const ofOneDay = document.querySelectorAll("form:has([type=hidden][name=day])");
  for (const other of ofOneDay) other.remove(); // its button may name another day
}

/** Returns, say, "Saved on this phone on 2 December at 10:15." */
function age() {
  const text = copyLine.dataset;
  const stored = new Date(Number(keptAt));
  const time = stored.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  const day = stored.toLocaleDateString(locale(), { day: "numeric", month: "long" });
  const sentence = isOfToday() ? text.textToday : text.textEarlier;
  return sentence.replace("{time}", time).replace("{day}", day);
}

function showAge() {
  const text = copyLine.dataset;
  const reason = navigator.onLine ? text.textAway : text.textOffline;
  copyLine.querySelector("[data-kept-said]").textContent = `${age()} ${reason}`;
  copyLine.querySelector("a").hidden = !navigator.onLine;
  copyLine.hidden = false;
}

const dayOf = (date) => date.toLocaleDateString("sv-SE", { timeZone: zone });

function isOfToday() {
  return dayOf(new Date(Number(keptAt))) === dayOf(new Date());
}

/** Past their last day, alerts say what was written and when, and no longer to act now. */
function dateAlerts() {
  for (const alert of document.querySelectorAll("[data-alert]")) {
    if (dayOf(new Date()) <= alert.dataset.until) continue;
    alert.classList.add("alert-earlier");
    alert.querySelector("[data-now]").remove();
  }
}

/** On an earlier day's copy of Today, what says to act now also says when that was. */
function dateUrgentCards() {
  for (const heading of document.querySelectorAll("#urgent .flag-level")) {
    const line = document.createElement("p");
    line.append(age());
    heading.after(line);
  }
}

/** Sets the day and time of a stored form to now, and its fields by the page's URL. */
function setToNow(form) {
  const format = { timeZone: zone, dateStyle: "short", timeStyle: "short" };
  const [today, time] = new Intl.DateTimeFormat("sv-SE", format).format().split(" ");
  const day = form.querySelector("[name=day], [name=first_noticed_on]");
  const clock = form.querySelector("[data-day-field]");
  day.max = today;
  const times = clock ? [[clock, time], [form["initial-at"], time]] : [];
  for (const [field, value] of [[day, today], ...times]) {
    field.defaultValue = value;
    field.value = value;
  }
  if (!clock) return; // a new concern, of now
  form.querySelector(".when-day").textContent = `${copyLine.dataset.textNow}, ${time}`;
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "day" && value <= today) {
      day.value = value;
      day.dispatchEvent(new Event("change", { bubbles: true }));
      form.querySelector(".when").open = true;
    }
    if (!["status", "trend"].includes(name)) continue;
    const choice = form.querySelector(`[name=${name}][value="${CSS.escape(value)}"]`);
    if (choice) choice.checked = true;
  }
}

if (navigator.serviceWorker && copyLine) {
  navigator.serviceWorker.register(`${root}sw.js`).catch(() => undefined);
  if (keptAt) prepareCopy();
  else if ((account || isInGuide) && !navigator.connection?.saveData) {
    window.addEventListener("load", storeOthers);
  }
}
