/*
 * On the form of a look or a note: one that waits in the outbox is opened here again, and saved
 * back into the outbox; photos shared from the gallery are put into it.
 *
 * Runs before the scripts that draw what is in the form.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-look-form]");
  const { outbox, outboxStore } = window;
  if (!form || !outbox) return;

  const asked = new URLSearchParams(location.search);
  let arePhotosIn = false;
  const record = asked.has("unsent") && unsent(Number(asked.get("unsent")));
  if (record) {
    fill(record.fields);
    form.dataset.unsent = record.id;
  }
  document.addEventListener("DOMContentLoaded", () => {
    const whenPhotosAreIn = putPhotosIn();
    // Added here, it comes after that of photos.js, which saves a form with photos.
    if (record) form.addEventListener("submit", (event) => save(event, whenPhotosAreIn));
  });

  function unsent(id) {
    const kept = JSON.parse(sessionStorage.getItem("milkspot unsent"));
    return kept?.id === id && kept.address === location.pathname ? kept : null;
  }

  function fill(fields) {
    const valuesOf = (name) => fields.filter(([other]) => other === name).map(([, value]) => value);
    addRows(valuesOf);
    for (const control of form.elements) {
      if (!control.name || ["csrfmiddlewaretoken", "next"].includes(control.name)) continue;
      const given = valuesOf(control.name);
      if (["checkbox", "radio"].includes(control.type)) control.checked = given.includes(control.value);
      else if (given.length && control.type !== "file") control.value = given[0];
    }
  }

  /** As many rows for places as it had. */
  function addRows(valuesOf) {
    const total = form.querySelector('[name$="-TOTAL_FORMS"]');
    const list = form.querySelector("[data-spot-rows]");
    const template = form.querySelector("template[data-spot-template]");
    const wanted = Number(total && valuesOf(total.name)[0]);
    for (let number = Number(total?.value); number < wanted; number += 1) {
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number);
      list.append(holder.content);
    }
  }

  async function putPhotosIn() {
    const stored = record && (await outboxStore.get(record.id));
    const withIt = (stored?.fields ?? []).map(([, value]) => value).filter((value) => value instanceof Blob);
    const isShared = asked.get("shared") === "phone";
    const shared = isShared ? await outboxStore.shared() : [];
    const picker = form.querySelector("[data-photos]");
    const anew = [...withIt, ...shared].map((file) => ({ file }));
    for (const photo of [...(stored?.photos ?? []), ...anew]) {
      picker?.dispatchEvent(new CustomEvent("photo-taken", { detail: photo }));
    }
    arePhotosIn = true;
    if (isShared) picker?.addEventListener("photos-left", () => outboxStore.forgetShared());
  }

  /** Without photos: those that are still to come are waited for, and then it is photos.js's. */
  async function save(event, whenPhotosAreIn) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (!arePhotosIn) {
      await whenPhotosAreIn;
      return form.requestSubmit();
    }
    const next = await outbox.keepLook(form, []);
    if (next) location.assign(next);
    return undefined;
  }
})();
