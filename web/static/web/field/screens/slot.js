// One shot of the list: a sketch, one sentence, the camera; or a reason why it is left out.
import { button, h, message, picture, text } from "../dom.js";
import { go } from "../frame.js";
import { howTo, slotName, sketchOf } from "../shots.js";
import { photoList } from "../states.js";
import { watch } from "../live.js";
import * as store from "../store.js";
import { camera, roomLeft, shoot } from "../take.js";
import { facts, t } from "../words.js";

export async function open(id, slot) {
  const teardown = await store.get("teardown", id);
  const room = await roomLeft();
  const list = photoList();
  const stop = await watch((photos) => list.set(photos.filter((photo) => photo.slot === slot)), id);
  const reason = (teardown.skipped || {})[slot];
  const back = () => go(`#/t/${id}`);
  const full = Boolean(room && room.full);
  return {
    title: slotName(slot), back: `#/t/${id}/list`,
    body: [
      picture(sketchOf(slot), "sketch big"),
      text("lead", howTo(slot)),
      room && room.node,
      reason && message("", t(`skip.${reason}`), t("skip.changed")),
      list.node,
      h("details", { class: "under" }, h("summary", {}, t("skip.title")),
        h("div", { class: "choices" }, facts.skips.map((code) => button(t(`skip.${code}`), () => skip(id, slot, code).then(back), { kind: "wide" })))),
    ],
    bar: [h("div", { class: "row" },
      camera(t("shots.shoot"), (files) => shoot(id, slot, files, back), { disabled: full }),
      camera(t("files.short"), (files) => shoot(id, slot, files, back), { files: true, kind: "", disabled: full }))],
    leave: () => { stop(); list.stop(); },
  };
}

async function skip(id, slot, code) {
  const teardown = await store.get("teardown", id);
  await store.put("teardown", { ...teardown, skipped: { ...teardown.skipped, [slot]: code } });
}
