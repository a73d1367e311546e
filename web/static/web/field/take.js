// Taking photos: the page's own camera input, so that bytes and metadata are the camera's.
import { during } from "./busy.js";
import { h, icon, message } from "./dom.js";
import { carry, goOn, tell } from "./frame.js";
import * as inbox from "./inbox.js";
import { cameraBack, expectCamera } from "./lock.js";
import * as photos from "./photos.js";
import * as store from "./store.js";
import { known, n, size, t } from "./words.js";

const FEW = 12;
const USUAL = 6 * 1024 * 1024;

// Inputs whose camera is open: the page may show another screen before the photo comes, and the input must live on.
const away = new Set();

/** A button that opens the camera, or the phone's files. `take(files)` gets what came. */
export function camera(label, take, { files = false, kind = "first", many = files, disabled = false } = {}) {
  const input = h("input", {
    type: "file", accept: files ? "image/*,.heic,.heif,.dng" : "image/*", multiple: many,
    capture: files ? null : "environment",
    on: {
      change: () => {
        const chosen = [...input.files];
        input.value = "";
        away.delete(input);
        cameraBack();
        if (chosen.length) during(() => take(chosen));
      },
      click: () => {
        away.add(input);
        expectCamera();
      },
      cancel: () => {
        away.delete(input);
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

/** Takes out what came while the phone was closed, now that the PIN is typed. */
export async function keepHeld() {
  let taken = 0;
  const failed = await inbox.empty(async ({ begun, ...said }, file) => {
    if (begun && !(await store.get("teardown", begun.id))) await store.put("teardown", begun);
    await photos.add({ ...said, file });
    taken += 1;
  });
  carry(failed.map(({ code }) =>
    code === "empty_file"
      ? message("stop", t("take.held_empty"), t("take.empty_file_rest"))
      : message("stop", t("take.still_held"), known(`failed.${code}`) ? t(`failed.${code}_rest`) : "")));
  return taken + failed.length > 0;
}

// On a closed phone it goes where only the PIN takes it out again: {code: "locked"} then says so; any other code
// says that it is not kept.
export const keepOne = (said, file, more = {}) =>
  during(() =>
    photos.add({ ...said, file }).catch(async (error) => {
      if (error.code === "locked") await inbox.hold({ ...said, ...more, file });
      throw error;
    }),
  );

/** Keep these files: {kept: photos, held: how many wait for the PIN, notes: messages about those that are not kept}. */
export async function keep(teardown, slot, files, more = {}) {
  const kept = [];
  const refused = [];
  for (const file of files) {
    try {
      if (await isVideo(file)) throw Object.assign(new Error("video"), { code: "video" });
      const photo = await keepOne({ teardown, slot }, file, more);
      kept.push(photo);
      if (photo.already) refused.push([file, "already"]);
    } catch (error) {
      refused.push([file, error.code || "unknown"]);
      if (error.code === "storage_full") break;
    }
  }
  const codes = new Map(refused.map(([file, code]) => [known(`take.${code}`) ? code : "unknown", file]));
  const notes = [...codes].map(([code, file]) =>
    message(["already", "locked"].includes(code) ? "warn" : "stop", t(`take.${code}`, { name: file.name }), t(`take.${code}_rest`)));
  return { kept, held: refused.filter(([, code]) => code === "locked").length, notes };
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
