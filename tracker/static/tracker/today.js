/*
 * A tap on Today is written down without the page coming anew (htmx sends it and puts the pieces of
 * the answer in their places). This adds what happens around that: undo folds away after a while,
 * what fails is said at the card, and a photo is sent as soon as it is taken.
 *
 * What could not be sent is offered as an event "not-sent" on its form, with {submitter}: whoever
 * takes it over (see outbox.js) prevents its default, and nothing is said here.
 */
(() => {
  "use strict";

  const today = document.querySelector("[data-today]");
  if (!today || !window.htmx) return;

  const UNDO_FOR = 10 * 1000;
  const text = today.dataset;
  const cardOf = (element) => element.closest("[data-card]");

  // ---- undo, for a while

  function foldAway(undo) {
    if (undo.contains(document.activeElement) || undo.matches(":hover")) {
      setTimeout(() => foldAway(undo), 1000);
    } else {
      undo.hidden = true;
    }
  }

  function startToFold() {
    for (const undo of today.querySelectorAll("[data-undo]:not([data-folds])")) {
      undo.dataset.folds = "";
      setTimeout(() => foldAway(undo), UNDO_FOR);
    }
  }

  // ---- the focus stays on the card that is drawn again

  let focused = "";
  document.addEventListener("htmx:beforeSwap", () => {
    const card = document.activeElement && cardOf(document.activeElement);
    focused = card && today.contains(card) ? card.id : "";
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) return;
    startToFold();
    if (focused && !today.contains(document.activeElement)) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  });

  // ---- what fails

  /** Say it at the card; what was tapped or chosen there stays, and its id with it. */
  function say(element, words, link) {
    const trouble = cardOf(element)?.querySelector("[data-trouble]");
    if (!trouble) return;
    trouble.hidden = !words;
    trouble.replaceChildren(words, ...(link ? [" ", link] : []));
  }

  function logIn() {
    const next = encodeURIComponent(location.pathname + location.search);
    const link = document.createElement("a");
    link.href = `${text.logIn}?next=${next}`;
    link.textContent = text.textLogIn;
    return link;
  }

  function stay(form) {
    form.classList.remove("is-on-its-way");
    form.querySelector("progress")?.setAttribute("hidden", "");
  }

  function notSent(button, words, link) {
    const form = button.form ?? button;
    stay(form);
    const submitter = button === form ? null : button;
    const news = new CustomEvent("not-sent", {
      bubbles: true,
      cancelable: true,
      detail: { submitter },
    });
    if (form.dispatchEvent(news)) say(button, words, link);
  }

  document.addEventListener("htmx:beforeRequest", ({ detail }) => say(detail.elt, ""));
  document.addEventListener("htmx:sendError", ({ detail }) => notSent(detail.elt, text.textAway));
  document.addEventListener("htmx:timeout", ({ detail }) => notSent(detail.elt, text.textAway));

  /** A page in the place of the pieces: the log-in, where a session has ended. */
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.shouldSwap || detail.serverResponse.includes("hx-swap-oob")) return;
    detail.shouldSwap = false;
    notSent(detail.requestConfig.elt, text.textLoggedOut, logIn());
  });

  document.addEventListener("htmx:responseError", ({ detail }) => {
    const { elt, xhr } = detail;
    const isSentence = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
    if (xhr.status >= 500 && !isSentence) return notSent(elt, text.textFailed);
    stay(elt.form ?? elt);
    return say(elt, isSentence ? xhr.responseText : text.textOld);
  });

  // ---- a photo goes as soon as it is taken

  /** One from another day goes as it is: the server finds its day in it, and says so. */
  async function small(file, day) {
    const takenOn = await window.photoDay(file);
    return takenOn && takenOn !== day ? file : (await window.photoSmall(file)).file;
  }

  async function send(form, input) {
    form.classList.add("is-on-its-way");
    form.querySelector("progress").hidden = false;
    document.getElementById("said").textContent = text.textSending;
    const files = new DataTransfer();
    for (const file of input.files) files.items.add(await small(file, form.dataset.photo));
    input.files = files.files;
    form.requestSubmit();
  }

  today.addEventListener("change", ({ target }) => {
    const form = target.closest("[data-photo]");
    if (form && target.files.length) send(form, target);
  });
  today.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
    const bar = target.querySelector("progress");
    if (bar && detail.lengthComputable) bar.value = detail.loaded / detail.total;
  });
})();
