/* Adds the query of a shared photo to the links of this page, which may be an older copy. */
const { search } = location;
for (const link of document.querySelectorAll("[data-photo-choices] a")) {
  if (search) link.search = search;
}
