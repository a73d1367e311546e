// The frame of every screen: head, strip, page, bar at the bottom edge; and where the focus goes.
import { button, h, icon, say } from "./dom.js";
import { strip } from "./strip.js";
import { t } from "./words.js";
import { lock } from "./store.js";

/** How screens move on without knowing the app: `goOn.route()` shows the address again. */
export const goOn = { route: () => {} };

export const go = (address) => {
  if (location.hash === address) goOn.route();
  else location.hash = address;
};

const place = (id) => document.getElementById(id);
let leave = null;
let carried = [];

/** Messages that wait for the next screen. */
export const carry = (nodes) => { carried = nodes; };

// The tab's title stays "Chiptrail": the browser's history keeps titles, and a closed phone must not tell weapons by it.
/** Put a view on the page: {title, sub, back, body, bar, leave, wide, plain}. */
export function show(view, { open }) {
  if (leave) leave();
  leave = view.leave || null;
  const heading = h("h1", { tabindex: "-1" }, view.title);
  place("top").replaceChildren(
    view.back
      ? h("a", { class: "back", href: view.back, "aria-label": view.backLabel || t("back") }, icon("arrow-left"))
      : h("span", { class: "mark" }, icon("mark")),
    h("div", {}, heading, view.sub && h("p", {}, view.sub)),
    h("div", { class: "tools" },
      open && button(t("lock"), () => lock(), { kind: "quiet tool", picture: "lock" }),
      !open && other()),
  );
  place("net").replaceChildren(...(open && !view.plain ? [strip()] : []));
  place("main").replaceChildren(...[view.body].flat(3).filter(Boolean));
  place("bar").replaceChildren(...[view.bar || []].flat(3).filter(Boolean));
  place("bar").hidden = !place("bar").childElementCount;
  document.body.classList.toggle("withbar", !place("bar").hidden);
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
  tell(...carried);
  carried = [];
}

/** The same page in the other language; its own address, so that it works with no network too. */
export const other = () => {
  const there = document.documentElement.lang === "uk" ? "en" : "uk";
  return h("a", { class: "btn quiet tool", href: `/field/${there}/${location.hash}`, lang: there, hreflang: there },
    h("span", {}, there === "uk" ? "УК" : "EN"));
};

/** Words at the place where somebody looks: messages at the head of the page, read aloud. */
export function tell(...nodes) {
  if (!nodes.length) return;
  const main = place("main");
  main.querySelectorAll(":scope > .told").forEach((old) => old.remove());
  main.prepend(h("div", { class: "told" }, nodes));
  say(nodes.map((node) => node.textContent).join(" "));
  scrollTo(0, 0);
}
