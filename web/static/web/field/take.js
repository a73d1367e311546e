// Taking photos: the page's own camera input, so that bytes and metadata are the camera's.
import { h, icon, message } from "./dom.js";
import { carry, goOn, tell } from "./frame.js";
import { cameraBack, expectCamera } from "./lock.js";
import * as photos from "./photos.js";
import * as store from "./store.js";
import { known, n, size, t } from "./words.js";

const FEW = 12;
const USUAL = 6 * 1024 * 1024;

/** A button that opens the camera, or the phone's files. `take(files)` gets what came. */
export function camera(label, take, { files = false, kind = "first", many = files, disabled = false } = {}) {
  const input = h("input", {
    type: "file", accept: files ? "image/*,.heic,.heif,.dng" : "image/*", multiple: many,
    capture: files ? null : "environment",
    on: {
      change: () => {
        const chosen = [...input.files];
        input.value = "";
        cameraBack();
        if (chosen.length) take(chosen);
      },
      click: () => expectCamera(),
      cancel: () => {
        cameraBack();
        tell(message("warn", t("camera.none"), t("camera.none_rest")));
      },
    },
  });
  const made = h("label", { class: `btn file ${kind}` }, input, h("i", { class: "ring" }), icon(files ? "upload" : "camera"), h("span", {}, label));
  made.off = (off) => {
    input.disabled = off;
    made.classList.toggle("off", off);
  };
  made.off(disabled);
  return made;
}

/** What to say of the room before a shot; null when there is plenty. `full`: no photo fits. */
export async function roomLeft() {
  const left = await store.room();
  if (left === Infinity) return null;
  if (!(await photos.roomForAShot())) return { full: true, node: message("stop", t("room.full"), t("room.full_rest", { size: size(left) })) };
  const count = Math.floor(left / USUAL);
  return count < FEW * 5 ? { full: false, node: message("warn", n("room.few", count)) } : null;
}

// What the camera brought after the phone had locked itself: kept as soon as the PIN was typed.
const held = [];

/** Takes in what waited for the PIN. */
export async function keepHeld() {
  const notes = [];
  for (const { teardown, slot, files } of held.splice(0)) notes.push(...(await keep(teardown, slot, files)).notes);
  if (notes.length) carry(notes);
}

/** Keep these files: {kept: photos, notes: messages about those that could not be}. */
export async function keep(teardown, slot, files) {
  const kept = [];
  const refused = [];
  for (const file of files) {
    try {
      if (await isVideo(file)) throw Object.assign(new Error("video"), { code: "video" });
      const photo = await photos.add({ teardown, slot, file });
      kept.push(photo);
      if (photo.already) refused.push([file, "already"]);
    } catch (error) {
      refused.push([file, error.code || "unknown"]);
      if (error.code === "locked") held.push({ teardown, slot, files: files.slice(files.indexOf(file)) });
      if (error.code === "storage_full" || error.code === "locked") break;
    }
  }
  const codes = new Map(refused.map(([file, code]) => [known(`take.${code}`) ? code : "unknown", file]));
  const notes = [...codes].map(([code, file]) =>
    message(code === "already" ? "warn" : "stop", t(`take.${code}`, { name: file.name }), t(`take.${code}_rest`)));
  return { kept, notes };
}

/** Keep them, let the queue know, and show the screen anew with what there is to say; `then` leads elsewhere. */
export async function shoot(teardown, slot, files, then = () => goOn.route()) {
  const { kept, notes } = await keep(teardown, slot, files);
  if (!kept.length) return tell(...notes);
  carry(notes);
  return then();
}

// HEIC and MP4 share their first bytes; the brand behind them tells them apart.
const PICTURES = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )/;

async function isVideo(file) {
  if (/^video\//.test(file.type)) return true;
  const head = new TextDecoder("latin1").decode(await file.slice(0, 16).arrayBuffer().catch(() => new ArrayBuffer(0)));
  return (head.slice(4, 8) === "ftyp" && !PICTURES.test(head.slice(8))) || head.startsWith("\x1aE\xdf\xa3");
}
