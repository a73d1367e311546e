// Sealing to a public key: whoever has closed the phone can still put something in, and only the PIN takes it out.
import * as vault from "./crypto.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const PLACE = "chiptrail-field-inbox-private-1";
const subtle = vault.subtle;

// For the row of the wrapped key: the public half, and the private one sealed.
export async function newPair(keys) {
  const pair = await subtle().generateKey(CURVE, true, ["deriveBits"]);
  const secret = new Uint8Array(await subtle().exportKey("pkcs8", pair.privateKey));
  const inbox = new Uint8Array(await subtle().exportKey("raw", pair.publicKey));
  return { inbox, inboxSealed: await vault.seal(keys, PLACE, secret) };
}

// A pair of its own for each letter, forgotten at once: {from: what stands beside it, keys: to seal it}.
export async function sealer(inbox) {
  const mine = await subtle().generateKey(CURVE, false, ["deriveBits"]);
  const from = new Uint8Array(await subtle().exportKey("raw", mine.publicKey));
  return { from, keys: await sealingKeys(mine.privateKey, inbox) };
}

// `opener(keys, row)` gives what opens a letter by its `from`.
export async function opener(keys, { inboxSealed }) {
  const secret = await vault.open(keys, PLACE, inboxSealed);
  const key = await subtle().importKey("pkcs8", secret, CURVE, false, ["deriveBits"]);
  secret.fill(0);
  return (from) => sealingKeys(key, from);
}

async function sealingKeys(secret, open) {
  const peer = await subtle().importKey("raw", open, CURVE, false, []);
  const shared = await subtle().deriveBits({ name: "ECDH", public: peer }, secret, 256);
  const material = await subtle().importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: vault.encode("chiptrail-field-inbox-1") };
  return { seal: await subtle().deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]) };
}
