// Hand-over with no network: which bags, to whom, and both sign with a finger.
import { button, h, message, text } from "../dom.js";
import { shown } from "../bagcodes.js";
import { go, tell } from "../frame.js";
import { uuid } from "../crypto.js";
import * as draft from "../draft.js";
import { signaturePad } from "../signature.js";
import * as store from "../store.js";
import { facts, t } from "../words.js";

const MOST_NAMES = 8;

export async function open(id) {
  const handed = new Set((await store.all("handover")).flatMap((one) => one.exhibits));
  const bags = (await store.all("exhibit")).filter((one) => one.teardown === id && !handed.has(one.id));
  const chosen = new Set(bags.map((one) => one.id));
  const kept = await draft.settings();
  const names = kept.names || [];
  let organisation = "";
  const from = field("from", t("hand.from"), names);
  const to = field("to", t("hand.to"), names);
  const signs = [signaturePad(t("sign.from")), signaturePad(t("sign.to"))];
  const save = async () => {
    const strokes = signs.map((one) => one.strokes());
    if (!chosen.size) return tell(message("stop", t("hand.no_bag")));
    if (!organisation && !to.input.value.trim()) return tell(message("stop", t("hand.to_nobody"), t("hand.to_nobody_rest")));
    if (strokes.some((one) => !one.length)) return tell(message("stop", t("hand.unsigned"), t("hand.unsigned_rest")));
    const [giver, taker] = [from, to].map(({ input }) => input.value.trim());
    const handover = {
      id: uuid(), teardown: id, exhibits: [...chosen], from_name: giver, to_name: taker,
      to_organisation: organisation, at: new Date().toISOString(), signatures: { from: strokes[0], to: strokes[1] },
    };
    await store.put("handover", handover);
    await draft.remember({ names: [...new Set([giver, taker, ...names])].filter(Boolean).slice(0, MOST_NAMES) });
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

// Nobody is written down as giver or taker by default: a name is tapped, typed or dictated, or there is none.
function field(id, label, names) {
  const input = h("input", { type: "text", id, maxlength: 120, autocomplete: "off", "aria-describedby": `${id}-help` });
  const known = names.map((name) => button(name, () => { input.value = name; }));
  return { input, node: h("div", { class: "field", role: "group", "aria-label": label }, h("label", { for: id }, label), input,
    h("p", { class: "help", id: `${id}-help` }, t("hand.name_help")), known.length ? h("div", { class: "names" }, known) : null) };
}
