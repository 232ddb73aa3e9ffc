/*
 * Where a script runs: in a page, which says so in attributes of its <html>, or in the service
 * worker, which has no page.
 */
const page = self.document?.documentElement;

/** The path below which the whole diary lies, with a slash at its end. */
export const root = page?.dataset.root ?? new URL(self.registration.scope).pathname;

/** The key of the account that is logged in; empty where nobody is. Pages only. */
export const account = page?.dataset.account;

/** The locale in which days and times are written: British on an English page. Pages only. */
export const locale = () => (page.lang === "en" ? "en-GB" : page.lang);
