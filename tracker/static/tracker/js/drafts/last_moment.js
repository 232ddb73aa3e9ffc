/*
 * Drafts of pages that were left before the database had confirmed them: in the local storage,
 * which is written at once, and without new photos. The next page with a form moves them into the
 * database. Pages only.
 */
import { root } from "../context.js";

const PREFIX = `milkspot draft ${root} `;

export function hold(draft) {
  try {
    localStorage.setItem(PREFIX + draft.id, JSON.stringify(draft));
  } catch {
    // no room, or no storage
  }
}

export function release(id) {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // no storage, so there is nothing
  }
}

/** Returns the drafts that are held. */
export const held = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => JSON.parse(localStorage.getItem(key)));
