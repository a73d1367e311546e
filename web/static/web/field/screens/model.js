// New teardown, first tap: which weapon. By picture, by name in either script, or "not sure".
import { button, h, icon, picture } from "../dom.js";
import * as draft from "../draft.js";
import { go } from "../frame.js";
import { find, modelName, modelOf } from "../kinds.js";
import { facts, n, t } from "../words.js";

export async function open() {
  draft.begin();
  const { last } = await draft.settings();
  const often = [last && last.weapon_model, ...facts.often].filter((slug, at, all) => slug && modelOf(slug) && all.indexOf(slug) === at);
  const results = h("div", { class: "results", "aria-live": "polite" });
  const choices = h("div", {});
  const search = h("input", {
    type: "search", id: "search", autocomplete: "off", enterkeyhint: "search", "aria-describedby": "search-help",
    on: { input: () => searched(search.value, results, choices) },
  });
  start(choices, often.slice(0, 4));
  return {
    title: t("model.title"), sub: t("new.step", { n: 1, of: 3 }), back: "#/",
    body: [
      h("div", { class: "field" }, h("label", { for: "search" }, t("model.search")), search, h("p", { class: "vh", id: "search-help" }, t("model.search_help"))),
      choices, results,
    ],
    bar: [button(t("model.not_sure"), () => choose(""), { kind: "wide", picture: "circle-help" })],
  };
}

function start(into, often) {
  into.replaceChildren(
    h("h2", {}, t("model.often")), h("div", { class: "tiles" }, often.map((slug) => tile(modelOf(slug)))),
    h("h2", {}, t("model.kinds")), h("div", { class: "tiles" }, facts.groups.map((group) => kindTile(group, into, often))));
}

const tile = (model) =>
  h("button", { type: "button", class: "tile", on: { click: () => choose(model.slug) } }, picture(`w-${model.group}`, "weapon"), h("b", {}, modelName(model)));

function kindTile(group, into, often) {
  const models = facts.models.filter((model) => model.group === group);
  if (!models.length) return null;
  return h("button", {
    type: "button", class: "tile",
    on: {
      click: () => {
        const heading = h("h2", { tabindex: "-1" }, t(`group.${group}`));
        into.replaceChildren(heading, h("div", { class: "choices" }, models.map(row)),
          button(t("model.other_kinds"), () => start(into, often), { kind: "wide", picture: "arrow-left" }));
        heading.focus();
        scrollTo(0, 0);
      },
    },
  }, picture(`w-${group}`, "weapon"), h("b", {}, t(`group.${group}`)), h("small", {}, n("model.count", models.length)));
}

const row = (model) =>
  h("button", { type: "button", class: "btn wide choice", on: { click: () => choose(model.slug) } },
    picture(`w-${model.group}`, "weapon small"), h("span", {}, h("b", {}, modelName(model)), h("small", {}, modelName(model) === model.uk ? model.en : model.uk)), icon("arrow-right"));

function searched(words, into, choices) {
  const hits = find(words).slice(0, 12);
  choices.hidden = Boolean(words.trim());
  if (!words.trim()) into.replaceChildren();
  else if (hits.length) into.replaceChildren(h("div", { class: "choices" }, hits.map(row)));
  else into.replaceChildren(h("p", {}, t("model.nothing")));
}

function choose(slug) {
  draft.set({ weapon_model: slug });
  go("#/new/place");
}
