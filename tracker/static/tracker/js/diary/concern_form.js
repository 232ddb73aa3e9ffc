/*
 * The form of a concern. It works without this script; with it an empty title shows the default
 * title, the map opens on the view that fits the condition, and the kind of milia is shown only if
 * a doctor named milk spots.
 */
import "./record_form.js";
import { startBodyMap } from "./body_map.js";

const form = document.querySelector("[data-concern-form]");
const title = form.querySelector('[name="title"]');
const miliaKind = form.querySelector("[data-milia-type]");
const condition = () => form.querySelector('[name="condition"]:checked');

function firstSpot() {
  const row = form.querySelector("[data-spot-row]:not([hidden])");
  const [site, side] = ["site", "side"].map((end) => row?.querySelector(`[name$="-${end}"]`));
  if (!site?.value) return "";
  const [siteName, sideName] = [site, side].map((box) => box.selectedOptions[0].text.trim());
  return ["left", "right"].includes(side.value) ? `${sideName} ${siteName}` : siteName;
}

function suggestTitle() {
  const name = condition()?.dataset.called;
  title.placeholder = name ? [name, firstSpot()].filter(Boolean).join(", ") : "";
}

function askForMiliaKind() {
  const asks =
    condition()?.dataset.group === "milia" &&
    form.querySelector('[name="named_by"]:checked')?.value === "doctor";
  miliaKind.hidden = !asks;
  miliaKind.querySelector("select").disabled = !asks;
}

function refresh() {
  suggestTitle();
  if (miliaKind && !miliaKind.querySelector(".is-invalid")) askForMiliaKind();
}

const map = [...form.querySelectorAll("[data-body-map]")].map(startBodyMap)[0];
form.addEventListener("change", ({ target }) => {
  if (target.name === "condition") map?.suggest(target.dataset.view);
});
for (const event of ["change", "click", "keyup"]) form.addEventListener(event, refresh);
refresh();
