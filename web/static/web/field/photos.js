// Photos and voice notes: the exact bytes, hashed and sealed before anything is shown as safe.
import * as ballast from "./ballast.js";
import * as vault from "./crypto.js";
import * as database from "./database.js";
import { fail } from "./errors.js";
import * as inbox from "./inbox.js";
import * as pieces from "./pieces.js";
import { previewOf } from "./previews.js";
import { receiptFits } from "./receipts.js";
import * as store from "./store.js";

// What must be free beside the ballast before the camera opens.
export const ROOM_FOR_A_SHOT = 32 * 1024 * 1024;

const DAY_MS = 24 * 3_600_000;

const urls = new Map();
let previewing = Promise.resolve();

export const roomForAShot = async () => (await store.room()) >= ROOM_FOR_A_SHOT;

// Resolves when the bytes are safe on this phone. {already: true} beside the photo that this teardown has with the very
// same bytes. Codes: locked, empty_file, too_large, storage_full, unreadable. Also while the phone has locked itself and
// may still send: after that the inbox takes it (inbox.js).
export async function add({ teardown, slot = "", file, kind = "photo", assembly = "", takenAt = "" }) {
  const keys = store.sending.keysOf();
  pieces.checked(file);
  const photo = {
    id: vault.uuid(),
    teardown,
    slot,
    kind,
    assembly,
    name: file.name ?? "",
    type: file.type ?? "",
    size: file.size,
    takenAt: takenAt || new Date().toISOString(),
    preview: kind === "photo" ? "todo" : "none",
    sent: 0,
  };
  const kept = await pieces.adding(() => keep(keys, photo, file), ballast.release);
  if (!kept.already && kept.preview === "todo") {
    // What comes out of the inbox is no picture that a browser draws, but sealed pieces.
    if (file instanceof Blob) previewing = previewing.then(() => makePreview(kept, file));
    else await previewTheRest([kept]);
  }
  return kept;
}

async function keep(keys, photo, file) {
  const name = await vault.nameOf(keys, "bytes", photo.id);
  try {
    const { sha256, last } = await pieces.take(keys, name, file);
    photo.sha256 = sha256;
    const twin = { id: `${photo.teardown}|${sha256}`, photo: photo.id };
    const fresh = [await store.sending.sealed("photo", photo), await store.sending.sealed("twin", twin)];
    await database.commit({ pieces: last, fresh });
  } catch (error) {
    await database.commit({ drop: [name] }).catch(() => {});
    const twin = error.name === "ConstraintError" && (await store.sending.get("twin", `${photo.teardown}|${photo.sha256}`));
    if (twin) return { ...(await store.sending.get("photo", twin.photo)), already: true };
    throw error;
  }
  store.announce("photo", photo.id);
  return photo;
}

// After the photo is safe, one at a time. A page that dies of a huge picture finds "todo" and does not try again.
async function makePreview(photo, file) {
  try {
    const made = await previewOf(file);
    if (made) {
      const keys = store.sending.keysOf();
      const named = async (what, bytes) => {
        return pieces.sealedWhole(keys, await vault.nameOf(keys, what, photo.id), bytes);
      };
      await database.commit({
        pieces: [...(await named("preview", made.preview)), ...(await named("thumb", made.thumb))],
      });
    }
    await store.sending.update("photo", photo.id, (one) => ({
      ...one,
      preview: made ? "made" : "none",
      previewSize: made?.preview.length ?? 0,
      thumbSize: made?.thumb.length ?? 0,
    }));
  } catch {
    // Full, locked, wiped: the original is safe and goes without a preview.
  }
}

// What an earlier visit left "todo": once more from the stored bytes, then never again.
export async function previewTheRest(photos) {
  for (const photo of photos.filter((one) => one.preview === "todo" || one.preview === "again")) {
    const last = photo.preview === "again";
    await store.sending.update("photo", photo.id, (one) => ({ ...one, preview: last ? "none" : "again" }));
    if (last || photo.forgotten) continue;
    previewing = previewing.then(async () => {
      const whole = await bytes(photo.id, 0, photo.size, store.sending).catch(() => null);
      if (whole) await makePreview(photo, new Blob([whole], { type: photo.type }));
    });
  }
}

