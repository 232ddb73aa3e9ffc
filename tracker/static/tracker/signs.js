/*
 * The urgent signs. Gate, list and advice work without this script.
 *
 * With it, the advice follows the day that is chosen (a baby is younger on an earlier day), a
 * temperature gets its advice too, and what is shown is also said to screen readers.
 */
(() => {
  "use strict";

  const dayField = document.querySelector('[name="day"]');
  const today = dayField?.max || "9999-12-31";
  const advices = [...document.querySelectorAll("[data-advice]")];

  const day = () => dayField?.value || today;
  const holds = ({ dataset: { from, until } }) =>
    (!from || from <= day()) && (!until || day() < until);
  const textOf = (advice) =>
    advice ? [...advice.querySelectorAll("p:not(.actions, .flag-source)")].map((p) => p.textContent.trim()).join(" ") : "";

  // ---- signs

  const signs = document.querySelector("[data-signs]");
  const said = signs?.querySelector("[data-advice-said]");
  const ticks = [...(signs?.querySelectorAll("[data-sign-list] input") ?? [])];

  function openOrClose() {
    const open = signs.querySelector('[name$="gate"]:checked')?.value === "yes";
    for (const tick of ticks) tick.disabled = !open; // kept as they are, and not sent
  }

  signs?.addEventListener("change", ({ target }) => {
    if (!ticks.includes(target)) return openOrClose();
    const advice = target.parentElement.querySelector("[data-advice]:not([hidden])");
    said.textContent = target.checked ? textOf(advice) : "";
  });
  if (signs) openOrClose();

  // ---- temperature

  const box = document.querySelector("[data-temperature]");
  const field = box?.querySelector("input");
  const byTemperature = [...(box?.querySelectorAll("[data-advice]") ?? [])];

  /** The temperature in °C, or NaN: a number, perhaps with a comma, perhaps with its unit. */
  function celsius() {
    const found = /^(\d+(?:[.,]\d+)?)\s*°?\s*([cf]?)$/i.exec(field.value.trim());
    const number = found ? Number(found[1].replace(",", ".")) : NaN;
    const unit = (found?.[2] || field.dataset.unit).toUpperCase();
    const exact = unit === "F" ? ((number - 32) * 5) / 9 : number;
    const rounded = Math.round(exact * 100) / 100;
    return rounded >= 30 && rounded <= 45 ? rounded : NaN;
  }

  function showForTemperature() {
    const now = celsius();
    const fits = (advice) => {
      const { celsiusFrom, celsiusBelow } = advice.dataset;
      return holds(advice) && (celsiusFrom ? now >= Number(celsiusFrom) : now < Number(celsiusBelow));
    };
    const chosen = byTemperature.find(fits);
    for (const advice of byTemperature) advice.hidden = advice !== chosen;
    box.querySelector("[data-temperature-said]").textContent = textOf(chosen);
  }

  field?.addEventListener("input", showForTemperature);
  if (field) showForTemperature();

  // ---- another day, another age

  dayField?.addEventListener("change", () => {
    for (const advice of advices) if (!byTemperature.includes(advice)) advice.hidden = !holds(advice);
    if (field) showForTemperature();
  });
})();
