/*
 * The body map of the entry form: tap the drawing to add a spot.
 *
 * The form works without this script, as a list of spots. With it the map comes first: a tap on
 * a region fills a row of the formset, every row is a numbered dot, and empty rows are hidden until
 * the list is opened. A tap on the mouth of the face opens its close-up, where the places are large
 * enough for a finger; a close-up is a figure of its own with the same coordinates. All texts come from the page: the names of sites and sides from the select
 * boxes, the sentences from the section's data-text-… attributes, with the placeholders {spot},
 * {number}, {side} and {site}.
 */
import { fieldOf, placeName, placeOf, spotRows } from "./spot_rows.js";

const WIDTH = 300; // of a whole view, in units of the drawing
const HEIGHT = 400;
const NEAR_DOT = 11; // a tap this close to a dot selects it, in units of the drawing
const NEAR_BODY = 16; // a tap this far beside the body still counts as on it
const STEP = 6; // of the crosshair; with Shift, three times as far
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const svgElement = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** Starts the map. Returns {suggest(name)}, which opens a view unless the parent has chosen one. */
export function startBodyMap(section) {
  const tools = section.querySelector("[data-map-tools]");
  const status = section.querySelector("[data-map-status]");
  const rows = spotRows(section);
  const add = section.querySelector("[data-spot-add]");
  const anchors = JSON.parse(document.getElementById("body-anchors")?.textContent ?? "{}");
  const views = [...tools.querySelectorAll("figure")].map(prepareView); // with close-ups
  let picked = null;
  let hasChosenView = false;

  // ---- texts

  function phrase(key, words) {
    const pattern = section.dataset[key] ?? "";
    return pattern.replace(/\{(\w+)\}/g, (_, name) => words[name] ?? "");
  }

  function announce(key, words = {}) {
    status.textContent = phrase(key, words);
  }

  // ---- rows

  function fill(row, values) {
    for (const [end, value] of Object.entries(values)) fieldOf(row, end).value = value;
  }

  function addRow() {
    const row = rows.addEmpty();
    if (!row) announce("textFull");
    return row;
  }

  function removeRow(row) {
    const shown = rows.shown();
    const place = shown.indexOf(row);
    const next = shown[place + 1] ?? shown[place - 1];
    fieldOf(row, "DELETE").checked = true;
    row.hidden = true;
    draw();
    const focused = next?.querySelector("[data-spot-remove]") ?? views.find(isShown).svg;
    focused.focus();
    announce("textRemoved", { spot: placeOf(row) });
  }

  function pick(row) {
    picked = row;
    for (const other of rows.all()) other.classList.toggle("is-picked", other === row);
    draw();
  }

  // ---- dots

  function anchorsOf(site, side) {
    const points = anchors[site];
    if (!points) return [];
    return side === "both" ? [points.left, points.right] : [points[side] ?? points[""]];
  }

  /** Returns where a row is drawn, in units of the drawing: its own point, or its anchors. */
  function pointsOf(row) {
    const own = ["view", "x", "y"].map((end) => fieldOf(row, end).value);
    const inherited = () => anchorsOf(fieldOf(row, "site").value, fieldOf(row, "side").value);
    return (own.every(Boolean) ? [own] : inherited()).flatMap(([name, x, y]) => {
      const point = { row, x: Number(x) * WIDTH, y: Number(y) * HEIGHT };
      return views.filter((view) => view.name === name).map((view) => ({ view, ...point }));
    });
  }

  function draw() {
    for (const view of views) view.dots.replaceChildren();
    rows.shown().forEach((row, index) => {
      const number = String(index + 1);
      const label = row.querySelector("[data-spot-number]");
      if (label) label.textContent = number;
      for (const { view, x, y } of pointsOf(row)) {
        const dot = svgElement(
          "g",
          { class: "map-dot", transform: placed(view, x.toFixed(1), y.toFixed(1)) },
          svgElement("circle", { class: "map-ring", r: 9.5 }),
          svgElement("text", { class: "map-number", dy: "0.35em", stroke: "none" }, number),
        );
        dot.classList.toggle("is-picked", row === picked);
        view.dots.append(dot);
      }
    });
    for (const { badge, dots } of views) badge.textContent = dots.children.length || "";
  }

  // ---- views

  function placed({ zoom }, x, y) {
    return `translate(${x} ${y}) scale(${zoom})`;
  }

  function prepareView(figure) {
    const svg = figure.querySelector("svg");
    const box = svg.viewBox.baseVal;
    for (const dot of svg.querySelectorAll(".map-dot:not(.is-faded)")) dot.remove();
    const dots = svg.querySelector(".map-dots").cloneNode();
    const lines = ["map-cross-ground", "map-cross-line"].map((name) =>
      svgElement("path", { class: name, d: "M-18 0H18M0-18V18" }),
    );
    const cross = svgElement("g", { class: "map-cross" }, ...lines);
    svg.append(cross, dots);
    svg.setAttribute("role", "application");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-label", `${figure.dataset.mapLabel}. ${section.dataset.textKeys}`);
    const badge = document.createElement("span");
    badge.className = "map-badge";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-switch";
    button.append(figure.dataset.mapLabel, badge);
    const view = {
      name: figure.dataset.mapView ?? figure.dataset.mapCloseUp,
      figure, svg, box, dots, cross, badge, button,
      sites: figure.dataset.mapSites?.split(" "), // of a close-up
      zoom: box.width / WIDTH, // draws dots as large as on a whole view
      regions: [], // the topmost first
      at: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, // the crosshair
    };
    button.addEventListener("click", () => choose(view));
    figure.querySelector("[data-map-back]")?.addEventListener("click", () => {
      const whole = wholeViews().find(({ name }) => name === view.name);
      choose(whole);
      whole.button.focus();
    });
    svg.addEventListener("click", (event) => touch(view, pointOf(svg, event)));
    svg.addEventListener("keydown", (event) => press(view, event));
    moveCross(view, 0, 0);
    return view;
  }

  /** Loads the drawing from a file of its own, which the browser caches. */
  async function drawBaby({ figure, svg, regions }) {
    const response = await fetch(figure.dataset.mapSrc);
    const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml");
    svg.prepend(...drawing.documentElement.children);
    regions.push(...[...svg.querySelectorAll(".map-region")].reverse());
  }

  function isShown(view) {
    return !view.figure.hidden;
  }

  function show(chosen) {
    for (const view of views) {
      view.figure.hidden = view !== chosen;
      view.button.setAttribute("aria-pressed", String(view.name === chosen.name));
    }
  }

  function choose(view) {
    hasChosenView = true;
    show(view);
  }

  function wholeViews() {
    return views.filter(({ sites }) => !sites);
  }

  function suggest(name) {
    const view = wholeViews().find((other) => other.name === name);
    if (view && !hasChosenView && !rows.shown().length) show(view);
  }

  // ---- taps and keys

  function pointOf(svg, { clientX, clientY }) {
    const point = Object.assign(svg.createSVGPoint(), { x: clientX, y: clientY });
    return point.matrixTransform(svg.getScreenCTM().inverse());
  }

  function regionAt({ svg, regions }, { x, y }) {
    const point = Object.assign(svg.createSVGPoint(), { x, y });
    return regions.find((region) => region.isPointInFill(point))?.dataset;
  }

  /** Returns the point with its region, or the nearest such point on the body, if any. */
  function nearestOnBody(view, { x, y }) {
    for (let far = 0; far <= NEAR_BODY * view.zoom; far += 2) {
      for (let angle = 0; angle < 2 * Math.PI; angle += Math.PI / 8) {
        const point = { x: x + far * Math.cos(angle), y: y + far * Math.sin(angle) };
        const region = regionAt(view, point);
        if (region) return { ...point, region };
      }
    }
    return undefined;
  }

  function rowAt(view, { x, y }) {
    const far = (point) => Math.hypot(point.x - x, point.y - y);
    const points = rows.shown().flatMap(pointsOf).filter((point) => point.view === view);
    const [closest] = points.sort((one, other) => far(one) - far(other));
    return closest && far(closest) <= NEAR_DOT * view.zoom ? closest.row : undefined;
  }

  /** Opens the close-up of what is too small here for a finger, or taps. The crosshair is exact. */
  function touch(view, at) {
    const site = !view.sites && !rowAt(view, at) && regionAt(view, at)?.site;
    const closeUp = views.find(({ name, sites }) => name === view.name && sites?.includes(site));
    if (!closeUp) return tap(view, at);
    choose(closeUp);
    return announce("textCloser");
  }

  /** Selects the spot at a point, or adds one there. Returns its row. */
  function tap(view, at) {
    const there = rowAt(view, at);
    if (there) {
      pick(there);
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      there.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
      announce("textPicked", { number: rows.shown().indexOf(there) + 1, spot: placeOf(there) });
      return there;
    }
    const point = nearestOnBody(view, at);
    if (!point) return announce("textOutside");
    const row = addRow();
    if (!row) return undefined;
    const { site, side } = point.region;
    const [x, y] = [point.x / WIDTH, point.y / HEIGHT].map((ratio) => ratio.toFixed(4));
    fill(row, { site, side, view: view.name, x, y });
    pick(row);
    return announce("textAdded", { number: rows.shown().indexOf(row) + 1, spot: placeOf(row) });
  }

  function press(view, event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.shiftKey ? STEP * 3 : STEP;
    if (event.key in ARROWS) {
      moveCross(view, ...ARROWS[event.key].map((way) => way * step));
      const region = regionAt(view, view.at);
      if (region) announce("textUnder", { spot: placeName(region.site, region.side) });
      else announce("textOutside");
    } else if (event.key === "Enter" || event.key === " ") {
      tap(view, view.at)?.querySelector("select")?.focus();
    } else return;
    event.preventDefault();
  }

  function moveCross({ at, cross, box, zoom }, right, down) {
    at.x = Math.min(box.x + box.width, Math.max(box.x, at.x + zoom * right));
    at.y = Math.min(box.y + box.height, Math.max(box.y, at.y + zoom * down));
    cross.setAttribute("transform", placed({ zoom }, at.x, at.y));
  }

  // ---- start

  const switches = document.createElement("div");
  switches.className = "map-switches";
  switches.setAttribute("role", "group");
  switches.setAttribute("aria-label", section.dataset.textViews);
  switches.append(...wholeViews().map((view) => view.button));
  tools.prepend(switches);

  rows.list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-spot-row]");
    if (row !== picked) pick(row);
  });
  rows.list.addEventListener("click", (event) => {
    if (event.target.closest("[data-spot-remove]")) {
      removeRow(event.target.closest("[data-spot-row]"));
    }
  });
  rows.list.addEventListener("change", (event) => {
    if (!/-(site|side)$/.test(event.target.name)) return;
    const row = event.target.closest("[data-spot-row]");
    fill(row, { view: "", x: "", y: "" });
    draw();
    const [point] = pointsOf(row);
    if (point) show(point.view);
  });
  section.addEventListener("refill", ({ detail: name }) => {
    rows.hideUnused();
    pick(null);
    show(views.find((view) => view.name === name) ?? views.find(isShown));
  });
  add?.addEventListener("click", () => {
    const row = addRow();
    if (row) fieldOf(row, "site").focus();
  });

  rows.hideUnused();
  draw();
  const drawn = rows.shown().flatMap(pointsOf)[0]?.view;
  show(drawn ?? views.find((view) => view.name === section.dataset.firstView) ?? views[0]);
  if (add) add.hidden = false;
  section.classList.add("is-map-on");
  tools.hidden = false;
  Promise.all(views.map(drawBaby)).catch(() => (tools.hidden = true)); // the list still works
  return { suggest };
}
