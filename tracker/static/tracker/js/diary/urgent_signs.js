/*
 * The urgent signs. Glass test, question, list and advice work without this script.
 *
 * With it, the advice depends on the chosen day (a baby is younger on an earlier day), a
 * temperature shows its advice too, and the most urgent advice stands above the Save button, where
 * screen readers announce it.
 */
const dayField = document.querySelector('[name="day"]');
const today = dayField?.max || "9999-12-31";

const day = () => dayField?.value || today;
const isOfAge = ({ dataset: { from, until } }) =>
  (!from || from <= day()) && (!until || day() < until);

/** Writes Arabic and Persian digits, and a decimal comma, as in 38.2. */
const plainNumber = (text) =>
  text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(/[,٫،]/, ".");

/** Returns a temperature in °C, 30 to 45, or NaN. The text may have a comma and a unit. */
function celsiusIn(field) {
  const text = plainNumber(field.value.normalize("NFKC").trim());
  const found = /^(\d+(?:\.\d+)?)\s*(?:°\s*)?([cf]?)$/i.exec(text);
  const number = found ? Number(found[1]) : NaN;
  const unit = (found?.[2] || field.dataset.unit).toUpperCase();
  const exact = unit === "F" ? ((number - 32) * 5) / 9 : number;
  const rounded = Math.round(exact * 100) / 100;
  return rounded >= 30 && rounded <= 45 ? rounded : NaN;
}

/** Ticks behind a closed gate are still sent, so that they are asked about and not lost. */
function startSigns(signs) {
  const ticks = [...signs.querySelectorAll("[data-sign-list] input")];

  function openOrClose() {
    const isOpen = signs.querySelector('[name$="gate"]:checked')?.value === "yes";
    for (const tick of ticks) tick.disabled = !isOpen && !tick.checked;
  }

  signs.addEventListener("change", ({ target }) => {
    if (!ticks.includes(target)) openOrClose();
  });
  openOrClose();
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
  }

  field.addEventListener("input", refresh);
  dayField?.addEventListener("change", refresh);
  refresh();
}

// ---- the most urgent advice, above the Save button

const LEVELS = ["emergency", "same_day", "visit", "ask"];
const CLOSED = '[name$="gate"]:is([value="none"], [value="not_looked"]):checked';

/** Returns the advice of each answer that has one, the most urgent first. */
function advicesInForce() {
  const isClosed = document.querySelector(`[data-signs] ${CLOSED}`);
  const all = (boxes, answer) =>
    [...document.querySelectorAll(boxes)].filter((box) => box.querySelector(answer));
  const boxes = [
    ...all("[data-glass-test]", '[value="yes"]:checked'),
    ...(isClosed ? [] : all("[data-signs] .sign", "input:checked")),
    ...all("[data-temperature]", "input"),
  ];
  const found = boxes.map((box) => box.querySelector("[data-advice]:not([hidden])"));
  const rank = ({ dataset: { level } }) => LEVELS.indexOf(level);
  return found.filter(Boolean).sort((a, b) => rank(a) - rank(b));
}

function pinnedCopy(advice) {
  const copy = advice.cloneNode(true);
  for (const name of [...copy.getAttributeNames()]) {
    if (name.startsWith("data-")) copy.removeAttribute(name);
  }
  copy.querySelector(".flag-source").remove();
  copy.querySelector(".flag-level").after(copy.querySelector(".actions"));
  return copy;
}

/** Keeps the pinned advice up to date. It never covers the answer that was just given. */
function startPinned(pinned) {
  let shown = "";

  function refresh({ target } = {}) {
    const [first, ...others] = advicesInForce();
    const copy = first ? pinnedCopy(first) : "";
    if (others.length) {
      const more = pinned.dataset.textMore.replace("{n}", others.length);
      copy.append(Object.assign(document.createElement("p"), { textContent: more }));
    }
    const html = copy && copy.outerHTML;
    if (html === shown) return; // said once
    shown = html;
    pinned.replaceChildren(copy);
    if (first && target instanceof Element) {
      (target.closest(".sign, .field") ?? target).scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("change", refresh);
  document.querySelector("[data-temperature] input")?.addEventListener("input", refresh);
  refresh();
}

export function startUrgentSigns() {
  const signs = document.querySelector("[data-signs]");
  const temperature = document.querySelector("[data-temperature]");
  if (signs) startSigns(signs);
  if (temperature) startTemperature(temperature);
  dayField?.addEventListener("change", () => {
    for (const advice of document.querySelectorAll("[data-advice]")) {
      if (!temperature?.contains(advice)) advice.hidden = !isOfAge(advice);
    }
  });
  const pinned = document.querySelector("[data-pinned]");
  if (pinned) startPinned(pinned);
}
