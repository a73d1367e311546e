// The number pad: big keys, no keyboard of the phone; digits of a real keyboard work too.
import { button, h, icon, say } from "./dom.js";
import { t } from "./words.js";

export const DIGITS = 6;

/** A pad that calls `done(pin)` after the last digit; `pad.clear()` empties it. */
export function pad(done) {
  let typed = "";
  const dots = h("p", { class: "dots", role: "status" });
  const keys = [...("123456789"), "", "0", "back"].map((key) => {
    if (!key) return h("span");
    if (key === "back") {
      return h("button", { type: "button", class: "key", "aria-label": t("pad.back"), on: { click: () => set(typed.slice(0, -1)) } }, icon("delete"));
    }
    return h("button", { type: "button", class: "key", on: { click: () => set(typed + key) } }, key);
  });
  const box = h("div", { class: "pad", role: "group", "aria-label": t("pad.name") }, keys);
  const made = h("div", { class: "padbox" }, dots, box);

  function set(value) {
    if (made.dataset.busy || value.length > DIGITS) return;
    typed = value;
    dots.replaceChildren(...Array.from({ length: DIGITS }, (_, at) => h("i", { class: at < typed.length ? "on" : "" })),
      h("span", { class: "vh" }, t("pad.count", { n: typed.length, of: DIGITS })));
    if (typed.length === DIGITS) done(typed);
  }
  const typing = (event) => {
    if (!made.isConnected) return removeEventListener("keydown", typing);
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (/^(Digit|Numpad)\d$/.test(event.code) && /^\d$/.test(event.key)) set(typed + event.key);
    else if (event.code === "Backspace") set(typed.slice(0, -1));
    return undefined;
  };
  addEventListener("keydown", typing);
  set("");
  return Object.assign(made, {
    clear: () => set(""),
    busy(words) {
      made.dataset.busy = words ? "1" : "";
      if (!words) delete made.dataset.busy;
      keys.forEach((key) => { if (key.tagName === "BUTTON") key.disabled = Boolean(words); });
      if (words) say(words);
    },
  });
}

/** Two taps: the first says what is lost, the second does it. The arm drops after ten seconds. */
export function twoTaps(label, sure, lost, act) {
  const words = h("p", { class: "lost", role: "status" });
  const press = button(label, async () => {
    if (!box.dataset.armed) {
      box.dataset.armed = "1";
      words.textContent = await lost();
      press.lastChild.textContent = sure;
      setTimeout(() => rest(), 10_000);
      return;
    }
    press.disabled = true;
    await act();
  }, { kind: "stop wide", picture: "trash" });
  const box = h("div", { class: "twotaps" }, press, words);
  function rest() {
    if (press.disabled) return;
    delete box.dataset.armed;
    words.textContent = "";
    press.lastChild.textContent = label;
  }
  return box;
}
