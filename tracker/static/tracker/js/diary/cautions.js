/*
 * The form of a treatment or a possible trigger. It works without this script: the page after it
 * then leads to the guide. With it, what the guide says appears while the form is filled in.
 */
const list = document.querySelector("[data-cautions]");
const kind = document.querySelector('[name="kind"]');
const words = document.querySelector(`[name="${list.dataset.cautions}"]`);
const onTheSkin = list.dataset.onTheSkin.split(" ");

function showCautions() {
  for (const row of list.children) {
    const isNamed =
      onTheSkin.includes(kind.value) && new RegExp(row.dataset.words, "i").test(words.value);
    row.hidden = !isNamed && !row.dataset.kinds.split(" ").includes(kind.value || "-");
  }
}

kind.addEventListener("change", showCautions);
words.addEventListener("input", showCautions);
showCautions();
