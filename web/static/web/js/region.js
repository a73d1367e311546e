// Draw or turn a box and read that crop: the numbers of the form are the truth, the box on the photo and the crop
// on the canvas follow them. Listens on the document, because htmx replaces the bench.
import { layer } from "./layer.js";
import { inside, quartered } from "./shape.js";

const LONGEST = { width: 552, height: 220 };
let open = null;

export function start() {
  document.addEventListener("toggle", (event) => event.target.matches?.("[data-region]") && toggle(event.target), true);
  document.addEventListener("htmx:afterSettle", () => open && !open.details.isConnected && close());
  document.addEventListener("input", (event) => open?.form.contains(event.target) && open.follow());
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-quarter]")) open?.quarter();
    // Turning and zooming change how large the knobs are.
    if (event.target instanceof Element && event.target.closest("[data-tool]")) open?.draw();
  });
  addEventListener("resize", () => open?.draw());
}

function toggle(details) {
  close();
  const svg = document.querySelector("[data-picture]");
  if (details.open && svg) open = begin(details, svg);
}

function close() {
  open?.end();
  open = null;
}

function begin(details, svg) {
  const form = details.querySelector("form");
  const photo = { width: Number(form.dataset.width), height: Number(form.dataset.height) };
  const picture = new Image();
  picture.addEventListener("load", preview);
  picture.src = svg.querySelector("image").getAttribute("href");
  for (const part of form.querySelectorAll("[data-with-pointer]")) part.hidden = false;
  const box = layer({
    svg,
    photo,
    label: form.dataset.shape,
    shape,
    change,
    done: () => form.requestSubmit(form.querySelector("[type=submit]")),
  });

  function shape() {
    const [left, top, width, height, turn] = ["left", "top", "width", "height", "turn"].map(
      (name) => form.elements[name].valueAsNumber || 0,
    );
    return { x: left + width / 2, y: top + height / 2, width, height, turn };
  }

  function change(wanted) {
    const fits = inside(wanted, photo);
    // Rounded down, so that no corner comes to lie outside again.
    const [width, height] = [Math.floor(fits.width), Math.floor(fits.height)];
    const numbers = { width, height, left: fits.x - width / 2, top: fits.y - height / 2, turn: fits.turn };
    for (const [name, value] of Object.entries(numbers)) form.elements[name].value = Math.round(value * 10) / 10;
    draw();
  }

  function draw() {
    box.draw();
    preview();
  }

  // The crop upright, as far as the picture for display shows it.
  function preview() {
    const canvas = form.querySelector("[data-canvas]");
    const now = shape();
    if (!picture.naturalWidth || !(now.width > 0 && now.height > 0)) return;
    const scale = Math.min(LONGEST.width / now.width, LONGEST.height / now.height);
    canvas.width = Math.max(1, Math.round(now.width * scale));
    canvas.height = Math.max(1, Math.round(now.height * scale));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.translate(canvas.width / 2, canvas.height / 2);
    context.scale(scale, scale);
    context.rotate((-now.turn * Math.PI) / 180);
    context.translate(-now.x, -now.y);
    context.drawImage(picture, 0, 0, photo.width, photo.height);
  }

  change(shape());
  box.focus();
  return { details, form, draw, follow: draw, quarter: () => change(quartered(shape())), end: () => box.remove() };
}
