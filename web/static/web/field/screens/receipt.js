// Check a receipt with no network: the code is compared with what this phone itself computes for its photos.
import { button, h, message, state, text } from "../dom.js";
import { receiptFits, sameCode } from "../receipts.js";
import { slotName } from "../shots.js";
import * as store from "../store.js";
import { moment, n, t } from "../words.js";

export async function open() {
  const found = h("div", { "aria-live": "assertive" });
  const typed = h("input", { type: "text", id: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 20, "aria-describedby": "code-help" });
  const check = async () => found.replaceChildren(...(await look(typed.value)));
  typed.addEventListener("keydown", (event) => { if (event.key === "Enter") check(); });
  return {
    title: t("receipt.title"), back: "#/",
    body: [
      text("", t("receipt.lead")),
      h("div", { class: "field" }, h("label", { for: "code" }, t("receipt.type")), typed, h("p", { class: "help", id: "code-help" }, t("receipt.help"))),
      found,
      button(t("receipt.all"), async () => found.replaceChildren(...(await every())), { kind: "wide", picture: "list-checks" }),
    ],
    bar: [button(t("receipt.check"), check, { kind: "first wide", picture: "shield-check" })],
  };
}

async function look(code) {
  if (code.replace(/[^\p{L}\p{N}]/gu, "").length !== 12) return [message("warn", t("receipt.short"), t("receipt.short_rest"))];
  const secrets = await secretsOf();
  for (const photo of await store.all("photo")) {
    if (photo.receipt && sameCode(code, photo.receipt) && (await receiptFits(photo, secrets))) {
      return [message("ok", t("receipt.right"), t("receipt.right_rest", { slot: slotName(photo.slot), when: moment(photo.receivedAt) })),
        h("p", { class: "hash" }, photo.sha256.match(/.{8}/g).join(" "))];
    }
  }
  return [message("stop", t("receipt.wrong"), t("receipt.wrong_rest"))];
}

async function every() {
  const secrets = await secretsOf();
  const photos = (await store.all("photo")).filter((photo) => photo.receipt);
  const rows = [];
  let right = 0;
  for (const photo of photos) {
    const fits = await receiptFits(photo, secrets);
    right += fits ? 1 : 0;
    rows.push(h("li", {}, h("div", {}, h("b", {}, slotName(photo.slot)), state(fits ? "ok" : "stop", fits ? "circle-check" : "octagon-x", [t(fits ? "receipt.fits" : "receipt.fits_not"), " ", h("span", { class: "hash" }, photo.receipt)]))));
  }
  return [h("p", { class: "lead" }, n("receipt.count", photos.length, { right })), h("ul", { class: "sends plain" }, rows.slice(0, 200))];
}

const secretsOf = async () => ((await store.enrolment()) || {}).secrets || [];
