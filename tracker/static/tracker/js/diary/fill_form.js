/*
 * Reads the content of a form, and fills a form with it: of an unsent record or of a draft.
 */
import { spotRows } from "./spot_rows.js";

/** Fields that say what a page showed, and so belong to the page and not to the record. */
const OF_THE_PAGE = ["csrfmiddlewaretoken", "next", "signs-listed", "signs-in_gate"];
const NO_CONTENT = ["file", "submit", "button", "fieldset", "output"];
const TICKS = ["checkbox", "radio"];

/**
 * Returns [name, value] of all fields, also of disabled ones, as they are or as the page was
 * loaded with them.
 */
export const contentOf = (form, { asLoaded = false } = {}) =>
  [...form.elements]
    .filter(({ name, type }) => name && !NO_CONTENT.includes(type))
    .filter(({ name }) => !["csrfmiddlewaretoken", "next"].includes(name))
    .flatMap((control) => valuesOf(control, asLoaded).map((value) => [control.name, value]));

function valuesOf(control, asLoaded) {
  if (TICKS.includes(control.type)) {
    return (asLoaded ? control.defaultChecked : control.checked) ? [control.value] : [];
  }
  if (!control.options) return [asLoaded ? control.defaultValue : control.value];
  const chosen = [...control.options].filter(({ defaultSelected }) => defaultSelected);
  return [asLoaded ? (chosen[0] ?? control.options[0])?.value : control.value];
}

/** Fills the form. Scripts that have started already do not notice, see refill(). */
export function fill(form, fields) {
  const valuesOfName = (name) =>
    fields.filter(([other]) => other === name).map(([, value]) => value);
  for (const map of mapsOf(form)) spotRows(map).fitTo(valuesOfName);
  const isOfVersion1 =
    !valuesOfName("signs-listed").length && !valuesOfName("signs-seen").length;
  for (const control of form.elements) {
    if (!control.name || OF_THE_PAGE.includes(control.name)) continue;
    const values = valuesOfName(control.name);
    if (control.type === "radio" && !values.length) continue; // a question that is newer
    if (control.name === "signs-gate" && isOfVersion1) continue; // it asked another list
    if (TICKS.includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (values.length && control.type !== "file") {
      control.value = values[0];
    }
  }
  keepTicks(form, valuesOfName("signs-seen"));
}

/** Keeps the ticks of signs that this page no longer lists; the glass test was one of them. */
function keepTicks(form, ticked) {
  const listed = [...form.querySelectorAll('[name="signs-seen"]')].map(({ value }) => value);
  for (const value of ticked.filter((other) => !listed.includes(other))) {
    const glass = form.querySelector('[name="signs-glass"][value="yes"]');
    if (value === "nonblanching" && glass) glass.checked = true;
    else form.append(hiddenInput("signs-seen", value));
  }
}

const mapsOf = (form) => [...form.querySelectorAll("[data-body-map]")];

const hiddenInput = (name, value) =>
  Object.assign(document.createElement("input"), { type: "hidden", name, value });

const stateOf = (control) => `${control.checked} ${control.value}`;

/** Returns the name of the view that each body map of the form shows. */
export const viewsOf = (form) =>
  mapsOf(form).map((map) => map.querySelector("[data-map-view]:not([hidden])")?.dataset.mapView);

/**
 * Fills a form whose scripts have started: they notice each change, and nothing that it changed
 * stays folded. views: see viewsOf().
 */
export function refill(form, fields, views = []) {
  const before = new Map([...form.elements].map((control) => [control, stateOf(control)]));
  fill(form, fields);
  for (const control of [...form.elements].filter((other) => before.get(other) !== stateOf(other))) {
    for (let box = control.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    if (control.closest("[data-spot-row]")) continue; // the body map fills these rows itself
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  }
  fill(form, fields); // again: a field may have reset another one
  mapsOf(form).forEach((map, number) =>
    map.dispatchEvent(new CustomEvent("refill", { detail: views[number] })),
  );
}
