/*
 * A visit's form. It works without this script; with it the kind of milia is asked for only where
 * the doctor named milk spots, and of a day to come back only what was said last stands.
 */
(() => {
  "use strict";

  const named = document.querySelector('[name="named"]');
  const kind = document.querySelector("[data-milia-type]");
  const day = document.querySelector('[name="follow_up_on"]');
  const ahead = [...document.querySelectorAll('[name="ahead"]')];
  if (!named) return;

  function askForKind() {
    const isMilia = named.dataset.milia.split(" ").includes(named.value);
    kind.hidden = !isMilia && !kind.querySelector(".is-invalid");
    kind.querySelector("select").disabled = kind.hidden;
  }

  named.addEventListener("change", askForKind);
  day.addEventListener("input", () => {
    if (day.value) ahead[0].checked = true;
  });
  for (const chip of ahead) {
    chip.addEventListener("change", () => {
      if (chip.value) day.value = "";
    });
  }
  askForKind();
})();
