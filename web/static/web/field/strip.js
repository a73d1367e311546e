// The calm strip under the head: what the queue is doing, only when somebody should know.
import { h, icon } from "./dom.js";
import * as queue from "./queue.js";
import { n, t } from "./words.js";

const LOUD = { server_full: "server", captive: "wifi-off", refused: "triangle-alert", storage_full: "triangle-alert" };
let place = null;
let last = null;

queue.subscribe((seen) => {
  last = seen;
  if (place && place.isConnected) fill(place, seen);
});

/** The strip; it keeps itself up to date. */
export function strip() {
  place = h("div", { class: "strip", role: "status" });
  if (last) fill(place, last);
  return place;
}

function fill(into, seen) {
  const said = words(seen);
  const key = JSON.stringify(said);
  if (into.dataset.said === key) return;
  into.dataset.said = key;
  into.replaceChildren();
  if (!said) return;
  into.append(h("a", { class: `net ${said.kind}`, href: said.to }, icon(said.picture),
    h("p", {}, h("strong", {}, said.strong), " ", said.rest)));
}

function words(seen) {
  const kept = seen.waiting ? n("net.kept", seen.waiting) : t("net.kept_none");
  const code = seen.problem && seen.problem.code;
  if (code === "sign_in") return said("key-round", "net.sign_in", n("net.sign_in_rest", seen.waiting), "#/renew");
  if (code in LOUD) return said(LOUD[code], `net.${code}`, t(`net.${code}_rest`));
  if (seen.network === "offline" || code === "network") return said("wifi-off", "net.offline", kept);
  if (seen.paused) return said("pause", "net.paused", kept);
  if (code === "wifi_only" || code === "line_unknown") return said("wifi-off", `net.${code}`, kept);
  return null;
}

const said = (picture, key, rest, to = "#/sending") => ({ kind: "", picture, strong: t(key), rest, to });
