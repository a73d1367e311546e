// A hand-over as it was signed: one screen that both sides can photograph.
import { h, link, text } from "../dom.js";
import { shown } from "../bagcodes.js";
import { drawn } from "../signature.js";
import * as store from "../store.js";
import { moment, n, t } from "../words.js";
import { failed } from "./broken.js";

export async function open(id, handoverId) {
  const handover = await store.get("handover", handoverId);
  if (!handover) return failed(Object.assign(new Error(), { code: "missing" }));
  const bags = (await Promise.all(handover.exhibits.map((one) => store.get("exhibit", one)))).filter(Boolean);
  const side = (name, words, key) => h("div", { class: "side" }, h("h2", {}, words), h("p", {}, name || t("hand.unnamed")), drawn(handover.signatures[key], words));
  return {
    title: t("handed.title"), sub: moment(handover.at), back: `#/t/${id}/bags`,
    body: [
      text("lead", n("handed.count", bags.length)),
      h("ul", { class: "said" }, bags.map((one) => h("li", {}, h("span", { class: "code" }, shown(one.code)), h("span", {}, one.description)))),
      side(handover.from_name, t("sign.from"), "from"),
      side([...new Set([handover.to_name, handover.to_organisation].filter(Boolean))].join(", "), t("sign.to"), "to"),
      text("small", t("handed.clock", { id: handover.id.slice(0, 8) })),
    ],
    bar: [link(t("handed.back"), `#/t/${id}/bags`, { kind: "first wide" })],
  };
}
