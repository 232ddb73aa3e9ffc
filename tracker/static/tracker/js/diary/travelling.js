/*
 * Says on Today that the phone's time of day differs from the family's. Nothing else changes.
 */
const CLOSED_FOR = "milkspot-zone-closed";

const template = document.querySelector("[data-travelling-line]");
const phone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Returns the time of day in a zone, as text. Throws a RangeError for an unknown zone. */
const timeIn = (zone, moment) => moment.toLocaleString("sv-SE", { timeZone: zone });

function isElsewhere() {
  const now = new Date();
  try {
    return timeIn(phone, now) !== timeIn(template.dataset.zone, now);
  } catch {
    return false;
  }
}

function closedFor() {
  try {
    return localStorage.getItem(CLOSED_FOR);
  } catch {
    return null; // the browser stores nothing
  }
}

function rememberClosed() {
  try {
    localStorage.setItem(CLOSED_FOR, phone);
  } catch {
    // the line comes back with the next page
  }
}

if (phone && isElsewhere() && closedFor() !== phone) {
  const line = document.importNode(template.content.firstElementChild, true);
  const place = phone.slice(phone.lastIndexOf("/") + 1).replaceAll("_", " ");
  const said = line.querySelector("[data-travelling-said]");
  said.textContent = template.dataset.text.replace("{phone}", place);
  const change = line.querySelector("[data-travelling-change]");
  if (change) change.search = new URLSearchParams({ time_zone: phone });
  line.querySelector("[data-travelling-close]").addEventListener("click", () => {
    line.remove();
    rememberClosed();
  });
  template.after(line);
}
