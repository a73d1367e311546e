// Choosing a PIN: six digits, more of them, or words; typed twice; what is guessed first is not taken.
import { button, h, message, text } from "./dom.js";
import { show, tell } from "./frame.js";
import { entry } from "./pad.js";
import { fault } from "./pins.js";
import { t } from "./words.js";

const SHAPES = ["digits6", "digits", "words"];

/** Shows the screens; `done(pin, keys)` when both times were alike. `view`: what the frame shows besides. */
export function newPin(done, { open = false, ...view } = {}) {
  const other = (shape) => button(t(`pin.as_${shape}`), () => choose(shape), { kind: "wide" });
  const put = (title, lead, keys, ...more) => show({ title, body: [text("", lead), keys, ...more], ...view }, { open });

  function choose(shape) {
    const keys = entry(shape, (pin) => {
      const wrong = fault(pin);
      if (!wrong) return again(shape, pin);
      keys.clear();
      return tell(message("warn", t(`failed.pin_${wrong}`), t(`failed.pin_${wrong}_rest`)));
    });
    put(t("pin.choose"), t(`pin.lead_${shape}`), keys, text("small", t("pin.strength")),
      h("div", { class: "choices" }, SHAPES.filter((one) => one !== shape).map(other)));
  }

  function again(shape, once) {
    const keys = entry(shape, (twice) => {
      if (twice === once) return done(once, keys);
      choose(shape);
      return tell(message("warn", t("pin.differ")));
    });
    put(t("pin.again"), t("pin.again_lead"), keys);
  }

  choose("digits6");
}
