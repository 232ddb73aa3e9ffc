/*
 * The form of a concern. It works without this script; with it an empty title shows the default
 * title, the map opens on the view that fits the condition, and the kind of milia is shown only if
 * a doctor named milk spots. A new concern that is like one that is followed asks at once if it is
 * the same; without this script the server asks.
 */
import "./record_form.js";
import { startCamera } from "../photos/camera.js";
import { startPhotos } from "../photos/send.js";
import { startBodyMap } from "./body_map.js";
import { placeOf } from "./spot_rows.js";
import { addPhotos } from "./unsent_form.js";

const form = document.querySelector("[data-concern-form]");
const title = form.querySelector('[name="title"]');
const miliaKind = form.querySelector("[data-milia-type]");
const followed = form.querySelector("[data-followed]");
const condition = () => form.querySelector('[name="condition"]:checked');

function firstSpot() {
  const row = form.querySelector("[data-spot-row]:not([hidden])");
  return row ? placeOf(row) : "";
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

/**
 * Shows the question below the chosen condition, if the new concern is like a followed one. The
 * one that this form has saved before is none.
 */
function askIfFollowed() {
  const chosen = condition();
  const words = title.value.trim().replace(/\s+/g, " ").toLowerCase();
  const rows = [...followed.querySelectorAll("[data-followed-row]")];
  for (const row of rows) {
    const { conditions, title: called } = row.dataset;
    const isLike = conditions.split(" ").includes(chosen?.value) || called.toLowerCase() === words;
    row.hidden = !isLike || row.querySelector("input").value === form.elements.uuid.value;
  }
  followed.disabled = rows.every(({ hidden }) => hidden);
  followed.hidden = followed.disabled;
  const place = chosen?.closest(".condition");
  if (place && place.nextElementSibling !== followed) place.after(followed);
}

function showUnanswered() {
  const error = Object.assign(document.createElement("p"), {
    className: "invalid-feedback",
    id: "followed-error",
    textContent: followed.dataset.textUnanswered,
  });
  followed.querySelector("legend").after(error);
  followed.setAttribute("aria-describedby", error.id);
}

/** Keeps an unanswered form on the page. Call before the photos, which send it themselves. */
function requireAnswer(event) {
  askIfFollowed(); // the id of the form may have come back since
  const isAnswered = [...followed.querySelectorAll("input:checked")].some(
    (input) => !input.closest("[hidden]"),
  );
  if (followed.disabled || isAnswered) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  followed.closest("details")?.setAttribute("open", "");
  if (!followed.querySelector(".invalid-feedback")) showUnanswered();
  followed.querySelector("[data-followed-row]:not([hidden]) input").focus();
}

function refresh() {
  suggestTitle();
  if (followed) askIfFollowed();
  if (miliaKind && !miliaKind.querySelector(".is-invalid")) askForMiliaKind();
}

const map = [...form.querySelectorAll("[data-body-map]")].map(startBodyMap)[0];
form.addEventListener("change", ({ target }) => {
  if (target.name !== "condition") return;
  map?.suggest(target.dataset.view);
  for (const answer of followed?.querySelectorAll("input") ?? []) answer.checked = false;
});
for (const event of ["change", "click", "keyup"]) form.addEventListener(event, refresh);
if (followed) form.addEventListener("submit", requireAnswer);
const photos = startPhotos(form);
startCamera(photos);
addPhotos(photos);
condition()?.closest("details")?.setAttribute("open", "");
refresh();
