/*
 * Shared by the forms of entries, day notes and concerns; starts when imported. They work without
 * scripts.
 */
import { account, root } from "../context.js";
import { canWait } from "../offline/outbox.js";
import { openUnsent } from "./unsent_form.js";
import { startUrgentSigns } from "./urgent_signs.js";

const TICKET = `${root}outbox/ticket/`;
const TIMEOUT = 5 * 1000;

/**
 * Before a form without an outbox is sent, checks whether its writer is still logged in. If not,
 * shows a message and keeps the input; after a log-in in another window the form is sent with the
 * token of that log-in. Call before other submit handlers are added.
 */
function checkLogin(form) {
  if (!account) return;
  const warning = form.querySelector("[data-logged-out]");
  const isNew = form.matches("[data-outbox]") && location.pathname.endsWith("/new/");
  let isAsking = false;
  let isChecked = false;
  form.addEventListener("submit", async (event) => {
    if (isChecked || (isNew && canWait())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isAsking) return;
    isAsking = true;
    const ticket = await fetchTicket();
    isAsking = false;
    warning.hidden = ticket.account === account;
    if (!warning.hidden) {
      warning.scrollIntoView({ block: "center" });
      return;
    }
    if (ticket.csrf) form.elements.csrfmiddlewaretoken.value = ticket.csrf;
    isChecked = true;
    form.requestSubmit(event.submitter);
    isChecked = false;
  });
}

/** Resolves to the logged-in account by the server, or if it does not answer, to this page's. */
async function fetchTicket() {
  const signal = AbortSignal.timeout?.(TIMEOUT);
  try {
    const response = await fetch(TICKET, { cache: "no-store", signal });
    return response.status === 401 ? { account: "" } : await response.json();
  } catch {
    return { account };
  }
}

/** Clears the preset time when the day changes, unless somebody has set it. */
function clearTimeWithDay(form) {
  const clock = form.querySelector("[data-day-field]");
  if (!clock) return;
  const day = form.querySelector(`[name="${clock.dataset.dayField}"]`);
  let isTouched = false;
  clock.addEventListener("input", () => (isTouched = true));
  day?.addEventListener("change", () => {
    if (isTouched) return;
    clock.value = day.value === day.defaultValue ? clock.defaultValue : "";
  });
}

const form = document.querySelector("[data-look-form]");
checkLogin(form);
openUnsent(form);
clearTimeWithDay(form);
startUrgentSigns();
