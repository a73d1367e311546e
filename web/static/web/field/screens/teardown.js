// One teardown: requests first, its photos, and at the bottom edge the camera for the next shot of the list.
import { asked, request } from "../asking.js";
import { h, link } from "../dom.js";
import { goOn } from "../frame.js";
import { nameOf } from "../kinds.js";
import { counted, watch } from "../live.js";
import { nextSlot, oneMore, progress } from "../shots.js";
import { photoList } from "../states.js";
import * as store from "../store.js";
import { camera, roomLeft, shoot } from "../take.js";
import { t } from "../words.js";
import { summary, titleOf } from "./home.js";
import { failed } from "./broken.js";

export async function open(id) {
  const teardown = await store.get("teardown", id);
  if (!teardown) return failed(Object.assign(new Error(), { code: "missing" }));
  const room = await roomLeft();
  const agains = h("div", { class: "agains", "aria-live": "polite" });
  const words = h("p", { class: "small", role: "status" });
  const list = photoList();
  const bar = h("div", { class: "steps" });
  const row = h("div", { class: "row" });
  let shownRequests = null;
  let shownNext = null;
  const stop = await watch((photos) => {
    const wanted = asked(photos);
    const key = wanted.map((one) => one.id).join();
    if (key !== shownRequests) {
      shownRequests = key;
      agains.replaceChildren(...wanted.map(request));
    }
    const said = summary(counted(photos));
    if (words.textContent !== said) words.textContent = said;
    list.set(photos);
    const next = nextSlot(teardown, photos, photos.length ? photos[0].slot : "");
    const done = progress(teardown, photos);
    const nextKey = `${next && next.slot}|${done.done}|${done.all}`;
    if (nextKey === shownNext) return;
    shownNext = nextKey;
    const more = oneMore(teardown);
    bar.replaceChildren(h("span", {}, next ? t("shots.next", { slot: next.name }) : t("shots.done")), h("span", {}, t("shots.progress", { n: done.done, of: done.all })));
    row.replaceChildren(
      next
        ? camera(t("shots.shoot"), (files) => shoot(id, next.slot, files), { disabled: Boolean(room && room.full) })
        : camera(t("shots.one_more"), (files) => shoot(id, more.slot, files, async () => {
          await store.update("teardown", id, (one) => ({ ...one, boards: more.boards }));
          goOn.route();
        }), { disabled: Boolean(room && room.full) }),
      link(t("shots.list"), `#/t/${id}/list`, { picture: "list-checks" }));
  }, id);
  return {
    title: nameOf(teardown.weapon_model), sub: t("teardown.named", { name: titleOf(teardown) }), back: "#/",
    body: [
      agains, room && room.node,
      h("div", { class: "qhead" }, h("h2", {}, t("teardown.photos"))), words, list.node,
      h("nav", { class: "choices", "aria-label": t("teardown.more") },
        link(t("voice.title"), `#/t/${id}/voice`, { kind: "wide", picture: "mic" }),
        link(t("code.title"), `#/t/${id}/code`, { kind: "wide", picture: "qr-code" }),
        link(t("bags.title"), `#/t/${id}/bags`, { kind: "wide", picture: "package" }),
        link(t("more.title"), `#/t/${id}/more`, { kind: "wide", picture: "pen-line" })),
    ],
    bar: [bar, row],
    leave: () => { stop(); list.stop(); },
  };
}
