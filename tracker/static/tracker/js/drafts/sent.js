/*
 * The last content of each form that was sent from this tab, for when somebody goes back to it
 * after it was saved: then the form has its content and its id again, and saving it again changes
 * what was saved. In the session storage, which ends with the tab.
 */
import { account } from "../context.js";

const PREFIX = "milkspot sent ";

/** Remembers a form that is being sent; this page's entry in the tab's history refers to it. */
export function rememberSent(id, fields) {
  try {
    sessionStorage.setItem(PREFIX + id, JSON.stringify({ account, fields }));
    history.replaceState({ ...history.state, sent: id }, "");
  } catch {
    // no room, or no storage: the form is then empty, and has another id
  }
}

/** Returns the form that was sent from this page before, {id, fields, savedAt}, if any. */
export function sentBefore() {
  const id = history.state?.sent;
  const sent = id ? read(id) : null;
  return sent?.account === account ? { id, ...sent } : null;
}

/** Notes that the server has saved a form. */
export function markSaved(id) {
  const sent = read(id);
  if (sent) sessionStorage.setItem(PREFIX + id, JSON.stringify({ ...sent, savedAt: Date.now() }));
}

export const forgetSent = (id) => sessionStorage.removeItem(PREFIX + id);

export function forgetAllSent() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}

const read = (id) => JSON.parse(sessionStorage.getItem(PREFIX + id) ?? "null");
