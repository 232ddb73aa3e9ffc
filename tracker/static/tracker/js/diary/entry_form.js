/*
 * The form of an entry. It works without this script, as a list of spots and a field for photos.
 */
import "./record_form.js";
import { startCamera } from "../photos/camera.js";
import { startPhotos } from "../photos/send.js";
import { startBodyMap } from "./body_map.js";
import { addPhotos } from "./unsent_form.js";

/** Hides and disables fields that do not apply to a concern that is gone; restores them after. */
function hideWhenGone(form) {
  function refresh() {
    const isGone = form.querySelector('[name="status"]:checked')?.value === "clear";
    for (const element of form.querySelectorAll("[data-only-present]")) {
      element.hidden = isGone;
      element.disabled = isGone;
    }
  }
  form.addEventListener("change", refresh);
  refresh();
}

/** The button that removes all spots copied from the previous entry. */
function offerRemoveAll(form) {
  const button = form.querySelector("[data-remove-all]");
  if (!button) return;
  const removers = () => [
    ...form.querySelectorAll("[data-spot-row]:not([hidden]) [data-spot-remove]"),
  ];
  button.hidden = removers().length === 0;
  button.addEventListener("click", () => {
    for (const remover of removers()) remover.click();
    form.querySelector("[data-last-spots]").hidden = true;
  });
}

const form = document.querySelector("[data-look-form]");
form.querySelectorAll("[data-body-map]").forEach(startBodyMap);
hideWhenGone(form);
offerRemoveAll(form);
const photos = startPhotos(form);
startCamera(photos);
addPhotos(photos);
