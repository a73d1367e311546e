// Room that is held for the shot that is being made. Browsers tell a made-up quota nowadays, so the only way to know
// before the camera opens that a photo will fit is to have taken its place already.
import { random } from "./crypto.js";
import * as database from "./database.js";

export const NAME = "ballast";
const PIECE = 256 * 1024;
const PIECES = 128;
const AT_ONCE = 16;
const LOCK = "chiptrail-field-ballast";

// True when the place is held, taking it if need be; false when the phone has none left.
export function ensure() {
  return navigator.locks.request(LOCK, async () => {
    if (await database.hasPiece(NAME, PIECES - 1)) return true;
    // Random, because a storage that packs zeros would hold nothing.
    const piece = random(65536);
    const whole = new Uint8Array(PIECE);
    for (let at = 0; at < PIECE; at += piece.length) whole.set(piece, at);
    try {
      for (let first = 0; first < PIECES; first += AT_ONCE) {
        await database.commit({ pieces: Array.from({ length: AT_ONCE }, (_none, at) => [NAME, first + at, whole]) });
      }
      return true;
    } catch (error) {
      await database.commit({ drop: [NAME] }).catch(() => {});
      if (error.code === "storage_full") return false;
      throw error;
    }
  });
}

// Give the place to what must be written now. True when there was some.
export function release() {
  return navigator.locks.request(LOCK, async () => {
    const held = await database.hasPiece(NAME, 0);
    if (held) await database.commit({ drop: [NAME] });
    return held;
  });
}
