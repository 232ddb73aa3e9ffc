/*
 * The last content of each form that was sent from this tab, for when somebody goes back to it
 * after it was saved: then the form has its content and its id again, and saving it again changes
 * what was saved. In the session storage, which ends with the tab.
 */
import { account } from "../context.js";

const PREFIX = "milkspot sent ";

/** Gives this page a place in the tab's history, by which it is known after Back. */
export function markPlace() {
  if (!history.state?.place) history.replaceState({ ...history.state, place: newPlace() }, "");
}

const newPlace = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;
const keyOfPlace = () => PREFIX + history.state?.place;

/** Remembers a form that is being sent. */
export const rememberSent = (id, fields) => write(keyOfPlace(), { id, account, fields });

function write(key, sent) {
  try {
    sessionStorage.setItem(key, JSON.stringify(sent));
  } catch {
    // no room, or no storage: the form is then empty, and has another id
  }
}

/** Returns the form that was sent from this page before, {id, fields, savedAt}, if any. */
export function sentBefore() {
  const sent = read(keyOfPlace());
  return sent?.account === account ? sent : null;
}

/** Notes that a form is saved. */
export function markSaved(id) {
  for (const [key, sent] of allOf(id)) write(key, { ...sent, savedAt: Date.now() });
}

export function forgetSent(id) {
  for (const [key] of allOf(id)) sessionStorage.removeItem(key);
}

export function forgetAllSent() {
  for (const key of keys()) sessionStorage.removeItem(key);
}

const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const allOf = (id) => keys().map((key) => [key, read(key)]).filter(([, sent]) => sent.id === id);
