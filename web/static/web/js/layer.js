// The box on the photo: drawn, moved, sized and turned with a pointer or, when it has the focus, with keys.
// `shape()` gives what is drawn, `change(shape)` takes what it becomes, `done()` is asked for by Enter.
import { between, corners, inAxes, onPhoto, straight } from "./shape.js";

const SVG = "http://www.w3.org/2000/svg";
const KNOB = { fine: 7, coarse: 13 };
const STEM = 34;

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

export function layer({ svg, photo, label, shape, change, done }) {
  const group = svg.querySelector("[data-turn]");
  const root = element("g", { class: "region-layer" }, group);
  element("rect", { class: "region-catch", width: photo.width, height: photo.height }, root);
  const focusable = { class: "region-shape", tabindex: 0, role: "application", "aria-label": label };
  const box = element("g", focusable, root);
  const under = element("polygon", { class: "region-under" }, box);
  const outline = element("polygon", { class: "region-box" }, box);
  const up = element("line", { class: "region-up" }, box);
  const stem = element("line", { class: "region-stem" }, box);
  const turner = element("circle", { class: "region-knob turns" }, box);
  const knobs = [0, 1, 2, 3].map(() => element("circle", { class: "region-knob" }, box));

  // Photo pixels a screen pixel, whatever the zoom and turn.
  function scale() {
    const matrix = group.getScreenCTM();
    return 1 / Math.hypot(matrix.a, matrix.b);
  }

  function draw() {
    const now = shape();
    const points = corners(now);
    const radius = (matchMedia("(pointer: coarse)").matches ? KNOB.coarse : KNOB.fine) * scale();
    for (const polygon of [under, outline]) polygon.setAttribute("points", points.map((point) => point.join(",")).join(" "));
    line(up, points[0], points[1]);
    const top = onPhoto(now, 0, -now.height / 2);
    const knob = onPhoto(now, 0, -now.height / 2 - STEM * scale());
    line(stem, top, knob);
    for (const [circle, point] of [[turner, knob], ...knobs.map((one, place) => [one, points[place]])]) {
      circle.setAttribute("cx", point[0]);
      circle.setAttribute("cy", point[1]);
      circle.setAttribute("r", radius);
    }
  }

  function line(drawn, [x1, y1], [x2, y2]) {
    for (const [key, value] of Object.entries({ x1, y1, x2, y2 })) drawn.setAttribute(key, value);
  }

  function at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(group.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  // What dragging does, by what it began on: a function from the pointer's place to the new shape.
  function drag(event) {
    const [from, before] = [at(event), shape()];
    const knob = knobs.indexOf(event.target);
    if (event.target === turner) {
      return ([x, y]) => ({ ...before, turn: straight((Math.atan2(y - before.y, x - before.x) * 180) / Math.PI + 90) });
    }
    if (knob >= 0) {
      const fixed = corners(before)[(knob + 2) % 4];
      return (to) => between(fixed, to, before.turn);
    }
    if (event.target === outline) {
      return ([x, y]) => ({ ...before, x: before.x + x - from[0], y: before.y + y - from[1] });
    }
    // A new box lies as the photo is seen: lettering that is upright on the screen is upright in the crop.
    const turn = straight(-90 * Number(group.dataset.turn || 0));
    return (to) => between(from, to, turn);
  }

  root.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    const moved = drag(event);
    root.setPointerCapture(event.pointerId);
    const move = (to) => change(moved(at(to)));
    const end = () => {
      root.removeEventListener("pointermove", move);
      box.focus({ preventScroll: true });
    };
    root.addEventListener("pointermove", move);
    root.addEventListener("pointerup", end, { once: true });
    root.addEventListener("pointercancel", end, { once: true });
  });

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = shape();
    const step = Math.max(1, Math.round(Math.min(now.width, now.height) / 20));
    const [across, down] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.code] ?? [0, 0];
    const turn = { BracketLeft: -1, BracketRight: 1 }[event.code] ?? 0;
    if (event.code === "Enter") done();
    else if (turn) change({ ...now, turn: straight(now.turn + turn) });
    else if ((across || down) && event.shiftKey) change({ ...now, width: now.width + across, height: now.height + down });
    else if (across || down) {
      const seen = inAxes(90 * Number(group.dataset.turn || 0), across, down);
      change({ ...now, x: now.x + seen[0], y: now.y + seen[1] });
    } else return;
    event.preventDefault();
  });

  return { draw, focus: () => box.focus({ preventScroll: true }), remove: () => root.remove() };
}
