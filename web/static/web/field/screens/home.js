// Home: what the lab asks for first, then the teardowns on this phone, and the way to a new one.
import { asked, request } from "../asking.js";
import { h, icon, link, message, picture, text } from "../dom.js";
import { groupOf, nameOf } from "../kinds.js";
import { counted, watch } from "../live.js";
import { persistent, all } from "../store.js";
import { roomLeft } from "../take.js";
import { day, n, t } from "../words.js";

export async function open() {
  const teardowns = (await all("teardown")).sort((a, b) => b.started_at.localeCompare(a.started_at));
  const room = await roomLeft();
  const agains = h("div", { class: "agains", "aria-live": "polite" });
  const list = h("ul", { class: "cards" });
  let shownRequests = "";
  const stop = await watch((photos) => {
    const wanted = asked(photos);
    const key = wanted.map((one) => one.id).join();
    if (key !== shownRequests) {
      shownRequests = key;
      agains.replaceChildren(...wanted.slice(0, 5).map(request));
    }
    draw(list, teardowns, photos);
  });
  return {
    title: t("home.title"),
    body: [
      agains, room && room.node,
      teardowns.length ? [h("h2", {}, t("home.here")), list] : text("lead", t("home.empty")),
      !(await persistent()) && teardowns.length ? message("warn", t("home.not_persistent"), t("home.not_persistent_rest")) : null,
      h("nav", { class: "choices", "aria-label": t("home.more") },
        link(t("sending.title"), "#/sending", { kind: "wide", picture: "upload" }),
        link(t("receipt.title"), "#/receipt", { kind: "wide", picture: "shield-check" }),
        link(t("settings.title"), "#/settings", { kind: "wide", picture: "settings" })),
    ],
    bar: [link(t("home.new"), "#/new", { kind: "first wide", picture: "plus" })],
    leave: stop,
  };
}

function draw(list, teardowns, photos) {
  list.replaceChildren(...teardowns.map((teardown) => {
    const of = counted(photos.filter((photo) => photo.teardown === teardown.id));
    return h("li", {}, h("a", { href: `#/t/${teardown.id}` },
      picture(`w-${groupOf(teardown.weapon_model)}`, "weapon small"),
      h("div", {}, h("b", {}, nameOf(teardown.weapon_model)), h("small", {}, [day(teardown.started_at), titleOf(teardown)].join(" · ")), h("span", {}, summary(of))),
      icon("arrow-right")));
  }));
}

/** The short name of a teardown: its number of order, made from its id until somebody gives one. */
export const titleOf = (teardown) => teardown.order_number || teardown.id.slice(0, 4).toUpperCase();

/** "21 photos: 7 received, 4 part-sent, 10 waiting". */
export const summary = (of) =>
  (of.all ? t("summary", { photos: n("photos", of.all), received: n("received", of.received), part: n("part", of.part), waiting: n("waiting", of.waiting) }) : t("home.no_photos"));
