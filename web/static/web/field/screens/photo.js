// One photo: the picture, its state in words, its hash, its receipt and what that means; only then may it be forgotten.
import { button, h, message, state, text } from "../dom.js";
import { carry, goOn, tell } from "../frame.js";
import * as photos from "../photos.js";
import * as queue from "../queue.js";
import { slotName } from "../shots.js";
import { stateOf } from "../states.js";
import * as store from "../store.js";
import { watch } from "../live.js";
import { known, moment, size, t } from "../words.js";
import { failed } from "./broken.js";

export async function open(id) {
  const photo = await store.get("photo", id);
  if (!photo) return failed(Object.assign(new Error(), { code: "missing" }));
  const place = h("div", {});
  const bar = h("div", {});
  let shown = "";
  const full = !(await photos.roomForAShot());
  const stop = await watch((list) => {
    const one = list.find((row) => row.id === id);
    if (!one) return;
    const key = [one.state, one.sent, one.receipt, one.confirmedAt, one.forgotten, (one.problem || {}).code].join();
    if (key === shown) return;
    shown = key;
    place.replaceChildren(...facts(one));
    bar.replaceChildren(...acts(one, full));
  });
  const media = photo.kind === "voice" ? await voice(photo) : await picture(id);
  return {
    title: photo.kind === "voice" ? t("voice.one") : slotName(photo.slot), sub: moment(photo.takenAt), back: `#/t/${photo.teardown}`,
    body: [media, place], bar: [bar], leave: stop,
  };
}

async function picture(id) {
  const url = await photos.previewUrl(id).catch(() => null);
  return url ? h("img", { class: "whole", src: url, alt: t("photo.alt") }) : message("", t("photo.no_preview"), t("photo.no_preview_rest"));
}

async function voice(photo) {
  if (photo.forgotten) return null;
  const bytes = await photos.bytes(photo.id);
  const url = URL.createObjectURL(new Blob([bytes], { type: photo.type }));
  return h("audio", { controls: true, src: url, class: "wide", "aria-label": t("voice.one") });
}

function facts(one) {
  const said = stateOf(one);
  const parts = [h("p", { class: "big" }, state(said.kind, said.picture, said.words))];
  if (said.values) parts.push(h("progress", { max: said.values[1], value: said.values[0], "aria-label": said.words }));
  if (one.problem) {
    const key = known(`photo.problem_${one.problem.code}`) ? one.problem.code : "refused";
    const words = one.problem.problem || {};
    parts.push(message("stop", t(`photo.problem_${key}`), [words.title, words.detail].filter(Boolean).join(" ") || t("photo.problem_rest")));
  }
  if (one.receipt) {
    parts.push(h("p", { class: "code" }, one.receipt), text("", t("photo.receipt_means")), text("small", t("photo.received_at", { when: moment(one.receivedAt) })));
  }
  if (one.outcome) parts.push(message("ok", t(`outcome.${one.outcome}`), t("outcome.rest")));
  if (one.receipt && !one.forgotten && !photos.mayForget(one)) parts.push(text("small", t("photo.keep_not_confirmed")));
  if (one.forgotten) parts.push(message("", t("photo.forgotten"), t("photo.forgotten_rest")));
  parts.push(h("dl", { class: "facts" },
    h("dt", {}, "SHA-256"), h("dd", { class: "hash" }, one.sha256.match(/.{8}/g).join(" ")),
    h("dt", {}, t("photo.size")), h("dd", {}, size(one.size)),
    h("dt", {}, t("photo.name")), h("dd", {}, one.name || t("photo.no_name"))));
  return parts;
}

function acts(one, full) {
  if (photos.mayForget(one, full)) {
    return [button(t("photo.forget"), async () => {
      try {
        await photos.forget(one.id);
        carry([message("ok", t("photo.forgotten"), t("photo.forgotten_rest"))]);
        goOn.route();
      } catch (error) {
        tell(message("stop", t("photo.keep"), t(known(`photo.keep_${error.code}`) ? `photo.keep_${error.code}` : "photo.keep_other")));
      }
    }, { kind: "wide", picture: "trash" })];
  }
  return one.problem ? [button(t("sending.now"), () => queue.retry(one.id), { kind: "first wide", picture: "rotate-cw" })] : [];
}
