/*
 * On the pages of an account: whose a form is, is written into it; what waits in the outbox is sent
 * when the page opens, comes to the front or gets a network; and a log-out warns of what waits.
 *
 * window.outbox keeps a look with its photos for a script that could not send them.
 */
(() => {
  "use strict";

  const { root, account } = document.documentElement.dataset;
  const worker = navigator.serviceWorker;
  if (!worker || !navigator.locks || !account) return; // then nothing waits here either

  const FIRST_PAUSE = 2 * 1000;
  const LONGEST_PAUSE = 5 * 60 * 1000;
  const PHOTO_FORMS = "[data-outbox]:not([data-look-form], [data-photos-form]):has([type=file])";
  const { outboxStore, sendOutbox } = window;

  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.dataset.outbox === undefined || !worker.controller) return;
    formData.set("outbox-account", account);
    formData.set("outbox-about", target.dataset.outbox);
    formData.set("tapped_on", new Date().toLocaleDateString("sv-SE"));
  });

  // ---- sending

  let pause = FIRST_PAUSE;
  let timer = 0;

  async function send() {
    clearTimeout(timer);
    const waiting = (await outboxStore.of(account)).filter(({ refusal }) => !refusal);
    if (!waiting.length) return;
    const { sent, state } = await sendOutbox();
    outboxStore.tell(state);
    if (sent) pause = FIRST_PAUSE;
    if (state === "away" || state === "busy") sendLater();
  }

  function sendLater() {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  function sendAtOnce() {
    pause = FIRST_PAUSE;
    send();
  }

  window.addEventListener("online", sendAtOnce);
  document.addEventListener("visibilitychange", () => document.hidden || sendAtOnce());
  window.addEventListener("outbox", ({ detail }) => {
    if (detail !== "kept") return;
    sendLater();
    document.querySelectorAll(PHOTO_FORMS).forEach(begin);
    navigator.storage?.persist?.(); // what waits here is nowhere else
  });
  sendAtOnce();

  /** Make a form ready for the next photo: under the same id it would be the same photo again. */
  function begin(form) {
    form.reset();
    form.elements.uuid.value = crypto.randomUUID();
  }

  // ---- keeping, for scripts that send by themselves

  const today = (address) => /^.*?children\/\d+\//.exec(address)[0];

  async function keep(record) {
    try {
      await outboxStore.keep(record);
    } catch {
      outboxStore.tell("full");
      return "";
    }
    navigator.serviceWorker.ready.then(({ sync }) => sync?.register("outbox")).catch(() => undefined);
    return today(record.address);
  }

  const pathOf = (form) => new URL(form.action).pathname;
  const given = (form) => [...new FormData(form)].filter(([, value]) => value.size !== 0);

  window.outbox = {
    isOpen: () => Boolean(worker.controller),

    /** Keep the form with these photos; promises where to go then, or "" where there is no room. */
    keepLook(form, photos) {
      const fields = given(form).filter(([name]) => name !== "photos");
      return keep({ ...outboxStore.recordOf(pathOf(form), fields, Date.now()), photos });
    },

    /** Keep photos whose look is written. */
    keepPhotos(form, address, photos) {
      const record = outboxStore.recordOf(pathOf(form), given(form), Date.now());
      return keep({ ...record, fields: null, photosAddress: address, photos });
    },
  };

  // ---- log-out takes what waits along, if that is wanted; an account goes once nothing waits

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const { unsentFirst } = form.dataset;
    if (!unsentFirst && new URL(form.action).pathname !== `${root}account/logout/`) return;
    event.preventDefault();
    const records = await outboxStore.of(account);
    if (records.length && unsentFirst) {
      window.alert(unsentFirst.replace("{n}", records.length));
      return;
    }
    const warning = document.querySelector("[data-unsent-warning]").dataset.unsentWarning;
    if (records.length && !window.confirm(warning.replace("{n}", records.length))) return;
    for (const record of records) await outboxStore.remove(record);
    form.submit();
  });
})();
