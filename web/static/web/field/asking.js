// Re-shoot requests: what the lab asks to have photographed again, while the team is still there.
import { button, h, icon, picture } from "./dom.js";
import * as photos from "./photos.js";
import * as store from "./store.js";
import { sketchOf, slotName } from "./shots.js";
import { camera, shoot } from "./take.js";
import { goOn } from "./frame.js";
import { t } from "./words.js";

/** Photos for which a request stands open: nobody shot it again since, or said that it cannot be reached. */
export const asked = (list) =>
  list.filter((photo) => open(photo).length && !photo.answered &&
    !list.some((other) => other.slot === photo.slot && other.id !== photo.id && (other.takenAt || "") > (photo.takenAt || "")));

const open = (photo) => (photo.requests || []).filter((one) => !["done", "cannot_reach"].includes(one.answer));

export function request(photo) {
  const image = h("span", { class: "thumb large" }, icon("eye-off"));
  photos.previewUrl(photo.id).then((url) => {
    if (url) image.replaceChildren(h("img", { src: url, alt: t("again.yours"), width: 108, height: 108 }));
  }, () => {});
  const light = open(photo).some(({ code }) => ["glare", "low_contrast", "ground_off", "illegible", "dark"].includes(code));
  return h("section", { class: "again" },
    h("header", {}, icon("rotate-ccw"), h("h2", {}, t("again.title", { slot: slotName(photo.slot) }))),
    h("div", { class: "body" }, image,
      h("div", {}, open(photo).slice(0, 2).map((one) => h("p", {}, one.sentence)),
        h("div", { class: "hint" }, picture(light ? "s-light" : sketchOf(photo.slot)), h("span", { class: "small" }, t("again.kept"))))),
    h("div", { class: "btns" },
      button(t("again.cannot"), () => cannot(photo)),
      camera(t("again.shoot"), (files) => shoot(photo.teardown, photo.slot, files, async () => {
        await answer(photo, "done");
        goOn.route();
      }))));
}

// In the server's own words: it hears them with the next contact.
const answer = (photo, answered) => store.update("photo", photo.id, (one) => ({ ...one, answered }));

async function cannot(photo) {
  await answer(photo, "cannot_reach");
  await store.update("teardown", photo.teardown, (one) => ({ ...one, skipped: { ...one.skipped, [photo.slot]: "unreachable" } }));
  goOn.route();
}
