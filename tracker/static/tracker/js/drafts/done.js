/*
 * On the page after a form was saved, or after a log-out: removes the drafts that the page names.
 */
import { held, release } from "./last_moment.js";
import { removeDraft, removeDraftsOf, removeOldDrafts } from "./store.js";
import { forgetAllSent, markSaved } from "./sent.js";

async function removeNamed() {
  for (const { dataset } of document.querySelectorAll("template[data-draft-saved]")) {
    markSaved(dataset.draftSaved);
    release(dataset.draftSaved);
    await removeDraft(dataset.draftSaved);
  }
  for (const { dataset } of document.querySelectorAll("template[data-drafts-of]")) {
    forgetAllSent();
    for (const { id, account } of held()) if (account === dataset.draftsOf) release(id);
    await removeDraftsOf(dataset.draftsOf);
  }
  await removeOldDrafts();
}

removeNamed().catch(() => undefined); // nothing can be stored here, so there is nothing
