// A graph that can be dragged, zoomed and walked with the arrow keys. Without this script every box and line of it is
// a link in the order of the chains, and the frame scrolls. The table beneath says the same.
const STEP = 1.25;
const CLOSEST = 4;
const READABLE = 0.8; // screen pixels a unit below which the lettering is too small: a phone begins with a part of it
const SLACK = 5;

export function start() {
  for (const svg of document.querySelectorAll("svg[data-graph]")) live(svg);
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  // Paper shows what is folded on the screen.
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("main details:not([open])")) folded.open = true;
  });
}

function live(svg) {
  const frame = svg.closest(".graph-frame");
  const tools = frame.previousElementSibling?.matches("[data-graph-tools]") ? frame.previousElementSibling : null;
  const whole = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  let seen = { x: 0, y: 0, ...whole };

  const scale = () => svg.clientWidth / seen.width;
  const shape = () => svg.getBoundingClientRect().height / svg.getBoundingClientRect().width;
  const widest = () => Math.max(whole.width, whole.height / shape());
  const bounded = (width) => Math.min(Math.max(width, whole.width / CLOSEST), widest());
  function show(next) {
    const width = bounded(next.width);
    const height = width * shape();
    // What is smaller than the frame stands in its middle.
    const within = (at, size, all) => (size > all ? (all - size) / 2 : Math.min(Math.max(at, 0), all - size));
    seen = { x: within(next.x, width, whole.width), y: within(next.y, height, whole.height), width, height };
    svg.setAttribute("viewBox", [seen.x, seen.y, seen.width, seen.height].map((n) => n.toFixed(2)).join(" "));
  }
  function zoom(factor, at = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }) {
    const width = bounded(seen.width / factor);
    const ratio = width / seen.width;
    show({ x: at.x - (at.x - seen.x) * ratio, y: at.y - (at.y - seen.y) * ratio, width });
  }
  const fit = () => show({ x: 0, y: 0, width: widest() });
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    return { x: seen.x + (event.clientX - box.left) / scale(), y: seen.y + (event.clientY - box.top) / scale() };
  };

  frame.classList.add("live");
  frame.removeAttribute("tabindex"); // its boxes and lines are reached instead
  if (tools) {
    tools.hidden = false;
    for (const button of tools.querySelectorAll("[data-zoom]")) {
      const act = { in: () => zoom(STEP), out: () => zoom(1 / STEP), fit }[button.dataset.zoom];
      button.addEventListener("click", act);
    }
  }
  if (scale() < READABLE) {
    svg.style.height = `${Math.round(whole.height * READABLE)}px`;
    show({ x: 0, y: 0, width: svg.clientWidth / READABLE });
  }

  drag(frame, { from: () => seen, to: (start, by) => show({ ...start, x: start.x - by.x / scale(), y: start.y - by.y / scale() }), pinch: zoom, point });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // a wheel alone scrolls the page
    event.preventDefault();
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, point(event));
  }, { passive: false });
  walk(svg, { zoom, fit, reveal });

  // What gets the focus comes into sight.
  function reveal(link) {
    const box = link.getBBox();
    const left = box.x < seen.x ? box.x - 10 : Math.max(seen.x, box.x + box.width + 10 - seen.width);
    const top = box.y < seen.y ? box.y - 10 : Math.max(seen.y, box.y + box.height + 10 - seen.height);
    show({ ...seen, x: left, y: top });
  }
}

// One finger or the mouse drags, two fingers pinch. A press that did not move stays a click.
function drag(frame, { from, to, pinch, point }) {
  const held = new Map();
  let begun = null;
  let apart = 0;
  const distance = () => {
    const [one, other] = [...held.values()];
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    held.set(event.pointerId, event);
    begun = { x: event.clientX, y: event.clientY, seen: from(), moved: false };
    if (held.size === 2) apart = distance();
  });
  window.addEventListener("pointermove", (event) => {
    if (!held.has(event.pointerId) || !begun) return;
    held.set(event.pointerId, event);
    if (held.size === 2) {
      const now = distance();
      if (apart) pinch(now / apart, point(event));
      apart = now;
      begun.moved = true;
      return;
    }
    const by = { x: event.clientX - begun.x, y: event.clientY - begun.y };
    if (!begun.moved && Math.hypot(by.x, by.y) < SLACK) return;
    begun.moved = true;
    frame.classList.add("dragged");
    to(begun.seen, by);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => {
      if (!held.delete(event.pointerId)) return;
      frame.classList.remove("dragged");
    });
  }
  frame.addEventListener("click", (event) => {
    if (begun?.moved) event.preventDefault();
    begun = null;
  }, { capture: true });
  frame.addEventListener("dragstart", (event) => event.preventDefault());
}

// One stop in the page's order of tabs; inside, arrows go along the lines and between the lanes, Enter opens.
function walk(svg, { zoom, fit, reveal }) {
  const links = [...svg.querySelectorAll("a")];
  const boxes = new Map(links.map((link) => [link, link.getBBox()]));
  const middle = (link) => {
    const box = boxes.get(link);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  links.sort((one, other) => middle(one).x - middle(other).x || middle(one).y - middle(other).y);
  const stops = (only) => links.forEach((link) => link.setAttribute("tabindex", link === only ? 0 : -1));
  if (links.length) stops(links[0]);

  function nearest(link, [across, down]) {
    const here = middle(link);
    let best = null;
    for (const other of links) {
      if (other === link) continue;
      const there = middle(other);
      const [along, aside] = across
        ? [(there.x - here.x) * across, Math.abs(there.y - here.y)]
        : [(there.y - here.y) * down, Math.abs(there.x - here.x)];
      if (along <= 1) continue;
      const far = along + aside * 2.5;
      if (!best || far < best.far) best = { other, far };
    }
    return best?.other;
  }
  // Right from a box is its line, right from a line is the box where it ends; left is the way back.
  function along(link, forward) {
    if (link.dataset.edge) {
      const key = link.dataset.edge.split(" ")[forward ? 1 : 0];
      return links.find((other) => other.dataset.node === key);
    }
    return links.find((other) => other.dataset.edge?.split(" ")[forward ? 0 : 1] === link.dataset.node);
  }

  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const link = event.target.closest("a");
    const act = { Equal: () => zoom(STEP), NumpadAdd: () => zoom(STEP), Minus: () => zoom(1 / STEP), NumpadSubtract: () => zoom(1 / STEP), Digit0: fit, Numpad0: fit }[event.code];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      return act();
    }
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.code];
    const next = { Home: links[0], End: links.at(-1) }[event.code] ?? (way && link && ((way[0] && along(link, way[0] > 0)) || nearest(link, way)));
    if (!way && !next) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    stops(next);
    next.focus({ preventScroll: true });
    reveal(next);
  });
  svg.addEventListener("focusin", (event) => {
    const link = event.target.closest("a");
    if (link) stops(link);
  });
}
