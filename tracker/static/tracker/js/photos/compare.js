/*
 * Two photos stacked under a slider. The page works without this script.
 */
const section = document.querySelector("[data-compare]");
const stage = section.querySelector("[data-compare-stage]");
const slider = section.querySelector("[data-compare-slider]");

function cut() {
  stage.style.setProperty("--cut", `${slider.value}%`);
}

function follow(event) {
  const box = stage.getBoundingClientRect();
  slider.value = Math.round((100 * (event.clientX - box.left)) / box.width);
  cut();
}

stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.target.closest(".picture-cover")) return;
  stage.setPointerCapture(event.pointerId);
  follow(event);
});
stage.addEventListener("pointermove", (event) => {
  if (stage.hasPointerCapture(event.pointerId)) follow(event);
});
stage.addEventListener("dragstart", (event) => event.preventDefault());
slider.addEventListener("input", cut);
section.hidden = false;
cut();
