// Keys and seals. One random master key; from it a key that seals and a key that names, so that neither kinds nor
// ids stand in the database. The master key lies there only wrapped by a key of the PIN.
import { sha256 } from "../vendor/noble-sha256.js";
import { fail } from "./errors.js";

// OWASP asks for 600,000; a phone of five years does these in about a second.
const ROUNDS = 1_000_000;
const IV = 12;
const SEALING = [{ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]];
const utf8 = new TextEncoder();
const text = new TextDecoder();

export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
export const encode = (string) => utf8.encode(string);
export const decode = (bytes) => text.decode(bytes);
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const newHash = () => sha256.create();

// btoa takes characters; a spread of a long array would overflow the stack.
export function base64(bytes) {
  let characters = "";
  for (let at = 0; at < bytes.length; at += 8192) characters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(characters);
}

// For a header: no sign in it that means something there.
export const base64url = (bytes) => base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

export const fromBase64 = (string) => Uint8Array.from(atob(string), (character) => character.charCodeAt(0));

export function uuid() {
  const bytes = random(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// A page that is not served securely has no WebCrypto at all.
export const subtle = () => crypto.subtle ?? fail("insecure");

// `factors`: what must be there beside the PIN, 32 bytes each: the hash of the pad, what this phone's hardware answers
// (hardware.js). Missing ones are null; without all of them nothing opens.
async function pinKey(pin, salt, rounds, factors) {
  const parts = factors.filter(Boolean);
  const typed = await subtle().importKey("raw", encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey", "deriveBits"]);
  const slowly = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  if (!parts.length) return subtle().deriveKey(slowly, typed, ...SEALING);
  const half = new Uint8Array(await subtle().deriveBits(slowly, typed, 256));
  const both = await subtle().importKey("raw", new Uint8Array([half, ...parts].flatMap((part) => [...part])), "HKDF", false, ["deriveKey"]);
  return subtle().deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: encode("chiptrail-field-wrap-1") }, both, ...SEALING);
}

const wrapLabel = (rounds) => encode(`chiptrail-field-master-1|${rounds}`);

export const newMaster = () => random(32);

// So long that Chromium keeps it as a file of its own, which is deleted when another takes its place. What is deleted
// from the database itself stays in its files for a long time.
function newPad() {
  const pad = new Uint8Array(128 * 1024);
  // The most that is given at once is 64 KiB.
  for (let at = 0; at < pad.length; at += 65_536) crypto.getRandomValues(pad.subarray(at, at + 65_536));
  return pad;
}

// The master key under a PIN: what may be stored.
export async function wrap(master, pin, factors = []) {
  const rounds = ROUNDS;
  const salt = random(16);
  const iv = random(IV);
  const key = await pinKey(pin, salt, rounds, factors);
  const sealed = await subtle().encrypt({ name: "AES-GCM", iv, additionalData: wrapLabel(rounds) }, key, master);
  return { salt, rounds, iv, sealed: new Uint8Array(sealed) };
}

// With a new pad, which lies beside the row: what a database still holds of an older row opens nothing without its pad.
export async function wrapAnew(master, pin, factor = null) {
  const pad = newPad();
  return { ...(await wrap(master, pin, [await sha256Of(pad), factor])), padded: true, pad };
}

// The master key, or null when the PIN or a factor is wrong (or the row was changed).
export async function unwrap(pin, { salt, rounds, iv, sealed }, factors = []) {
  const key = await pinKey(pin, salt, rounds, factors);
  const how = { name: "AES-GCM", iv, additionalData: wrapLabel(rounds) };
  const master = await subtle().decrypt(how, key, sealed).catch(() => null);
  return master && new Uint8Array(master);
}

// What stays in memory; the master key itself is forgotten.
export async function keysOf(master) {
  const material = await subtle().importKey("raw", master, "HKDF", false, ["deriveKey"]);
  master.fill(0);
  const derive = (info, algorithm, uses) =>
    subtle().deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: encode(info) },
      material,
      algorithm,
      false,
      uses,
    );
  return {
    seal: await derive("chiptrail-field-seal-1", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]),
    name: await derive("chiptrail-field-name-1", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]),
  };
}

// An opaque name: the same for the same words under the same keys.
export async function nameOf(keys, ...words) {
  const signed = await subtle().sign("HMAC", keys.name, encode(words.join("\u0000")));
  return hex(new Uint8Array(signed, 0, 16));
}

// iv and sealed bytes together; `place` says where they belong, and they open nowhere else.
export async function seal(keys, place, bytes) {
  const iv = random(IV);
  const how = { name: "AES-GCM", iv, additionalData: encode(place) };
  const sealed = new Uint8Array(await subtle().encrypt(how, keys.seal, bytes));
  const whole = new Uint8Array(IV + sealed.length);
  whole.set(iv);
  whole.set(sealed, IV);
  return whole;
}

// {code: "damaged"} when a single bit or the place differs.
export async function open(keys, place, whole) {
  const how = { name: "AES-GCM", iv: whole.subarray(0, IV), additionalData: encode(place) };
  const opened = await subtle()
    .decrypt(how, keys.seal, whole.subarray(IV))
    .catch(() => fail("damaged"));
  return new Uint8Array(opened);
}

export async function sha256Of(bytes) {
  return new Uint8Array(await subtle().digest("SHA-256", bytes));
}

export async function hmac(secret, message) {
  const key = await subtle().importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle().sign("HMAC", key, encode(message)));
}
