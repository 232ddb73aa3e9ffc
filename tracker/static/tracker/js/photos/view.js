/*
 * One photo. The page works without this script; with it the photo can be zoomed, and a swipe or an
 * arrow key opens the next one.
 */
const MAX_SCALE = 6;
const SWIPE = 60; // pixels
const DOUBLE_TAP_MS = 350;
const DOUBLE_TAP_PX = 30;

const between = (low, value, high) => Math.min(high, Math.max(low, value));

const stage = document.querySelector("[data-look-stage]");
const picture = stage.querySelector(".picture");
const bar = document.querySelector("[data-look-zoom]");
const view = { scale: 1, x: 0, y: 0 };
const fingers = new Map();
let start = null;
let lastTap = null;
let moved = false;

const isZoomed = () => view.scale > 1;

/** Limits an offset so that the picture covers as much of the window as possible. */
function limit(offset, start, length, room) {
  const scaled = length * view.scale;
  if (scaled <= room) return (room - scaled) / 2 - start;
  return between(room - scaled - start, offset, -start);
}

function draw() {
  view.x = limit(view.x, picture.offsetLeft, picture.offsetWidth, stage.clientWidth);
  view.y = limit(view.y, picture.offsetTop, picture.offsetHeight, stage.clientHeight);
  picture.style.transform = isZoomed()
    ? `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
    : "";
  stage.toggleAttribute("data-zoomed", isZoomed());
}

/** Zooms so that the point (x, y) of the window stays where it is. */
function zoom(scale, x, y) {
  const box = stage.getBoundingClientRect();
  const next = between(1, scale, MAX_SCALE);
  const [atX, atY] = [x - box.left - picture.offsetLeft, y - box.top - picture.offsetTop];
  view.x = atX - (atX - view.x) * (next / view.scale);
  view.y = atY - (atY - view.y) * (next / view.scale);
  view.scale = next;
  draw();
}

function zoomInTheMiddle(scale) {
  const box = stage.getBoundingClientRect();
  zoom(scale, box.left + box.width / 2, box.top + box.height / 2);
}

function pan(x, y) {
  view.x += x;
  view.y += y;
  draw();
}

function go(name) {
  const link = document.querySelector(`[data-${name}]`);
  if (link) window.location.assign(link.href);
}

function goTowards(isRight) {
  go(isRight === (document.dir !== "rtl") ? "later" : "earlier");
}

function grip() {
  const [one, other] = [...fingers.values()];
  return {
    x: (one.x + other.x) / 2,
    y: (one.y + other.y) / 2,
    apart: Math.hypot(one.x - other.x, one.y - other.y),
  };
}

function tap(event) {
  const last = lastTap;
  lastTap = { at: event.timeStamp, x: event.clientX, y: event.clientY };
  if (!last || lastTap.at - last.at > DOUBLE_TAP_MS) return;
  if (Math.hypot(lastTap.x - last.x, lastTap.y - last.y) > DOUBLE_TAP_PX) return;
  lastTap = null;
  zoom(isZoomed() ? 1 : 2.5, event.clientX, event.clientY);
}

stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  if (fingers.size === 1) {
    start = { x: event.clientX, y: event.clientY };
    moved = false;
  } else {
    start = null;
    moved = true;
  }
});

window.addEventListener("pointermove", (event) => {
  const finger = fingers.get(event.pointerId);
  if (!finger) return;
  const before = fingers.size === 2 ? grip() : null;
  const [x, y] = [event.clientX - finger.x, event.clientY - finger.y];
  finger.x = event.clientX;
  finger.y = event.clientY;
  if (start && Math.hypot(finger.x - start.x, finger.y - start.y) > 10) moved = true;
  if (before) {
    const now = grip();
    if (before.apart > 0) zoom(view.scale * (now.apart / before.apart), now.x, now.y);
    pan(now.x - before.x, now.y - before.y);
  } else if (fingers.size === 1 && isZoomed()) {
    pan(x, y);
  }
});

window.addEventListener("pointerup", (event) => {
  if (!fingers.delete(event.pointerId) || !start) return;
  const [x, y] = [event.clientX - start.x, event.clientY - start.y];
  start = null;
  if (!moved) tap(event);
  else if (!isZoomed() && Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) {
    goTowards(x < 0);
  }
});

window.addEventListener("pointercancel", (event) => {
  fingers.delete(event.pointerId);
  start = null;
});

// The link to the picture is for use without script; a drag must not tick the box.
stage.addEventListener("click", (event) => {
  if (moved || event.target.closest("a")) event.preventDefault();
});
stage.addEventListener("dragstart", (event) => event.preventDefault());
stage.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(view.scale * Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
  },
  { passive: false },
);

const keys = {
  "+": () => zoomInTheMiddle(view.scale * 1.5),
  "=": () => zoomInTheMiddle(view.scale * 1.5),
  "-": () => zoomInTheMiddle(view.scale / 1.5),
  0: () => zoomInTheMiddle(1),
  Escape: () => zoomInTheMiddle(1),
  ArrowLeft: () => (isZoomed() ? pan(60, 0) : goTowards(false)),
  ArrowRight: () => (isZoomed() ? pan(-60, 0) : goTowards(true)),
  ArrowUp: () => isZoomed() && pan(0, 60),
  ArrowDown: () => isZoomed() && pan(0, -60),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keys[event.key];
  if (!act) return;
  if (isZoomed() && event.key.startsWith("Arrow")) event.preventDefault();
  act();
});

const buttons = { in: "+", out: "-", whole: "0" };
bar.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (button) keys[buttons[button.dataset.zoom]]();
});
bar.hidden = false;
window.addEventListener("resize", draw);
