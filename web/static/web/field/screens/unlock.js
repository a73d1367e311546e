// The closed phone: a pad, the language, and the wipe in two taps. It tells nothing of what lies behind it.
import { recordsOf } from "../database.js";
import { h, message } from "../dom.js";
import { KIND } from "../inbox.js";
import { entry, twoTaps } from "../pad.js";
import * as store from "../store.js";
import { tellWiped } from "../sync.js";
import { n, t } from "../words.js";

export async function open() {
  const told = h("div", { class: "toldpin" });
  const keys = entry(await store.shape(), async (pin) => {
    keys.busy(t("unlock.opening"));
    told.replaceChildren();
    try {
      await store.unlock(pin);
    } catch (error) {
      keys.busy("");
      keys.clear();
      told.replaceChildren(message("stop", ...saidOf(error)));
    }
  });
  return {
    title: t("unlock.title"),
    body: [told, keys,
      h("details", { class: "under" }, h("summary", {}, t("unlock.more")),
        h("p", {}, t("unlock.forgotten")),
        twoTaps(t("wipe.arm"), t("wipe.sure"), lost, wipe))],
  };
}

export const lost = async () => {
  const held = await recordsOf(KIND).catch(() => []);
  const waiting = Number(localStorage.getItem("chiptrail-waiting") || 0) + held.length;
  const passkey = (await store.bound().catch(() => false)) ? `${t("wipe.passkey")} ` : "";
  return passkey + (waiting ? n("wipe.lost", waiting) : t("wipe.lost_nothing"));
};

export async function wipe() {
  // An open phone lets the server know, which ends its token; one that was opened anew cannot: its token is sealed.
  const known = store.isOpen() ? await store.enrolment().catch(() => null) : null;
  await store.wipe();
  if (known?.token) tellWiped(known.token);
  location.replace(location.pathname);
}

export function saidOf(error) {
  const details = error.details || {};
  if (error.code === "wrong_pin" && details.seconds > 0) return [t("unlock.wrong"), n("unlock.left", details.left), waitFor(details.seconds)];
  if (error.code === "wrong_pin") return [t("unlock.wrong"), n("unlock.left", details.left)];
  if (error.code === "wait") return [t("unlock.wait"), waitFor(details.seconds)];
  if (error.code === "wiped") return [t("unlock.wiped"), t(details.why === "tries" ? "unlock.wiped_rest" : "failed.wiped_rest")];
  if (error.code === "no_hardware") return [t("pin.no_hardware"), t("pin.no_hardware_rest")];
  return [t("failed.title"), t(`failed.${error.code}`) === `failed.${error.code}` ? String(error.message) : t(`failed.${error.code}`)];
}

const waitFor = (seconds) => (seconds < 60 ? n("unlock.seconds", seconds) : n("unlock.minutes", Math.ceil(seconds / 60)));
