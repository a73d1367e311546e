// Building pages without markup from data: every text goes in as text.

const SVG = new Set(["svg", "use", "path", "g", "rect", "circle", "polyline"]);

/** An element. `attributes`: "on" holds listeners, "props" properties; null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  const made = SVG.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [kind, listener] of Object.entries(value)) made.addEventListener(kind, listener);
    else if (name === "props") Object.assign(made, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A picture of the sprite; never the only carrier of a meaning. */
export const icon = (name) => h("svg", { class: "icon", "aria-hidden": "true" }, h("use", { href: `#i-${name}` }));

/** A larger picture of the sprite: a weapon ("w-"), a sketch of a shot ("s-"). */
export const picture = (name, kind = "sketch") =>
  h("svg", { class: kind, "aria-hidden": "true", viewBox: "0 0 64 40" }, h("use", { href: `#${name}` }));

export const text = (kind, ...children) => h("p", { class: kind }, ...children);

export const button = (label, press, { kind = "", picture: name, ...more } = {}) =>
  h("button", { type: "button", class: `btn ${kind}`, on: { click: press }, ...more }, name && icon(name), h("span", {}, label));

export const link = (label, to, { kind = "", picture: name, ...more } = {}) =>
  h("a", { class: `btn ${kind}`, href: to, ...more }, name && icon(name), h("span", {}, label));

/** A state of something in words; colour and picture come second. */
export const state = (kind, name, words) => h("span", { class: `state is-${kind}` }, icon(name), h("span", {}, words));

/** What happened, what was kept, what to do next. */
export const message = (kind, strong, ...rest) =>
  h("div", { class: `msg ${kind}`, role: kind === "stop" ? "alert" : "status" },
    icon({ stop: "octagon-x", warn: "triangle-alert", ok: "circle-check" }[kind] || "info"),
    h("div", {}, h("p", {}, h("strong", {}, strong), ...rest.flatMap((one) => (typeof one === "string" ? [" ", one] : []))),
      ...rest.filter((one) => typeof one !== "string")));

/** Says something to those who listen to the page. */
export function say(words) {
  const place = document.getElementById("said");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = words; });
}
