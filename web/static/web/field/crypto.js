// Keys and seals. One random master key; from it a key that seals and a key that names, so that neither kinds nor
// ids stand in the database. The master key lies there only wrapped by a key of the PIN.
import { sha256 } from "../vendor/noble-sha256.js";
import { fail } from "./errors.js";

// OWASP asks for 600,000; a phone of five years does these in about a second.
const ROUNDS = 1_000_000;
const IV = 12;
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

export const fromBase64 = (string) => Uint8Array.from(atob(string), (character) => character.charCodeAt(0));

export function uuid() {
  const bytes = random(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// A page that is not served securely has no WebCrypto at all.
const subtle = () => crypto.subtle ?? fail("insecure");

async function pinKey(pin, salt, rounds) {
  const material = await subtle().importKey("raw", encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return subtle().deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

const wrapLabel = (rounds) => encode(`chiptrail-field-master-1|${rounds}`);

// A new master key: {wrapped: what may be stored, keys: what stays in memory}.
export async function newMaster(pin) {
  const rounds = ROUNDS;
  const master = random(32);
  const salt = random(16);
  const iv = random(IV);
  const key = await pinKey(pin, salt, rounds);
  const sealed = await subtle().encrypt({ name: "AES-GCM", iv, additionalData: wrapLabel(rounds) }, key, master);
  const keys = await keysOf(master);
  return { wrapped: { salt, rounds, iv, sealed: new Uint8Array(sealed) }, keys };
}

// The keys, or null when the PIN is wrong (or the row was changed).
export async function unwrapMaster(pin, { salt, rounds, iv, sealed }) {
  const key = await pinKey(pin, salt, rounds);
  const how = { name: "AES-GCM", iv, additionalData: wrapLabel(rounds) };
  const master = await subtle().decrypt(how, key, sealed).catch(() => null);
  return master && keysOf(new Uint8Array(master));
}

async function keysOf(master) {
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
