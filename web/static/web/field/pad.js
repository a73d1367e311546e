// The number pad: big keys, no keyboard of the phone; digits of a real keyboard work too.
import { button, h, icon, say } from "./dom.js";
import { n, t } from "./words.js";

export const DIGITS = 6;

const MOST = 32;

/** What takes a PIN of this shape ("digits6", "digits", "words") and gives it to `done`: {clear(), busy(words)} on it. */
export const entry = (shape, done) => (shape === "words" ? sentence(done) : pad(done, { free: shape === "digits" }));

/** A pad that calls `done(pin)` after the last digit; a `free` one when its tick is tapped. `pad.clear()` empties it. */
export function pad(done, { free = false } = {}) {
  let typed = "";
  const most = free ? MOST : DIGITS;
  const dots = h("p", { class: "dots", role: "status" });
  const keys = [...("123456789"), free ? "done" : "", "0", "back"].map((key) => {
    if (!key) return h("span");
    if (key === "done") {
      return h("button", { type: "button", class: "key", "aria-label": t("pad.done"), on: { click: () => typed && done(typed) } }, icon("check"));
    }
    if (key === "back") {
      return h("button", { type: "button", class: "key", "aria-label": t("pad.back"), on: { click: () => set(typed.slice(0, -1)) } }, icon("delete"));
    }
    return h("button", { type: "button", class: "key", on: { click: () => set(typed + key) } }, key);
  });
  const box = h("div", { class: "pad", role: "group", "aria-label": t("pad.name") }, keys);
  const made = h("div", { class: "padbox" }, dots, box);

  function set(value) {
    if (made.dataset.busy || value.length > most) return;
    typed = value;
    dots.replaceChildren(...Array.from({ length: free ? typed.length : DIGITS }, (_, at) => h("i", { class: at < typed.length ? "on" : "" })),
      h("span", { class: "vh" }, free ? n("pad.typed", typed.length) : t("pad.count", { n: typed.length, of: DIGITS })));
    if (!free && typed.length === DIGITS) done(typed);
  }
  const typing = (event) => {
    if (!made.isConnected) return removeEventListener("keydown", typing);
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (/^(Digit|Numpad)\d$/.test(event.code) && /^\d$/.test(event.key)) set(typed + event.key);
    else if (event.code === "Backspace") set(typed.slice(0, -1));
    else if (free && event.code === "Enter" && typed && event.target.tagName !== "BUTTON") done(typed);
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

/** Words in place of digits. A field for one-time codes is learned by no keyboard and offered to no password store. */
function sentence(done) {
  const input = h("input", {
    type: "password", id: "sentence", autocomplete: "one-time-code", autocapitalize: "none", spellcheck: "false", maxlength: 200,
    on: { keydown: (event) => { if (event.key === "Enter" && input.value) done(input.value); } },
  });
  const go = button(t("pad.done"), () => input.value && done(input.value), { kind: "first wide", picture: "check" });
  const made = h("div", { class: "field" }, h("label", { for: "sentence" }, t("pad.words")), input, go);
  return Object.assign(made, {
    clear: () => { input.value = ""; },
    busy(words) {
      [input, go].forEach((one) => { one.disabled = Boolean(words); });
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
