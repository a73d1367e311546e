// Another PIN, a longer one, and the half of the key that this phone's own hardware can hold.
import { button, h, message, text } from "../dom.js";
import { carry, go, show } from "../frame.js";
import * as hardware from "../hardware.js";
import { newPin } from "../newpin.js";
import { entry } from "../pad.js";
import * as store from "../store.js";
import { t } from "../words.js";
import { saidOf } from "./unlock.js";

const view = { back: "#/pin", open: true };

export async function open() {
  const bound = await store.bound();
  const able = await hardware.available();
  return {
    title: t("pin.title"), back: "#/settings",
    body: [
      text("", t("pin.strength")),
      button(t("pin.change"), () => old((pin) => newPin((next, keys) => change(keys, pin, { pin: next }), view)), { kind: "wide", picture: "key-round" }),
      (await store.clean()) ? null : message("warn", t("pin.traces"), t("pin.traces_rest")),
      h("h2", {}, t("pin.hardware")), text("", t(bound ? "pin.bound" : "pin.unbound")),
      able || bound
        ? [text("small", t("pin.hardware_lost")),
          button(t(bound ? "pin.unbind" : "pin.bind"), () => old((pin, keys) => change(keys, pin, { bind: !bound })), { kind: "wide", picture: "smartphone" })]
        : message("", t("pin.hardware_none"), t("pin.hardware_none_rest")),
    ],
  };
}

async function old(then) {
  const keys = entry(await store.shape(), (pin) => then(pin, keys));
  show({ title: t("pin.old"), back: view.back, body: [text("", t("pin.old_lead")), keys] }, { open: true });
}

async function change(keys, pin, how) {
  keys.busy(t("pin.making"));
  try {
    await store.change(pin, how);
    carry([message("ok", t("pin.changed"), t("pin.changed_rest"), how.bind === false && t("wipe.passkey"))]);
  } catch (error) {
    carry([message("stop", ...saidOf(error))]);
  }
  go("#/pin");
}
