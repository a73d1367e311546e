// Read a code of a label: the camera takes a photo of it, the phone reads it, the raw bytes are kept.
import { button, h, message, text } from "../dom.js";
import { carry, go, tell } from "../frame.js";
import { base64, uuid } from "../crypto.js";
import { fields, shown } from "../labelcodes.js";
import { codesIn, TEXT_ONLY } from "../reading.js";
import * as store from "../store.js";
import { camera, keep } from "../take.js";
import { known, t } from "../words.js";

export async function open(id) {
  const place = h("div", { "aria-live": "polite" });
  const had = (await store.all("code")).filter((one) => one.teardown === id);
  const look = (files) => read(id, files, place);
  return {
    title: t("code.title"), back: `#/t/${id}`,
    body: [
      text("lead", t("code.lead")), place,
      had.length ? [h("h2", {}, t("code.had")), h("ul", { class: "sends plain" }, had.map((one) => h("li", {}, meaning(textOf(one), one.symbology))))] : null,
    ],
    bar: [h("div", { class: "row" }, camera(t("code.shoot"), look), camera(t("files.short"), look, { files: true, kind: "", many: false }))],
  };
}

async function read(id, [file], place) {
  place.replaceChildren(message("", t("code.reading")));
  const { kept, notes } = await keep(id, "label", [file]);
  if (!kept.length) return tell(...notes);
  let found = [];
  try {
    found = await codesIn(file);
  } catch {
    found = [];
  }
  if (!found.length) return place.replaceChildren(message("warn", t("code.none"), t("code.none_rest")));
  for (const one of found) {
    await store.put("code", {
      id: uuid(), teardown: id, sha256: kept[0].sha256, symbology: one.symbology, raw: base64(one.raw), read_at: new Date().toISOString(),
    });
  }
  place.replaceChildren(message("ok", t("code.read"), t(`code.read_${found.every((one) => !one.symbology.endsWith(TEXT_ONLY)) ? "rest" : "text"}`)), ...found.map((one) => meaning(one.text, one.symbology)),
    button(t("code.back"), () => { carry([]); go(`#/t/${id}`); }, { kind: "wide", picture: "arrow-left" }));
  return undefined;
}

const textOf = (one) => new TextDecoder().decode(Uint8Array.from(atob(one.raw), (sign) => sign.charCodeAt(0)));

/** The fields that we know, then the raw text. */
function meaning(raw, symbology) {
  const found = fields(raw);
  const kind = symbology.replace(TEXT_ONLY, "");
  return h("div", { class: "label" },
    found.length
      ? h("dl", { class: "facts" }, found.flatMap((one) => [
        h("dt", {}, known(`label.${one.key}`) ? t(`label.${one.key}`) : one.code, " ", h("span", { class: "small" }, one.code)),
        h("dd", { class: "hash" }, one.value)]))
      : h("p", {}, t("code.no_rule")),
    h("p", { class: "small" }, t("code.raw", { symbology: known(`symbology.${kind}`) ? t(`symbology.${kind}`) : kind })),
    symbology.endsWith(TEXT_ONLY) && h("p", { class: "small" }, t("code.text_only")),
    h("p", { class: "plate" }, shown(raw)));
}
