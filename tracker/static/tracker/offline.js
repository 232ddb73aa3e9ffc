/*
 * On every page: the service worker is set up and told to keep what is worth keeping; and a page
 * that is a copy says so, begins with the present time, and gives each form an id of its own.
 */
(() => {
  "use strict";

  const { root, account, zone, keptAt } = document.documentElement.dataset;
  const line = document.querySelector("[data-kept-line]");
  if (!navigator.serviceWorker || !line) return;

  navigator.serviceWorker.register(`${root}sw.js`).catch(() => undefined);

  if (keptAt) beACopy();
  else if (account && !navigator.connection?.saveData) window.addEventListener("load", keepMore);

  /** The page is there first; then the worker keeps the others that this account may want. */
  async function keepMore() {
    const { active } = await navigator.serviceWorker.ready;
    const forms = [...document.querySelectorAll('a[href$="/entries/new/"]')];
    active.postMessage({ wanted: forms.map(({ pathname }) => pathname) });
  }

  function beACopy() {
    say();
    for (const event of ["online", "offline"]) window.addEventListener(event, say);
    for (const notice of document.querySelectorAll("main > .notice")) notice.remove();
    for (const field of document.querySelectorAll("input[name=uuid]")) {
      field.value = crypto.randomUUID();
    }
    const form = document.querySelector("[data-look-form]");
    if (form) beginNow(form);
    if (!isOfToday()) {
      for (const named of document.querySelectorAll("form:has([type=hidden][name=day])")) named.remove();
    }
  }

  function say() {
    const text = line.dataset;
    const kept = new Date(Number(keptAt));
    const time = kept.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
    const day = kept.toLocaleDateString(language(), { day: "numeric", month: "long" });
    const said = (isOfToday() ? text.textToday : text.textEarlier).replace("{time}", time);
    line.querySelector("[data-kept-said]").textContent = [
      said.replace("{day}", day),
      navigator.onLine ? text.textAway : text.textOffline,
    ].join(" ");
    line.querySelector("a").hidden = !navigator.onLine;
    line.hidden = false;
  }

  /** Else a button that says "yesterday" would mean another day. */
  function isOfToday() {
    const day = (date) => date.toLocaleDateString("sv-SE", { timeZone: zone });
    return day(new Date(Number(keptAt))) === day(new Date());
  }

  function language() {
    const { lang } = document.documentElement;
    return lang === "en" ? "en-GB" : lang; // as everywhere here
  }

  /** A form was kept with the day and time of then; and without what its address asks for. */
  function beginNow(form) {
    const parts = { timeZone: zone, dateStyle: "short", timeStyle: "short" };
    const [today, time] = new Intl.DateTimeFormat("sv-SE", parts).format().split(" ");
    const day = form.querySelector("[name=day]");
    const clock = form.querySelector("[data-day-field]");
    day.max = today;
    for (const [field, value] of [[day, today], [clock, time], [form["initial-at"], time]]) {
      field.defaultValue = value;
      field.value = value;
    }
    form.querySelector(".when-day").textContent = `${line.dataset.textNow}, ${time}`;
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (name === "day" && value <= today) {
        day.value = value;
        day.dispatchEvent(new Event("change", { bubbles: true }));
        form.querySelector(".when").open = true;
      }
      if (!["status", "trend"].includes(name)) continue;
      const choice = form.querySelector(`[name=${name}][value="${CSS.escape(value)}"]`);
      if (choice) choice.checked = true;
    }
  }
})();
