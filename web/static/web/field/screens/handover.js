// Hand-over with no network: which bags, to whom, and both sign with a finger.
import { button, h, message, text } from "../dom.js";
import { shown } from "../bagcodes.js";
import { go, tell } from "../frame.js";
import { uuid } from "../crypto.js";
import * as draft from "../draft.js";
import { signaturePad } from "../signature.js";
import * as store from "../store.js";
import { facts, t } from "../words.js";

export async function open(id) {
  const handed = new Set((await store.all("handover")).flatMap((one) => one.exhibits));
  const bags = (await store.all("exhibit")).filter((one) => one.teardown === id && !handed.has(one.id));
  const chosen = new Set(bags.map((one) => one.id));
  const kept = await draft.settings();
  const known = (await store.enrolment()) || {};
  let organisation = "";
  const from = field("from", t("hand.from"), kept.from_name || known.label || "");
  const to = field("to", t("hand.to"), "");
  const signs = [signaturePad(t("sign.from")), signaturePad(t("sign.to"))];
  const save = async () => {
    const strokes = signs.map((one) => one.strokes());
    if (!chosen.size) return tell(message("stop", t("hand.no_bag")));
    if (!organisation && !to.input.value.trim()) return tell(message("stop", t("hand.to_nobody"), t("hand.to_nobody_rest")));
    if (strokes.some((one) => !one.length)) return tell(message("stop", t("hand.unsigned"), t("hand.unsigned_rest")));
    const handover = {
      id: uuid(), teardown: id, exhibits: [...chosen], from_name: from.input.value.trim() || t("hand.unnamed"), to_name: to.input.value.trim() || organisation,
      to_organisation: organisation, at: new Date().toISOString(), signatures: { from: strokes[0], to: strokes[1] },
    };
    await store.put("handover", handover);
    await draft.remember({ from_name: from.input.value.trim() });
    return go(`#/t/${id}/handover/${handover.id}`);
  };
  return {
    title: t("hand.title"), back: `#/t/${id}/bags`,
    body: [
      h("fieldset", { class: "ticks" }, h("legend", {}, t("hand.bags")), bags.map((one) => h("label", { class: "tick" },
        h("input", { type: "checkbox", props: { checked: true }, on: { change: (event) => (event.target.checked ? chosen.add(one.id) : chosen.delete(one.id)) } }),
        h("span", {}, h("span", { class: "hash" }, shown(one.code)), " ", one.description)))),
      h("fieldset", { class: "pick" }, h("legend", {}, t("hand.whom")), facts.receivers.map((code) => h("label", { class: "tick" },
        h("input", { type: "radio", name: "whom", on: { change: () => { organisation = t(`receiver.${code}`); } } }), h("span", {}, t(`receiver.${code}`))))),
      from.node, to.node, text("small", t("hand.names")),
      ...signs.map((one) => one.node),
    ],
    bar: [button(t("hand.save"), save, { kind: "first wide", picture: "pen-line" })],
  };
}

function field(id, label, value) {
  const input = h("input", { type: "text", id, maxlength: 120, autocomplete: "off", props: { value } });
  return { input, node: h("div", { class: "field" }, h("label", { for: id }, label), input) };
}
