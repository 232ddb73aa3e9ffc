/*
 * Plays the photos of a concern one after another. The page works without this script.
 */
const AHEAD = 4; // photos loaded in advance

const section = document.querySelector("[data-film]");
const frames = [...section.querySelectorAll("[data-film-frames] > li")];
const place = section.querySelector("[data-film-place]");
const button = section.querySelector("[data-film-play]");
const speed = section.querySelector("[data-film-speed]");
let timer = null;

const image = (index) => frames[index]?.querySelector("img");

function show(index) {
  frames.forEach((frame, n) => (frame.hidden = n !== index));
  place.value = index;
  place.setAttribute("aria-valuetext", frames[index].dataset.text);
  for (let n = index; n <= index + AHEAD && n < frames.length; n += 1) {
    image(n).loading = "eager";
  }
}

function stop() {
  window.clearTimeout(timer);
  timer = null;
  button.textContent = button.dataset.play;
}

function step() {
  const next = Number(place.value) + 1;
  if (next >= frames.length) return stop();
  if (image(next).complete) show(next);
  timer = window.setTimeout(step, Number(speed.value));
}

function play() {
  if (Number(place.value) === frames.length - 1) show(0);
  button.textContent = button.dataset.pause;
  timer = window.setTimeout(step, Number(speed.value));
}

button.addEventListener("click", () => (timer === null ? play() : stop()));
place.addEventListener("input", () => {
  stop();
  show(Number(place.value));
});
document.addEventListener("visibilitychange", () => document.hidden && stop());
if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
  speed.querySelector("[data-calm]").selected = true;
}
section.querySelector("[data-film-frames]").removeAttribute("tabindex");
section.querySelector("[data-film-controls]").hidden = false;
show(0);
