/* A copy of this page was stored before the photo was shared: its links say now there is one. */
const { search } = location;
for (const link of document.querySelectorAll("[data-photo-choices] a")) {
  if (search) link.search = search;
}
