/*
 * Looking at photos. Every page works without this script.
 *
 * With it, one photo can be zoomed, and left with a swipe or an arrow key; two photos lie over
 * one another under a slider; and all of them can be played one after another, on demand only.
 */
(() => {
  "use strict";

  const between = (low, value, high) => Math.min(high, Math.max(low, value));

  /* One photo */

  const MOST = 6;
  const SWIPE = 60;
  const TAP_MS = 350;
  const TAP_PX = 30;

  function look(stage) {
    const picture = stage.querySelector(".picture");
    const bar = document.querySelector("[data-look-zoom]");
    const view = { scale: 1, x: 0, y: 0 };
    const fingers = new Map();
    let start = null;
    let lastTap = null;
    let moved = false;

    const isZoomed = () => view.scale > 1;

    /* No edge of the picture comes into the window that need not. */
    function kept(offset, start, length, room) {
      const scaled = length * view.scale;
      if (scaled <= room) return (room - scaled) / 2 - start;
      return between(room - scaled - start, offset, -start);
    }

    function draw() {
      view.x = kept(view.x, picture.offsetLeft, picture.offsetWidth, stage.clientWidth);
      view.y = kept(view.y, picture.offsetTop, picture.offsetHeight, stage.clientHeight);
      picture.style.transform = isZoomed()
        ? `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
        : "";
      stage.toggleAttribute("data-zoomed", isZoomed());
    }

    /* The point (x, y) of the window stays where it is. */
    function zoom(scale, x, y) {
      const box = stage.getBoundingClientRect();
      const next = between(1, scale, MOST);
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
      if (!last || lastTap.at - last.at > TAP_MS) return;
      if (Math.hypot(lastTap.x - last.x, lastTap.y - last.y) > TAP_PX) return;
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

    /* The link to the picture alone is for those without script; a drag ticks no box. */
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
  }

  /* Two photos */

  function compare(part) {
    const stage = part.querySelector("[data-compare-stage]");
    const slider = part.querySelector("[data-compare-slider]");

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
    part.hidden = false;
    cut();
  }

  /* One after another */

  const AHEAD = 4;

  function film(part) {
    const frames = [...part.querySelectorAll("[data-film-frames] > li")];
    const place = part.querySelector("[data-film-place]");
    const button = part.querySelector("[data-film-play]");
    const speed = part.querySelector("[data-film-speed]");
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
    part.querySelector("[data-film-frames]").removeAttribute("tabindex");
    part.querySelector("[data-film-controls]").hidden = false;
    show(0);
  }

  const starts = { "[data-look-stage]": look, "[data-compare]": compare, "[data-film]": film };
  for (const [selector, begin] of Object.entries(starts)) {
    const part = document.querySelector(selector);
    if (part) begin(part);
  }
})();
