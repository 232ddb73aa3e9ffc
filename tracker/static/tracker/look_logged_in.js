/*
 * On the form of a look, a note or a concern, where it could not wait on this phone: before it is sent, is its
 * writer still logged in? If not, the page says so and stays with all that is typed; after a log-in
 * in another window it goes from here, with the token of that log-in.
 *
 * Runs before the scripts that send the form.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-look-form]");
  const notice = document.querySelector("[data-logged-out]");
  const { root, account } = document.documentElement.dataset;
  if (!form || !account) return;

  const PATIENCE = 5 * 1000;
  let state = "";

  const isNew = form.matches("[data-outbox]") && location.pathname.endsWith("/new/");
  const canWait = () => isNew && window.outbox?.isOpen();

  /** What the server says about who is logged in; nothing where it does not answer. */
  async function ticket() {
    const signal = AbortSignal.timeout?.(PATIENCE);
    try {
      const answer = await fetch(`${root}outbox/ticket/`, { cache: "no-store", signal });
      return answer.status === 401 ? { account: "" } : await answer.json();
    } catch {
      return { account };
    }
  }

  form.addEventListener("submit", async (event) => {
    if (state === "asked" || canWait()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (state === "asking") return;
    state = "asking";
    const now = await ticket();
    state = "asked";
    notice.hidden = now.account === account;
    if (now.csrf && notice.hidden) form.elements.csrfmiddlewaretoken.value = now.csrf;
    if (notice.hidden) form.requestSubmit(event.submitter);
    else notice.scrollIntoView({ block: "center" });
    state = "";
  });
})();
