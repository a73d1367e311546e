// The first use: sign in, name the phone, choose a PIN; or choose a PIN now and sign in later.
import { during } from "../busy.js";
import { button, h, link, message, text } from "../dom.js";
import { go, goOn, show } from "../frame.js";
import { newPin } from "../newpin.js";
import { enrol, session, signInAddress, signOut } from "../session.js";
import * as store from "../store.js";
import { facts, t } from "../words.js";

export async function open() {
  const now = await session();
  return welcome(now);
}

function welcome(now) {
  const later = button(t("first.later"), () => name(null), { kind: "wide" });
  const told = !now
    ? message("warn", t("first.offline"), t("first.offline_rest"))
    : now.signed_in && !now.may_enrol
      ? message("warn", t("first.wrong_role"), t("first.wrong_role_rest"))
      : null;
  const first = now && now.may_enrol
    ? button(t("first.use"), () => name(now), { kind: "first wide", picture: "smartphone" })
    : now && h("a", { class: "btn first wide", href: signInAddress("#/") }, h("span", {}, t("first.sign_in")));
  return {
    title: t("first.title"),
    body: [told, text("lead", t("first.lead")),
      h("ul", { class: "points" }, ["offline", "sealed", "receipt"].map((one) => h("li", {}, t(`first.point_${one}`))))],
    bar: now && now.may_enrol ? [first] : first ? [later, first] : [later.classList.add("first") || later],
  };
}

function name(now) {
  const choose = (label) => newPin((chosen, keys) => during(() => begin(now, label, chosen, keys)));
  show({
    title: t("first.name_title"),
    body: [text("", t("first.name_lead")),
      h("div", { class: "choices" }, facts.phone_names.map((label) => button(label, () => choose(label), { kind: "wide" })))],
    back: "#/", backLabel: t("back"),
  }, { open: false });
}

async function begin(now, label, chosen, keys) {
  keys.busy(t("pin.making"));
  let found = null;
  let trouble = null;
  if (now) {
    try {
      found = await enrol(label);
    } catch (error) {
      trouble = error;
    }
  }
  try {
    await store.setup(chosen, found || null);
    await store.put("settings", { ...(await settingsBefore()), id: "app", label });
  } catch (error) {
    show((await import("./broken.js")).failed(error), { open: false });
    return;
  }
  if (found) await signOut();
  if (trouble) {
    show({
      title: t("first.not_enrolled"),
      body: [message("warn", t("first.not_enrolled"), trouble.sentences || t(`enrol.${trouble.code}`), t("first.not_enrolled_rest"))],
      bar: [link(t("first.go_on"), "#/", { kind: "first wide" })],
    }, { open: true });
    return;
  }
  go("#/");
  goOn.route();
}

const settingsBefore = async () => (await store.get("settings", "app").catch(() => null)) || {};
