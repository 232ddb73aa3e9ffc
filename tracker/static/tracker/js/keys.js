/*
 * Single keys at a desk: a link or a field with data-key is opened by its key. Not while something
 * is typed or chosen in a field, not with a modifier, and not where this browser turned them off.
 */
const OFF = "milkspot-keys-off";
const TYPED_IN = "input, select, textarea, [contenteditable], [role=application], dialog";

export function areOn() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true; // the browser keeps nothing
  }
}

/** Turns the keys on or off in this browser, from the next page on. */
export function turn(on) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
}

function press(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest(TYPED_IN)) return;
  const link = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

if (areOn()) {
  for (const link of document.querySelectorAll("[data-key]")) {
    link.setAttribute("aria-keyshortcuts", link.dataset.key);
  }
  document.addEventListener("keydown", press);
}
