// Bytes that are too long for a record: sealed in pieces of 256 KiB, each bound to its name and place, so that a piece
// is read alone and cannot be put elsewhere.
import * as vault from "./crypto.js";
import * as database from "./database.js";
import { FieldError, fail } from "./errors.js";

// What the server takes at most (VAULT_MAX_BYTES); a longer video is refused before it fills the phone.
const MOST_BYTES = 256 * 1024 * 1024;
export const PIECE = 256 * 1024;
// Pieces that are written to the disk in one go; with the slice of the file about twice this lies in memory.
const AT_ONCE = 8;

const ADDING = "chiptrail-field-adding";

// Before a file is taken in. Codes: empty_file, too_large.
export function checked(file) {
  if (!file.size) fail("empty_file");
  if (file.size > MOST_BYTES) fail("too_large", { most: MOST_BYTES });
}

// Takes a file in while nobody cleans up. `makeRoom()`: once, when the phone is full; true when there is some now. The
// shot was promised its room: the ballast makes way, and the next one is refused before it is made.
export const adding = (work, makeRoom) =>
  navigator.locks.request(ADDING, { mode: "shared" }, () =>
    work().catch(async (error) => {
      if (error.code !== "storage_full" || !(await makeRoom())) throw error;
      return work();
    }),
  );

// Not while any tab takes something in.
export const cleaning = (work) => navigator.locks.request(ADDING, { ifAvailable: true }, (free) => free && work());

const placeOf = (name, index) => `${name}/${index}`;

async function sealedPieces(keys, name, first, bytes) {
  const count = Math.ceil(bytes.length / PIECE);
  return Promise.all(
    Array.from({ length: count }, async (_none, at) => {
      const piece = bytes.subarray(at * PIECE, (at + 1) * PIECE);
      return [name, first + at, await vault.seal(keys, placeOf(name, first + at), piece)];
    }),
  );
}

// Seals a file piece by piece and hashes it on the way. Gives {sha256, last}: `last` are the pieces that the caller
// commits together with the record; before that nothing counts.
export async function take(keys, name, file) {
  const hash = vault.newHash();
  let last = [];
  for (let at = 0; at < file.size; at += PIECE * AT_ONCE) {
    if (last.length) await database.commit({ pieces: last });
    const part = await slice(file, at, at + PIECE * AT_ONCE);
    hash.update(part);
    last = await sealedPieces(keys, name, at / PIECE, part);
  }
  return { sha256: vault.hex(hash.digest()), last };
}

async function slice(file, from, to) {
  const part = file.slice(from, to);
  const buffer = await part.arrayBuffer().catch((error) => {
    throw new FieldError("unreadable", { cause: error.name });
  });
  if (buffer.byteLength !== part.size) fail("unreadable");
  return new Uint8Array(buffer);
}

// Small things whole: previews, thumbs.
export const sealedWhole = (keys, name, bytes) => sealedPieces(keys, name, 0, bytes);

// Bytes `from` to `to` (exclusive) of what was stored under `name` with `size` bytes. {code: "damaged"} when a piece is
// missing or does not open.
export async function read(keys, name, size, from = 0, to = size) {
  const end = Math.min(to, size);
  const whole = new Uint8Array(Math.max(0, end - from));
  const first = Math.floor(from / PIECE);
  const found = whole.length ? await database.pieces(name, first, Math.floor((end - 1) / PIECE)) : [];
  let filled = 0;
  for (const [at, sealed] of found.entries()) {
    const index = first + at;
    const piece = await vault.open(keys, placeOf(name, index), sealed);
    const start = Math.max(0, from - index * PIECE);
    const part = piece.subarray(start, Math.min(piece.length, end - index * PIECE));
    whole.set(part, filled);
    filled += part.length;
  }
  return filled === whole.length ? whole : fail("damaged");
}
