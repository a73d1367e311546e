// New teardown, second tap: roughly where. A region on the map; a square, this phone's place made coarse, or nothing.
import { button, h, message, text } from "../dom.js";
import * as draft from "../draft.js";
import { go, show, tell } from "../frame.js";
import { country, squares } from "../map.js";
import { facts, t } from "../words.js";

const on = () => go("#/new/safety");
const open_ = { open: true };

export async function open() {
  const { last } = await draft.settings();
  const again = last && last.region;
  return {
    title: t("place.title"), sub: t("new.step", { n: 2, of: 3 }), back: "#/new",
    body: [
      text("", t("place.lead")),
      country((code) => { draft.set({ region: code, place: { kind: "region", value: code } }); on(); }, again || ""),
      h("details", { class: "under" }, h("summary", {}, t("place.by_name")), byName()),
      h("div", { class: "choices" },
        button(t("place.square"), () => chooseRegion(), { kind: "wide", picture: "grid" }),
        "geolocation" in navigator && button(t("place.here"), here, { kind: "wide", picture: "locate" })),
    ],
    bar: [
      button(t("place.none"), () => { draft.set({ region: "", place: { kind: "none", value: "" } }); on(); }, {}),
      again && button(t("place.again", { region: facts.regions[again] }), () => {
        draft.set({ region: again, place: { kind: "region", value: again } });
        on();
      }, { kind: "first" }),
    ],
  };
}

const byName = () =>
  h("div", { class: "choices" }, Object.entries(facts.regions).map(([code, name]) =>
    button(name, () => { draft.set({ region: code, place: { kind: "region", value: code } }); on(); }, { kind: "wide" })));

function chooseRegion() {
  show({
    title: t("place.square_in"), sub: t("new.step", { n: 2, of: 3 }), back: "#/new",
    body: [text("", t("place.square_lead")), country(chooseSquare)],
  }, open_);
}

function chooseSquare(code) {
  show({
    title: facts.regions[code], sub: t("place.square_title"), back: "#/new",
    body: [text("", t("place.square_size")), squares(code, (value) => {
      draft.set({ region: code, place: { kind: "grid", value } });
      on();
    })],
    bar: [button(t("place.region_only"), () => { draft.set({ region: code, place: { kind: "region", value: code } }); on(); }, { kind: "wide" })],
  }, open_);
}

// A tenth of a degree is some ten kilometres: finer never leaves this function.
function here() {
  tell(message("", t("place.looking"), t("place.looking_rest")));
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const value = `${coords.latitude.toFixed(1)},${coords.longitude.toFixed(1)}`;
      draft.set({ region: "", place: { kind: "point", value } });
      on();
    },
    (error) => tell(message("warn", t(error.code === 1 ? "place.denied" : "place.not_found"), t("place.tap_instead"))),
    { timeout: 20_000, maximumAge: 600_000 },
  );
}
