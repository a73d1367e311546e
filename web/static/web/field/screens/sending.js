// The queue: how many of how many, what stands in the way, pause, Wi-Fi only, minutes left.
import { button, h, link, message } from "../dom.js";
import { counted, watch } from "../live.js";
import * as photos from "../photos.js";
import * as queue from "../queue.js";
import { photoList } from "../states.js";
import { n, size, t } from "../words.js";
import { summary } from "./home.js";

export async function open() {
  const head = h("div", { class: "sending", role: "status" });
  const bar = h("div", { class: "row" });
  const list = photoList();
  const forgetting = h("div", {});
  const full = !(await photos.roomForAShot());
  const wifi = h("input", { type: "checkbox", on: { change: () => queue.setWifiOnly(wifi.checked) } });
  let shownHead = "";
  const stop = await watch((all, seen) => {
    list.set(order(all));
    const old = all.filter((one) => photos.mayForget(one, full));
    forgetting.replaceChildren(...(old.length ? [button(n("sending.forget", old.length), () => forget(old), { kind: "wide", picture: "trash" })] : []));
    if (!seen) return;
    wifi.checked = seen.wifiOnly;
    const nodes = said(all, seen);
    const key = nodes.map((node) => node.textContent).join() + seen.paused + nodes.length;
    if (key === shownHead) return;
    shownHead = key;
    head.replaceChildren(...nodes);
    bar.replaceChildren(
      seen.paused
        ? button(t("sending.resume"), () => queue.resume(), { kind: "first", picture: "upload" })
        : button(t("sending.pause"), () => queue.pause(), { picture: "pause" }),
      seen.problem && seen.problem.code === "sign_in"
        ? link(t("sending.sign_in"), "#/renew", { kind: "first", picture: "key-round" })
        : !seen.paused && button(t("sending.now"), () => queue.resume(), { kind: "first", picture: "rotate-cw" }) || "");
  });
  return {
    title: t("sending.title"), back: "#/", plain: true,
    body: [head, h("label", { class: "tick" }, wifi, h("span", {}, t("sending.wifi_only"))), forgetting, list.node],
    bar: [bar],
    leave: () => { stop(); list.stop(); },
  };
}

// Oldest first; what does not go stays and says why on its own page.
async function forget(old) {
  for (const { id } of [...old].reverse()) await photos.forget(id).catch(() => {});
}

const NAMES = { teardown: "home.title", code: "code.title", exhibit: "bag.title", handover: "hand.title" };
const FIRST = { part: 0, preview: 1, phone: 2, received: 3 };
const order = (all) => [...all].sort((a, b) => FIRST[a.state] - FIRST[b.state]);

function said(all, seen) {
  const of = counted(all);
  const bytes = all.filter((one) => one.state !== "received").reduce((sum, one) => sum + one.size - (one.sent || 0), 0);
  const nodes = [h("p", { class: "lead" }, summary(of))];
  if (of.all) nodes.push(h("progress", { max: of.all, value: of.received, "aria-label": t("sending.done", { n: of.received, of: of.all }) }));
  const code = (seen.problem && seen.problem.code) || (seen.network === "offline" ? "offline" : "");
  if (seen.paused) nodes.push(message("warn", t("net.paused"), n("net.kept", seen.waiting)));
  else if (code) nodes.push(message(code === "offline" || code === "network" ? "" : "warn", t(`net.${code}`), restOf(code, seen)));
  else if (seen.waiting) {
    nodes.push(h("p", {}, seen.minutesLeft === null ? t("sending.measuring") : n("sending.minutes", seen.minutesLeft), " · ", t("sending.left", { size: size(bytes) })));
  }
  const refused = Object.keys(seen.refused || {}).length + all.filter((one) => one.problem).length;
  if (refused) nodes.push(message("stop", n("sending.refused", refused), t("sending.refused_rest")));
  for (const [id, { problem }] of Object.entries(seen.refused || {})) {
    nodes.push(message("stop", t(NAMES[id.split("|")[0]]), [(problem || {}).title, (problem || {}).detail].filter(Boolean).join(" ") || t("photo.problem_rest")));
  }
  if ((seen.damaged || []).length) nodes.push(message("stop", n("sending.damaged", seen.damaged.length), t("sending.damaged_rest")));
  return nodes;
}

const restOf = (code, seen) => (["offline", "network", "wifi_only", "line_unknown"].includes(code)
  ? n("net.kept", seen.waiting) : code === "sign_in" ? n("net.sign_in_rest", seen.waiting) : t(`net.${code}_rest`));
