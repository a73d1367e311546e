// One bag: its label's QR is scanned, or the phone makes a code to be written on it; the check digits catch slips.
import { button, h, message, text } from "../dom.js";
import { newCode, readCode, shown } from "../bagcodes.js";
import { carry, go, tell } from "../frame.js";
import { uuid } from "../crypto.js";
import { codesIn } from "../reading.js";
import * as store from "../store.js";
import { camera } from "../take.js";
import { facts, t } from "../words.js";

export async function open(id) {
  let code = "";
  const place = h("div", { "aria-live": "polite" });
  const typed = h("input", { type: "text", id: "bag", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 14, "aria-describedby": "bag-help" });
  const sealed = h("input", { type: "checkbox" });
  let what = "";
  const kinds = h("fieldset", { class: "pick" }, h("legend", {}, t("bag.what")), facts.exhibits.map((one) =>
    h("label", { class: "tick" }, h("input", { type: "radio", name: "what", on: { change: () => { what = t(`exhibit.${one}`); } } }), h("span", {}, t(`exhibit.${one}`)))));
  const take = (found, words) => {
    code = found;
    typed.value = shown(found);
    place.replaceChildren(h("p", { class: "code" }, shown(found)), text("", words));
  };
  const scan = async ([file]) => {
    place.replaceChildren(message("", t("code.reading")));
    const found = (await codesIn(file).catch(() => [])).map((one) => readCode(lastPart(one.text))).find(Boolean);
    if (found) take(found, t("bag.scanned"));
    else place.replaceChildren(message("warn", t("bag.not_found"), t("bag.not_found_rest")));
  };
  const save = async () => {
    const found = readCode(typed.value) || code;
    if (!found || (typed.value && !readCode(typed.value))) return tell(message("stop", t("bag.wrong"), t("bag.wrong_rest")));
    if ((await store.all("exhibit")).some((one) => one.code === found)) return tell(message("stop", t("bag.twice"), t("bag.twice_rest")));
    await store.put("exhibit", { id: uuid(), teardown: id, code: found, description: what, sealed: sealed.checked });
    carry([message("ok", t("bag.saved", { code: shown(found) }), t("bag.saved_rest"))]);
    return go(`#/t/${id}/bags`);
  };
  return {
    title: t("bag.title"), back: `#/t/${id}/bags`,
    body: [
      text("lead", t("bag.lead")), place,
      h("div", { class: "choices" }, camera(t("bag.scan"), scan, { kind: "wide", many: false }), button(t("bag.make"), () => take(newCode(), t("bag.write")), { kind: "wide", picture: "pen-line" })),
      h("div", { class: "field" }, h("label", { for: "bag" }, t("bag.type")), typed, h("p", { class: "help", id: "bag-help" }, t("bag.help"))),
      kinds, h("label", { class: "tick" }, sealed, h("span", {}, t("bag.sealed"))),
    ],
    bar: [button(t("bag.save"), save, { kind: "first wide", picture: "check" })],
  };
}

// The QR of a printed label may hold an address that ends with the code.
const lastPart = (words) => words.split(/[/?#=]/).filter(Boolean).pop() || "";
