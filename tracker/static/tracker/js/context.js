/*
 * The context of a script: a page, by the attributes of its <html>, or the service worker.
 */
const page = self.document?.documentElement;

/** The path prefix of all pages, with a slash at its end. */
export const root = page?.dataset.root ?? new URL(self.registration.scope).pathname;

/** The key of the logged-in account; empty if nobody is logged in. Pages only. */
export const account = page?.dataset.account;

/** Returns the locale for dates and times: British on an English page. Pages only. */
export const locale = () => (page.lang === "en" ? "en-GB" : page.lang);

/** True in the app on a home screen; false in the service worker. */
export const isApp =
  Boolean(page) &&
  (matchMedia("(display-mode: standalone)").matches || navigator.standalone === true);
