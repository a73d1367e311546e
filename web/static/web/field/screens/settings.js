// Settings: language, lock, Wi-Fi only; who this phone belongs to and until when; how full it is; the wipe.
import { h, link, message } from "../dom.js";
import * as draft from "../draft.js";
import { guard } from "../lock.js";
import { twoTaps } from "../pad.js";
import * as queue from "../queue.js";
import * as store from "../store.js";
import { clockOffset } from "../sync.js";
import { day, language, n, size, t } from "../words.js";
import { lost, wipe } from "./unlock.js";

const MINUTES = [1, 5, 15, 30];

/** The rules of locking as they are kept. */
export async function keepLock() {
  const { minutes = 5, whenHidden = false } = await draft.settings();
  guard({ minutes, whenHidden });
}

export async function open() {
  const known = await store.enrolment();
  const kept = await draft.settings();
  const wifi = h("input", { type: "checkbox", on: { change: () => queue.setWifiOnly(wifi.checked) } });
  queue.subscribe((seen) => { wifi.checked = seen.wifiOnly; })();
  const hidden = h("input", { type: "checkbox", props: { checked: Boolean(kept.whenHidden) }, on: { change: () => change({ whenHidden: hidden.checked }) } });
  return {
    title: t("settings.title"), back: "#/",
    body: [
      h("h2", {}, t("settings.language")), h("div", { class: "pair" }, ["uk", "en"].map(tongue)),
      h("h2", {}, t("settings.lock")),
      h("fieldset", { class: "pick" }, h("legend", {}, t("settings.minutes")), MINUTES.map((minutes) => choice(minutes, kept.minutes || 5))),
      h("label", { class: "tick" }, hidden, h("span", {}, t("settings.hidden"))),
      link(t("pin.title"), "#/pin", { kind: "wide", picture: "key-round" }),
      h("h2", {}, t("settings.sending")), h("label", { class: "tick" }, wifi, h("span", {}, t("sending.wifi_only"))),
      h("h2", {}, t("settings.phone")), await phone(known, kept),
      link(t("settings.renew"), "#/renew", { kind: "wide", picture: "key-round" }),
      h("h2", {}, t("settings.wipe")), h("p", {}, t("settings.wipe_lead")), twoTaps(t("wipe.arm"), t("wipe.sure"), lost, wipe),
    ],
  };
}

async function phone(known, kept) {
  const left = await store.room();
  const offset = await clockOffset();
  const rows = [
    [t("settings.name"), (known && known.label) || kept.label || t("settings.unnamed")],
    [t("settings.team"), (known && known.team && (known.team.name || known.team)) || t("settings.no_team")],
    [t("settings.until"), known && known.expires_at ? day(known.expires_at) : t("settings.not_enrolled")],
    [t("settings.room"), left === Infinity ? t("settings.room_unknown") : size(left)],
  ];
  return [
    h("dl", { class: "facts" }, rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    Math.abs(offset || 0) > 120_000 ? message("warn", t("settings.clock"), clockWords(offset)) : null,
  ];
}

/** How wrong the phone's clock is: days where it is days. */
function clockWords(offset) {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const much = minutes >= 2880 ? n("unit.days", Math.round(minutes / 1440)) : n("unit.minutes", minutes);
  return t(offset > 0 ? "settings.clock_behind" : "settings.clock_ahead", { much });
}

const tongue = (code) =>
  h("a", { class: `btn ${code === language ? "on" : ""}`, href: `/field/${code}/#/settings`, lang: code, "aria-current": code === language ? "true" : null }, code === "uk" ? "Українська" : "English");

const choice = (minutes, now) =>
  h("label", { class: "tick" }, h("input", { type: "radio", name: "minutes", props: { checked: minutes === now }, on: { change: () => change({ minutes }) } }), h("span", {}, n("unit.minutes", minutes)));

async function change(values) {
  await draft.remember(values);
  await keepLock();
}
