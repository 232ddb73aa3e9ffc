/*
 * Two lines on a photo: one along something of known length, one along a spot. Each end has a
 * handle beside it, so that no finger covers what is measured; arrow keys move it as well. The
 * server computes the stored size itself.
 */
const ZOOMS = [1, 2, 4, 8];
const REACH = 34; // distance of a handle from its end, in pixels of the screen
const RADIUS = 22;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const form = document.querySelector("[data-scale]");
const text = form.dataset;
const view = form.querySelector("[data-scale-view]");
const photo = form.querySelector("[data-scale-photo]");
const { width, height } = photo.viewBox.baseVal;
const known = form.elements.known;
let zoom = 0;

function svgElement(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function newLine(name) {
  const button = form.querySelector(`[data-pick="${name}"]`);
  const ground = svgElement("path", { class: "scale-ground" });
  const ink = svgElement("path", { class: "scale-ink" });
  const group = svgElement("g", { class: "scale-line", "data-line": name }, ground, ink);
  const field = form.elements[`${name}_px`];
  const line = { name, button, group, paths: [ground, ink], ends: null, field, isDrawn: false };
  line.grips = [0, 1].map((end) => newGrip(line, end));
  group.append(...line.grips);
  photo.append(group);
  button.addEventListener("click", () => pick(line));
  return line;
}

function newGrip(line, end) {
  const lineName = line.button.textContent;
  const label = text.textEnd.replace("{line}", lineName).replace("{number}", end + 1);
  const attributes = { class: "scale-grip", tabindex: 0, role: "button", "aria-label": label };
  const grip = svgElement("g", attributes, svgElement("circle", { r: RADIUS }));
  let from = null;
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    from = { x: event.clientX, y: event.clientY, at: line.ends[end] };
    event.preventDefault();
    grip.focus({ preventScroll: true });
  });
  grip.addEventListener("pointermove", (event) => {
    if (!from) return;
    const pixel = photoPixel();
    const right = (event.clientX - from.x) * pixel;
    const down = (event.clientY - from.y) * pixel;
    move(line, end, from.at.x + right, from.at.y + down);
  });
  for (const over of ["pointerup", "pointercancel"]) {
    grip.addEventListener(over, () => (from = null));
  }
  grip.addEventListener("keydown", (event) => {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    const step = photoPixel() * (event.shiftKey ? 10 : 1);
    const [right, down] = ARROWS[event.key];
    move(line, end, line.ends[end].x + right * step, line.ends[end].y + down * step);
  });
  return grip;
}

/** Returns the pixels of the photo per pixel of the screen. */
function photoPixel() {
  return width / photo.getBoundingClientRect().width;
}

function move(line, end, x, y) {
  line.ends[end] = { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
  line.isDrawn = true;
  draw(line);
  compute();
}

function lengthOf({ ends: [a, b] }) {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** Draws the line with a small bar at each end, and the handles beyond its ends. */
function draw(line) {
  const pixel = photoPixel();
  const [a, b] = line.ends;
  const long = lengthOf(line) || 1;
  const along = { x: (b.x - a.x) / long, y: (b.y - a.y) / long };
  const bar = ({ x, y }) => {
    const [right, down] = [-along.y * 9 * pixel, along.x * 9 * pixel];
    return `M${x - right} ${y - down}L${x + right} ${y + down}`;
  };
  const path = `M${a.x} ${a.y}L${b.x} ${b.y}${bar(a)}${bar(b)}`;
  for (const one of line.paths) one.setAttribute("d", path);
  line.grips.forEach((grip, end) => {
    const { x, y } = besideEnd(line.ends[end], along, end ? 1 : -1, REACH * pixel);
    grip.setAttribute("transform", `translate(${x} ${y}) scale(${pixel})`);
  });
}

/** Returns the position of a handle: beyond the end, or across the line if that is outside. */
function besideEnd(end, along, way, far) {
  const at = { x: end.x + along.x * way * far, y: end.y + along.y * way * far };
  if (at.x > 0 && at.y > 0 && at.x < width && at.y < height) return at;
  const side = { x: -along.y * far, y: along.x * far };
  const inward = side.x * (width / 2 - end.x) + side.y * (height / 2 - end.y) < 0 ? -1 : 1;
  return { x: end.x + side.x * inward, y: end.y + side.y * inward };
}

/** Places the line in the middle of the visible part of the photo. */
function bring(line) {
  const frame = photo.getBoundingClientRect();
  const seen = view.getBoundingClientRect();
  const pixel = photoPixel();
  const x = (seen.left + Math.min(seen.width, frame.width) / 2 - frame.left) * pixel;
  const y = (seen.top + Math.min(seen.height, frame.height) / 2 - frame.top) * pixel;
  const half = (seen.width / (line.name === "known" ? 6 : 12)) * pixel;
  line.ends = [{ x: x - half, y }, { x: x + half, y }];
  draw(line);
  compute();
}

function pick(line) {
  if (!line.ends) bring(line);
  for (const other of lines) {
    other.group.classList.toggle("is-on", other === line);
    other.button.setAttribute("aria-pressed", String(other === line));
  }
  photo.append(line.group); // on top
}

function zoomTo(step) {
  zoom = Math.min(ZOOMS.length - 1, Math.max(0, step));
  const before = photo.getBoundingClientRect().width;
  const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
  photo.style.inlineSize = `${ZOOMS[zoom] * 100}%`;
  const grown = photo.getBoundingClientRect().width / before;
  view.scrollTo(
    middle[0] * grown - view.clientWidth / 2, middle[1] * grown - view.clientHeight / 2,
  );
  redraw();
}

function redraw() {
  if (!photo.getBoundingClientRect().width) return; // hidden, so there is no scale
  for (const line of lines) if (line.ends) draw(line);
}

function knownLength() {
  const coin = known.selectedOptions[0]?.dataset.mm;
  return Number(coin ?? form.elements.known_mm.value.replace(",", "."));
}

function formatSize(size) {
  const rounded = Math.round(size * 10) / 10;
  return text.textSize.replace("{size}", rounded.toLocaleString(document.documentElement.lang));
}

function compute() {
  for (const line of lines) line.field.value = line.isDrawn ? lengthOf(line).toFixed(2) : "";
  const size = (knownLength() * lines[1].field.value) / lines[0].field.value;
  const isKnown = lines.every(({ isDrawn }) => isDrawn) && size > 0 && Number.isFinite(size);
  form.querySelector("[data-scale-said]").textContent = isKnown ? formatSize(size) : text.textDraw;
}

document.querySelector("[data-scale-plain]").hidden = true;
form.hidden = false;
const lines = ["known", "spot"].map(newLine);
form.querySelector("[data-scale-bring]").addEventListener("click", () =>
  bring(lines.find(({ group }) => group.classList.contains("is-on"))),
);
form.querySelector("[data-scale-in]").addEventListener("click", () => zoomTo(zoom + 1));
form.querySelector("[data-scale-out]").addEventListener("click", () => zoomTo(zoom - 1));
form.addEventListener("input", compute);
new ResizeObserver(redraw).observe(photo);
pick(lines[0]);
compute();
