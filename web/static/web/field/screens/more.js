// More about a teardown, by taps alone: how it came down, a number of order if there is one. All of it may stay empty.
import { button, h, message, text } from "../dom.js";
import { carry, go } from "../frame.js";
import { nameOf } from "../kinds.js";
import * as store from "../store.js";
import { facts, t } from "../words.js";
import { placeName } from "./safety.js";

export async function open(id) {
  const teardown = await store.get("teardown", id);
  const chosen = new Set(teardown.circumstances);
  const chips = facts.circumstances.map((code) =>
    h("label", { class: "tick" }, h("input", {
      type: "checkbox", props: { checked: chosen.has(code) },
      on: { change: (event) => (event.target.checked ? chosen.add(code) : chosen.delete(code)) },
    }), h("span", {}, t(`circumstance.${code}`))));
  const order = field("order", t("more.order"), t("more.order_help"), teardown.order_number || "");
  const label = field("label", t("more.label"), t("more.label_help"), teardown.specimen_label || "");
  const save = async () => {
    const values = { circumstances: [...chosen], order_number: order.input.value.trim(), specimen_label: label.input.value.trim() };
    await store.put("teardown", { ...(await store.get("teardown", id)), ...values });
    carry([message("ok", t("more.saved"), t("more.saved_rest"))]);
    go(`#/t/${id}`);
  };
  return {
    title: t("more.title"), sub: nameOf(teardown.weapon_model), back: `#/t/${id}`,
    body: [
      text("", `${t("more.place")}: ${placeName(teardown)}`),
      h("fieldset", { class: "ticks" }, h("legend", {}, t("more.circumstances")), chips),
      order.node, label.node,
    ],
    bar: [button(t("more.save"), save, { kind: "first wide", picture: "check" })],
  };
}

function field(id, label, help, value) {
  const input = h("input", { type: "text", id, maxlength: 60, autocomplete: "off", "aria-describedby": `${id}-help`, props: { value } });
  return { input, node: h("div", { class: "field" }, h("label", { for: id }, label), input, h("p", { class: "help", id: `${id}-help` }, help)) };
}
