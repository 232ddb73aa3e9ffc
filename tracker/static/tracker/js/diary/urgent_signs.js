/*
 * The urgent signs. Glass test, question, list and advice work without this script.
 *
 * With it, the advice depends on the chosen day (a baby is younger on an earlier day), a
 * temperature shows its advice too, and screen readers announce it.
 */
const dayField = document.querySelector('[name="day"]');
const today = dayField?.max || "9999-12-31";

const day = () => dayField?.value || today;
const isOfAge = ({ dataset: { from, until } }) =>
  (!from || from <= day()) && (!until || day() < until);

function textOf(advice) {
  const paragraphs = advice?.querySelectorAll("p:not(.actions, .flag-source)") ?? [];
  return [...paragraphs].map((paragraph) => paragraph.textContent.trim()).join(" ");
}

/** Returns a temperature in °C, 30 to 45, or NaN. The text may have a comma and a unit. */
function celsiusIn(field) {
  const found = /^(\d+(?:[.,]\d+)?)\s*°?\s*([cf]?)$/i.exec(field.value.trim());
  const number = found ? Number(found[1].replace(",", ".")) : NaN;
  const unit = (found?.[2] || field.dataset.unit).toUpperCase();
  const exact = unit === "F" ? ((number - 32) * 5) / 9 : number;
  const rounded = Math.round(exact * 100) / 100;
  return rounded >= 30 && rounded <= 45 ? rounded : NaN;
}

function startSigns(signs) {
  const status = signs.querySelector("[data-advice-said]");
  const ticks = [...signs.querySelectorAll("[data-sign-list] input")];

  function openOrClose() {
    const isOpen = signs.querySelector('[name$="gate"]:checked')?.value === "yes";
    // what was ticked is still sent, so that it is asked about and not lost
    for (const tick of ticks) tick.disabled = !isOpen && !tick.checked;
  }

  signs.addEventListener("change", ({ target }) => {
    if (!ticks.includes(target)) return openOrClose();
    const advice = target.parentElement.querySelector("[data-advice]:not([hidden])");
    status.textContent = target.checked ? textOf(advice) : "";
    return undefined;
  });
  openOrClose();
}

function startGlassTest(box) {
  const status = box.querySelector("[data-advice-said]");
  box.addEventListener("change", ({ target }) => {
    const advice = box.querySelector("[data-advice]:not([hidden])");
    status.textContent = target.value === "yes" ? textOf(advice) : "";
  });
}

function startTemperature(box) {
  const field = box.querySelector("input");
  const advices = [...box.querySelectorAll("[data-advice]")];

  function refresh() {
    const celsius = celsiusIn(field);
    const applies = (advice) => {
      const { celsiusFrom, celsiusBelow } = advice.dataset;
      const isReached = celsius >= Number(celsiusFrom ?? -Infinity);
      return isReached && celsius < Number(celsiusBelow ?? Infinity) && isOfAge(advice);
    };
    const chosen = advices.find(applies);
    for (const advice of advices) advice.hidden = advice !== chosen;
    box.querySelector("[data-temperature-said]").textContent = textOf(chosen);
  }

  field.addEventListener("input", refresh);
  dayField?.addEventListener("change", refresh);
  refresh();
}

export function startUrgentSigns() {
  const signs = document.querySelector("[data-signs]");
  const glassTest = document.querySelector("[data-glass-test]");
  const temperature = document.querySelector("[data-temperature]");
  if (signs) startSigns(signs);
  if (glassTest) startGlassTest(glassTest);
  if (temperature) startTemperature(temperature);
  dayField?.addEventListener("change", () => {
    for (const advice of document.querySelectorAll("[data-advice]")) {
      if (!temperature?.contains(advice)) advice.hidden = !isOfAge(advice);
    }
  });
}
