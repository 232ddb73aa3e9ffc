/*
 * A concern's form. It works without this script; with it the title shows what it will be called
 * when it is left empty, and the kind of milia is asked for only where a doctor named milk spots.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-concern-form]");
  if (!form) return;

  const title = form.querySelector('[name="title"]');
  const kind = form.querySelector("[data-milia-type]");
  const condition = () => form.querySelector('[name="condition"]:checked');

  function firstPlace() {
    const row = form.querySelector("[data-spot-row]:not([hidden])");
    const [site, side] = ["site", "side"].map((end) => row?.querySelector(`[name$="-${end}"]`));
    if (!site?.value) return "";
    const [where, which] = [site, side].map((box) => box.selectedOptions[0].text.trim());
    return ["left", "right"].includes(side.value) ? `${which} ${where}` : where;
  }

  function suggest() {
    const name = condition()?.dataset.called;
    title.placeholder = name ? [name, firstPlace()].filter(Boolean).join(", ") : "";
  }

  function askForKind() {
    const asks =
      condition()?.dataset.group === "milia" &&
      form.querySelector('[name="named_by"]:checked')?.value === "doctor";
    kind.hidden = !asks;
    kind.querySelector("select").disabled = !asks;
  }

  const refresh = () => {
    suggest();
    if (kind && !kind.querySelector(".is-invalid")) askForKind();
  };
  for (const event of ["change", "click", "keyup"]) form.addEventListener(event, refresh);
  refresh();
})();
