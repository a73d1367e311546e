// The shot list of a teardown: what is there, what is left out and why, what comes next; more boards and chips.
import { button, h, icon, picture, state } from "../dom.js";
import { goOn } from "../frame.js";
import { nameOf } from "../kinds.js";
import { watch } from "../live.js";
import { slots } from "../shots.js";
import * as store from "../store.js";
import { camera, shoot } from "../take.js";
import { n, t } from "../words.js";

export async function open(id) {
  const teardown = await store.get("teardown", id);
  const place = h("div", {});
  let shown = "";
  const stop = await watch((photos) => {
    const by = new Map();
    photos.forEach((photo) => by.set(photo.slot, (by.get(photo.slot) || 0) + 1));
    const key = JSON.stringify([...by]);
    if (key === shown) return;
    shown = key;
    place.replaceChildren(...groups(teardown, by));
  }, id);
  return {
    title: t("list.title"), sub: nameOf(teardown.weapon_model), back: `#/t/${id}`,
    body: [place, button(t("list.add_board"), () => change(id, (boards) => [...boards, 1]), { kind: "wide", picture: "plus" })],
    bar: [h("div", { class: "row" },
      camera(t("list.other"), (files) => shoot(id, "other", files)),
      camera(t("files.short"), (files) => shoot(id, "other", files), { files: true, kind: "" }))],
    leave: stop,
  };
}

function groups(teardown, by) {
  const all = slots(teardown);
  const once = all.filter((one) => !one.slot.startsWith("board"));
  const parts = [h("h2", {}, t("list.once")), h("ul", { class: "slots" }, once.map((one) => row(teardown, one, by)))];
  teardown.boards.forEach((_, at) => {
    const own = all.filter((one) => one.slot.startsWith(`board${at + 1}-`));
    parts.push(h("h2", {}, t("list.board", { board: at + 1 })), h("ul", { class: "slots" }, own.map((one) => row(teardown, one, by))),
      button(t("list.add_chip"), () => change(teardown.id, (boards) => boards.map((chips, board) => (board === at ? chips + 1 : chips))), { kind: "wide", picture: "plus" }));
  });
  return parts;
}

function row(teardown, one, by) {
  const count = by.get(one.slot) || 0;
  const reason = (teardown.skipped || {})[one.slot];
  const said = count
    ? state("ok", "circle-check", n("photos", count))
    : reason ? state("quiet", "minus", t(`skip.${reason}`)) : state("quiet", "circle-dot", t("list.open"));
  return h("li", {}, h("a", { href: `#/t/${teardown.id}/slot/${one.slot}` }, picture(one.sketch), h("div", {}, h("b", {}, one.name), said), icon("arrow-right")));
}

async function change(id, boards) {
  const teardown = await store.get("teardown", id);
  await store.put("teardown", { ...teardown, boards: boards(teardown.boards) });
  goOn.route();
}
