// Single-letter keys. An element names its key: data-key="KeyE" (an event.code, so a Ukrainian layout works).
// Pressing it clicks a button or link and focuses a field. Rows of [data-rows] move with J and K.
// Keys never fire inside a field, with a modifier, or when switched off ("?" shows the list and the switch).
const SWITCH = "chiptrail-keys";

const typing = (target) =>
  target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

function switchedOff() {
  try {
    return localStorage.getItem(SWITCH) === "off";
  } catch {
    return false;
  }
}

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (typing(event.target)) {
      if (event.code === "Escape") event.target.blur();
      return;
    }
    if (event.key === "?") return toggleHelp(event);
    if (switchedOff()) return;
    if (event.code === "Slash" && !event.shiftKey) return press(document.getElementById("search"), event);
    if (event.code === "KeyJ" || event.code === "KeyK") return move(event.code === "KeyJ" ? 1 : -1, event);
    if (event.code === "Enter") return enter(event);
    const code = event.code.replace("Numpad", "Digit");
    press(document.querySelector(`[data-key="${CSS.escape(code)}"]:not(:disabled)`), event);
  });
  const box = document.querySelector("[data-keys-off]");
  if (!box) return;
  box.checked = switchedOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(SWITCH, box.checked ? "off" : "on");
    } catch {
      box.checked = false;
    }
  });
}

function press(element, event) {
  if (!element) return;
  event.preventDefault();
  const field = element.matches("input:not([type=radio]), textarea, select");
  if (field || element.matches("summary")) element.focus();
  if (!field) element.click();
}

function enter(event) {
  // A focused button or link keeps its own Enter.
  if (event.target instanceof Element && event.target.closest("a, button, summary")) return;
  press(document.querySelector('[data-rows] [aria-current="true"] a, [data-key="Enter"]:not(:disabled)'), event);
}

function move(step, event) {
  const rows = [...document.querySelectorAll("[data-rows] > *")];
  if (!rows.length) return;
  event.preventDefault();
  const now = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = rows[Math.min(Math.max(now + step, 0), rows.length - 1)];
  const link = next.matches("a") ? next : next.querySelector("a");
  if (next.matches("a")) return next.click();
  for (const row of rows) row.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  if (link) link.focus({ preventScroll: true });
}

function toggleHelp(event) {
  const help = document.getElementById("keys");
  if (!help) return;
  event.preventDefault();
  if (help.open) help.close();
  else help.showModal();
}
