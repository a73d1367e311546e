// New teardown, third: what must be so before any shot. Then the camera, and with the first photo the teardown.
import { h, icon, text } from "../dom.js";
import * as draft from "../draft.js";
import { carry, go, tell } from "../frame.js";
import { nameOf } from "../kinds.js";
import { squareName } from "../map.js";
import { slots } from "../shots.js";
import { camera, keep, roomLeft } from "../take.js";
import * as store from "../store.js";
import { facts, t } from "../words.js";

export async function open() {
  const begun = draft.drafted();
  const room = await roomLeft();
  const ticked = new Set();
  const first = slots({ ...begun, boards: [] })[0];
  const shoot = camera(t("safety.camera"), (files) => begin(first.slot, files), { disabled: true });
  const files = camera(t("files.short"), (chosen) => begin(first.slot, chosen), { files: true, kind: "", disabled: true });
  const hint = h("p", { class: "steps", role: "status" }, t("safety.tick_all"));
  const ticks = facts.safety.map((code) =>
    h("label", { class: "tick" },
      h("input", {
        type: "checkbox", on: {
          change: (event) => {
            if (event.target.checked) ticked.add(code);
            else ticked.delete(code);
            const all = ticked.size === facts.safety.length && !(room && room.full);
            draft.set({ safety: [...ticked] });
            [shoot, files].forEach((one) => one.off(!all));
            hint.textContent = all ? t("safety.first", { slot: first.name }) : t("safety.tick_all");
          },
        },
      }), h("span", {}, t(`safety.${code}`))));
  return {
    title: t("safety.title"), sub: t("new.step", { n: 3, of: 3 }), back: "#/new/place",
    body: [
      room && room.node,
      h("ul", { class: "said" },
        h("li", {}, h("a", { href: "#/new" }, icon("crosshair"), h("span", {}, nameOf(begun.weapon_model)), h("small", {}, t("safety.change")))),
        h("li", {}, h("a", { href: "#/new/place" }, icon("map-pin"), h("span", {}, placeName(begun)), h("small", {}, t("safety.change"))))),
      h("fieldset", { class: "ticks" }, h("legend", {}, t("safety.lead")), ticks),
      text("small", t("safety.why")),
    ],
    bar: [hint, h("div", { class: "row" }, shoot, files)],
  };

  async function begin(slot, chosen) {
    const teardown = draft.made();
    // Closed meanwhile: it waits with its photo for the PIN.
    await draft.keep(teardown).catch((error) => { if (error.code !== "locked") throw error; });
    const { kept, held, notes } = await keep(teardown.id, slot, chosen, { begun: teardown });
    if (!kept.length) {
      if (!held && store.isOpen()) await store.remove("teardown", teardown.id);
      tell(...notes);
      return;
    }
    draft.begin();
    carry(notes);
    go(`#/t/${teardown.id}`);
  }
}

/** A teardown's place in words. */
export function placeName({ region, place }) {
  if (place.kind === "grid") return `${facts.regions[region] || ""} ${squareName(place.value)}`.trim();
  if (place.kind === "point") return t("place.point", { place: place.value.replace(",", "; ") });
  return region ? facts.regions[region] : t("place.unstated");
}
