/* The print button; without script a sentence stands in its place. */
const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  document.querySelector("[data-print-hint]").hidden = true;
  button.addEventListener("click", () => window.print());
}
