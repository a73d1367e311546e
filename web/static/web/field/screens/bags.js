// Bags of this teardown, and the hand-overs.
import { h, icon, link, state, text } from "../dom.js";
import { shown } from "../bagcodes.js";
import * as store from "../store.js";
import { moment, n, t } from "../words.js";

export async function open(id) {
  const bags = (await store.all("exhibit")).filter((one) => one.teardown === id);
  const ids = new Set(bags.map((one) => one.id));
  const handed = (await store.all("handover")).filter((one) => one.exhibits.some((bag) => ids.has(bag)));
  const gone = new Set(handed.flatMap((one) => one.exhibits));
  return {
    title: t("bags.title"), back: `#/t/${id}`,
    body: [
      bags.length ? null : text("lead", t("bags.empty")),
      h("ul", { class: "sends plain" }, bags.map((one) => h("li", {}, h("div", {},
        h("b", { class: "hash" }, shown(one.code)), one.description && h("span", {}, one.description), " ",
        gone.has(one.id) ? state("ok", "users", t("bags.handed")) : state("quiet", "package", t(one.sealed ? "bags.sealed" : "bags.open")))))),
      handed.length ? [h("h2", {}, t("bags.handovers")), h("ul", { class: "cards" }, handed.map((one) => h("li", {},
        h("a", { href: `#/t/${id}/handover/${one.id}` }, h("div", {}, h("b", {}, one.to_organisation || one.to_name || t("hand.unnamed")), h("span", {}, moment(one.at), " · ", n("bags.count", one.exhibits.length))), icon("arrow-right")))))] : null,
      h("div", { class: "choices" }, bags.some((one) => !gone.has(one.id)) && link(t("hand.title"), `#/t/${id}/handover`, { kind: "wide", picture: "users" })),
    ],
    bar: [link(t("bags.add"), `#/t/${id}/bag`, { kind: "first wide", picture: "plus" })],
  };
}
