// The offline map: outlines of the regions, and squares of half a degree inside one. Taps, or Tab and Enter.
import { h } from "./dom.js";
import { OUTLINES } from "./outlines.js";
import { facts, t } from "./words.js";

// As in tools/outline_map.py.
const WEST = 22;
const NORTH = 52.5;
const UNITS = 100;
const NARROWING = Math.cos((48.5 * Math.PI) / 180);
const STEP = 0.5;

const xOf = (longitude) => (longitude - WEST) * NARROWING * UNITS;
const yOf = (latitude) => (NORTH - latitude) * UNITS;

const tapped = (choose) => ({
  click: choose,
  keydown: (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose();
    }
  },
});

/** The whole country. `choose(code)` after a tap. */
export function country(choose, chosen = "") {
  const shapes = Object.entries(OUTLINES).map(([code, path]) =>
    h("path", {
      d: path, "fill-rule": "evenodd", class: code === chosen ? "region on" : "region", "data-region": code, tabindex: "0", role: "button",
      "aria-label": facts.regions[code], "aria-pressed": String(code === chosen), on: tapped(() => choose(code)),
    }));
  return h("svg", { class: "map", viewBox: "0 0 1212 824", role: "group", "aria-label": t("map.name") }, shapes);
}

/** One region with its squares. `choose("49.5,36.0")`: the south-western corner in degrees. */
export function squares(code, choose, chosen = "") {
  const shape = h("path", { d: OUTLINES[code], "fill-rule": "evenodd", class: "region still" });
  const made = h("svg", { class: "map", role: "group", "aria-label": facts.regions[code] }, shape);
  document.body.append(made);
  const box = shape.getBBox();
  const on = cells(box).filter(([south, west]) => touches(shape, made, south, west));
  made.remove();
  made.append(...on.map(([south, west]) => square(south, west, choose, chosen)));
  made.setAttribute("viewBox", `${box.x - 34} ${box.y - 50} ${box.width + 68} ${box.height + 100}`);
  return made;
}

function cells(box) {
  const found = [];
  const floor = (degrees) => Math.floor(degrees / STEP) * STEP;
  for (let south = floor(NORTH - (box.y + box.height) / UNITS); yOf(south) > box.y; south += STEP) {
    for (let west = floor(WEST + box.x / NARROWING / UNITS); xOf(west) < box.x + box.width; west += STEP) found.push([south, west]);
  }
  return found;
}

// Nine points of the square; a sliver that none of them hits is left to its neighbours.
function touches(shape, within, south, west) {
  const point = within.createSVGPoint();
  return [0.1, 0.5, 0.9].some((up) => [0.1, 0.5, 0.9].some((right) => {
    point.x = xOf(west + right * STEP);
    point.y = yOf(south + up * STEP);
    return shape.isPointInFill(point);
  }));
}

function square(south, west, choose, chosen) {
  const value = `${south.toFixed(1)},${west.toFixed(1)}`;
  return h("rect", {
    x: xOf(west), y: yOf(south + STEP), width: STEP * NARROWING * UNITS, height: STEP * UNITS, class: value === chosen ? "square on" : "square",
    tabindex: "0", role: "button", "aria-label": squareName(value), "aria-pressed": String(value === chosen), on: tapped(() => choose(value)),
  });
}

/** "49.5–50.0° N, 36.0–36.5° E". */
export function squareName(value) {
  const [south, west] = value.split(",").map(Number);
  return t("map.square", { south: south.toFixed(1), north: (south + STEP).toFixed(1), west: west.toFixed(1), east: (west + STEP).toFixed(1) });
}