// When the previews of all photos added so far are made.
export const settled = () => previewing;

// A blob: address of the preview (after forgetting: of the small one), or null. Kept until `lock`.
export async function previewUrl(id) {
  const photo = await store.get("photo", id);
  if (photo?.preview !== "made") return null;
  if (!urls.has(id)) {
    const [what, size] = photo.forgotten ? ["thumb", photo.thumbSize] : ["preview", photo.previewSize];
    const bytes = await small(store.inner, what, id, size);
    urls.set(id, URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })));
  }
  return urls.get(id);
}

async function small(through, what, id, size) {
  const keys = through.keysOf();
  return pieces.read(keys, await vault.nameOf(keys, what, id), size);
}

export const previewBytes = (photo, through = store.inner) => small(through, "preview", photo.id, photo.previewSize);

store.onChange((what) => {
  if (what !== "locked" && what !== "wiped") return;
  for (const url of urls.values()) URL.revokeObjectURL(url);
  urls.clear();
});

// The exact bytes. Codes: locked, unknown, forgotten, damaged.
export async function bytes(id, from = 0, to = Infinity, through = store.inner) {
  const photo = (await through.get("photo", id)) ?? fail("unknown");
  if (photo.forgotten) fail("forgotten");
  const keys = through.keysOf();
  return pieces.read(keys, await vault.nameOf(keys, "bytes", id), photo.size, from, Math.min(to, photo.size));
}

// A receipt alone is not enough: the server may be put back to a backup of the night before. Told again a day later that
// it holds the photo, or on a full phone at any later contact, the phone may forget. Both times are the server's.
export function mayForget({ receipt, receivedAt, confirmedAt, forgotten }, full = false) {
  if (!receipt || forgotten || !confirmedAt) return false;
  const later = Date.parse(confirmedAt) - Date.parse(receivedAt);
  return full ? later > 0 : later >= DAY_MS;
}

// The record, the receipt and the small picture stay. Codes: no_receipt, not_confirmed.
export async function forget(id) {
  const photo = (await store.get("photo", id)) ?? fail("unknown");
  if (photo.forgotten) return photo;
  const known = await store.enrolment();
  if (!(await receiptFits(photo, known?.secrets ?? []))) fail("no_receipt");
  if (!mayForget(photo) && !mayForget(photo, !(await roomForAShot()))) fail("not_confirmed");
  const keys = store.inner.keysOf();
  const gone = await store.update("photo", id, (one) => ({ ...one, forgotten: true }));
  await database.commit({
    drop: [await vault.nameOf(keys, "bytes", id), await vault.nameOf(keys, "preview", id)],
  });
  URL.revokeObjectURL(urls.get(id));
  urls.delete(id);
  return gone;
}

// Pieces that belong to no photo: a kill in the middle of adding or of forgetting. Not while any tab adds.
export async function cleanUp() {
  await pieces.cleaning(async () => {
    const keys = store.sending.keysOf();
    const { objects, damaged } = await store.sending.read("photo");
    // A damaged record may be mended one day; its pieces cannot be told from others, so nothing is thrown away.
    if (damaged.length) return;
    const held = await database.recordsOf(inbox.KIND);
    const wanted = new Set([ballast.NAME, ...held.map(({ name }) => name)]);
    for (const photo of objects) {
      for (const what of photo.forgotten ? ["thumb"] : ["bytes", "preview", "thumb"]) {
        wanted.add(await vault.nameOf(keys, what, photo.id));
      }
    }
    const drop = (await database.namesWithPieces()).filter((name) => !wanted.has(name));
    if (drop.length) await database.commit({ drop });
  });
}
