// The photo bench: turn, contrast and zoom of the picture; the chosen candidate's consequences and number.
// Listens on the document, because htmx replaces the bench.
const TURNS = 4;

export function start() {
  if (!document.querySelector("[data-bench]")) return;
  dress();
  document.addEventListener("htmx:afterSettle", dress);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-tool]");
    if (button) tools[button.dataset.tool](button);
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "candidate") follow(event.target);
  });
  document.addEventListener("toggle", (event) => event.target.querySelector?.("textarea")?.focus(), true);
}

const picture = () => document.querySelector("[data-picture]");

function dress() {
  for (const bar of document.querySelectorAll("[data-tools]")) bar.hidden = !picture();
}

const tools = {
  turn() {
    const svg = picture();
    const group = svg.querySelector("[data-turn]");
    const turns = (Number(group.dataset.turn || 0) + 1) % TURNS;
    group.dataset.turn = turns;
    redraw(svg, group, turns);
  },
  contrast(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    picture().querySelector("image").setAttribute("filter", on ? "url(#contrast)" : "none");
  },
  zoom(button) {
    const svg = picture();
    if (!svg.dataset.zoom) return;
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    svg.dataset.zoomed = on;
    redraw(svg, svg.querySelector("[data-turn]"), Number(svg.querySelector("[data-turn]").dataset.turn || 0));
  },
};

// Turning is about the middle of what is looked at, so that a zoomed chip stays in view.
function redraw(svg, group, turns) {
  const image = svg.querySelector("image");
  const whole = [0, 0, image.width.baseVal.value, image.height.baseVal.value];
  const [x, y, width, height] = svg.dataset.zoomed === "true" ? svg.dataset.zoom.split(" ").map(Number) : whole;
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const [w, h] = turns % 2 ? [height, width] : [width, height];
  svg.setAttribute("viewBox", `${middleX - w / 2} ${middleY - h / 2} ${w} ${h}`);
  group.setAttribute("transform", `rotate(${turns * 90} ${middleX} ${middleY})`);
}

function follow(radio) {
  for (const part of document.querySelectorAll("[data-if]")) part.hidden = part.dataset.if !== radio.value;
  const number = document.querySelector("[data-chosen]");
  if (number) number.textContent = Number(radio.value) + 1;
}
