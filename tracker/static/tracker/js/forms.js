/*
 * For the forms of every page, which work without it: Ctrl+Enter saves, a line of the error summary
 * opens and focuses its field, and an error goes when its field is changed.
 */
const FIELDS = "input:not([type=hidden]), select, textarea, button, a[href]";

// ---- Ctrl+Enter, or ⌘+Enter

/** Returns the button that saves; a form that only deletes has none. */
function saveButton(form) {
  const buttons = form ? [...form.elements] : [];
  return buttons.find((one) => one.matches("button.btn-primary:not([type=button])") && isShown(one));
}

function saveByKeys(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const button = saveButton(event.target.form ?? event.target.closest("form"));
  if (!button) return;
  event.preventDefault();
  event.stopPropagation(); // Enter on the body map would mark a place
  if (!event.repeat && !button.disabled) button.form.requestSubmit(button);
}

// ---- errors

const isShown = (element) => element.getClientRects().length > 0;
const targetOf = (link) => document.getElementById(link.hash.slice(1));

function follow(event) {
  const link = event.target.closest?.("[data-errors] a[href^='#']");
  const target = link && targetOf(link);
  if (!target) return;
  event.preventDefault();
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
    box.open = true;
  }
  focusIn(target);
}

/** Focuses the field, or its neighbour where a script shows buttons in place of the field. */
function focusIn(target) {
  let box = target;
  while (!isShown(box)) box = box.parentElement;
  const fields = box.matches(FIELDS) ? [box] : [...box.querySelectorAll(FIELDS)];
  const field = fields.find((one) => one.checked && isShown(one)) ?? fields.find(isShown);
  field?.focus({ preventScroll: true });
  box.scrollIntoView({ block: "center" });
}

function mend({ target }) {
  for (const link of document.querySelectorAll("[data-errors] a[href^='#']")) {
    const field = targetOf(link);
    if (!field?.contains(target)) continue;
    removeError(field);
    const list = link.closest("ul");
    link.closest("li").remove();
    if (!list.children.length) list.closest("[data-errors]").remove();
  }
}

function removeError(field) {
  const box = field.closest(".is-invalid") ?? field;
  const errors = [...box.querySelectorAll(".invalid-feedback")];
  errors.push(...document.querySelectorAll(`[data-error-of="${field.id}"]`));
  for (const error of errors) {
    const list = error.parentElement;
    error.remove();
    if (list.matches("ul") && !list.children.length) list.remove();
  }
  box.classList.remove("is-invalid");
  for (const one of [box, ...box.querySelectorAll("[aria-invalid]")]) {
    one.removeAttribute("aria-invalid");
  }
}

document.addEventListener("keydown", saveByKeys, { capture: true });
document.addEventListener("click", follow);
document.addEventListener("input", mend);
document.addEventListener("change", mend);
