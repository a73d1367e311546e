// What happened to one photo so far, in words; and the row that says it.
import { h, icon, state } from "./dom.js";
import * as photos from "./photos.js";
import { slotName } from "./shots.js";
import { known, n, number, t } from "./words.js";

const PART = 256 * 1024;
const parts = (bytes) => Math.max(1, Math.ceil(bytes / PART));

/** {kind, picture, words} of a photo of the queue. */
export function stateOf(photo) {
  if (photo.state === "received") return { kind: "ok", picture: "circle-check", words: t("state.received"), receipt: photo.receipt };
  if (photo.problem) return { kind: "stop", picture: "octagon-x", words: t(known(`photo.problem_${photo.problem.code}`) ? `photo.problem_${photo.problem.code}` : "photo.problem_refused") };
  if (photo.state === "part") {
    const all = parts(photo.total);
    const words = all < 2 ? t("state.going") : n(photo.sending ? "state.sending" : "state.part", all, { done: number(Math.floor(photo.sent / PART)) });
    return { kind: "warn", picture: "upload", words, values: [photo.sent, photo.total] };
  }
  if (photo.state === "preview") return { kind: "quiet", picture: "clock", words: t("state.preview") };
  return { kind: "quiet", picture: "smartphone", words: t("state.phone") };
}

const signature = (photo) => [photo.preview, photo.state, photo.sent, photo.receipt, photo.sending, (photo.problem || {}).code, (photo.requests || []).length, photo.outcome].join("|");

/** A row of the list; `row.fill(photo)` changes only what differs. */
export function photoRow(photo) {
  const image = h("span", { class: "thumb" }, icon(photo.kind === "voice" ? "mic" : "camera"));
  const words = h("div", {});
  const row = h("li", {}, h("a", { href: `#/photo/${photo.id}` }, image, words));
  let seen = "";
  let pictured = false;
  row.fill = (fresh) => {
    if (seen === signature(fresh)) return;
    seen = signature(fresh);
    const said = stateOf(fresh);
    words.replaceChildren(
      h("b", {}, fresh.kind === "voice" ? t("voice.one") : slotName(fresh.slot)),
      state(said.kind, said.picture, said.receipt ? [said.words, " ", h("span", { class: "hash" }, said.receipt)] : said.words),
      said.values && h("progress", { max: said.values[1], value: said.values[0], "aria-label": said.words }) || "",
      fresh.outcome ? state("ok", "stamp", t(`outcome.${fresh.outcome}`)) : "");
    if (fresh.preview === "made" && !pictured) {
      pictured = true;
      photos.previewUrl(photo.id).then((url) => {
        if (url) image.replaceChildren(h("img", { src: url, alt: "", width: 60, height: 46 }));
      }, () => {});
    }
  };
  row.fill(photo);
  return row;
}

const WINDOW = 40;

/** A list that draws 40 rows and goes on when its end comes into sight: 500 photos stay quick. */
export function photoList() {
  const list = h("ul", { class: "sends" });
  const more = h("div", { class: "end" });
  const rows = new Map();
  let all = [];
  let shown = WINDOW;
  const seeing = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && shown < all.length) {
      shown += WINDOW;
      draw();
    }
  }, { rootMargin: "400px" });
  seeing.observe(more);

  function draw() {
    all.slice(0, shown).forEach((photo, at) => {
      let row = rows.get(photo.id);
      if (row) row.fill(photo);
      else {
        row = photoRow(photo);
        rows.set(photo.id, row);
      }
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] || null);
    });
    while (list.childElementCount > Math.min(shown, all.length)) list.lastElementChild.remove();
  }
  return {
    node: h("div", {}, list, more),
    set(photosNow) { all = photosNow; draw(); },
    stop: () => seeing.disconnect(),
  };
}
