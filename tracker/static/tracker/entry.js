/*
 * The form of a look. It works without this script.
 *
 * With it, what makes no sense for something that is gone is put away (and brought back, as it
 * was), a time meant for today goes with the day, and last time's places go with one tap.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-look-form]");
  if (!form) return;

  function putAway() {
    const gone = form.querySelector('[name="status"]:checked')?.value === "clear";
    for (const part of form.querySelectorAll("[data-only-present]")) {
      part.hidden = gone;
      part.disabled = gone;
    }
  }

  const clock = form.querySelector("[data-day-field]");
  const day = clock && form.querySelector(`[name="${clock.dataset.dayField}"]`);
  let untouched = true;
  clock?.addEventListener("input", () => (untouched = false));
  day?.addEventListener("change", () => {
    if (!untouched) return;
    clock.value = day.value === day.defaultValue ? clock.defaultValue : "";
  });

  const removeAll = form.querySelector("[data-remove-all]");
  const shownRemovers = () => form.querySelectorAll("[data-spot-row]:not([hidden]) [data-spot-remove]");
  if (removeAll) {
    removeAll.hidden = shownRemovers().length === 0;
    removeAll.addEventListener("click", () => {
      for (const button of [...shownRemovers()]) button.click();
      form.querySelector("[data-last-spots]").hidden = true;
    });
  }

  form.addEventListener("change", putAway);
  putAway();
})();
