// "The server holds these exact bytes", checked without asking it: the code is made with a secret that the server gave
// this phone when it was enrolled. The same as teardowns/receipts.py.
import { ALPHABET, clean } from "./crockford.js";
import { fromBase64, hmac } from "./crypto.js";

const SIGNS = 12;

// Twelve signs in groups of four. `receivedAt` as the server wrote it: UTC, whole seconds, `2026-11-22T11:20:44Z`.
export async function receiptCode(secret, { sha256, size, photo, receivedAt }) {
  const digest = await hmac(fromBase64(secret), `chiptrail-receipt-1|${sha256}|${size}|${photo}|${receivedAt}`);
  const bits = Array.from(digest.subarray(0, 8), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const code = Array.from({ length: SIGNS }, (_none, at) => ALPHABET[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)]);
  return code.join("").match(/.{4}/g).join("-");
}

// A code that somebody reads out, against the one that is kept.
export const sameCode = (typed, code) => clean(typed) === clean(code);

// Whether a photo's receipt was made for this photo's own hash and size, by a secret that this phone has had.
export async function receiptFits(photo, secrets) {
  const { sha256, size, receipt, receivedAt, photo: received } = photo;
  if (!receipt || !receivedAt || !received) return false;
  for (const secret of secrets) {
    const code = await receiptCode(secret, { sha256, size, photo: received, receivedAt });
    if (sameCode(code, receipt)) return true;
  }
  return false;
}
