// Codes on the bags of exhibits, as teardowns/bag_codes.py: ten signs that are 1 modulo 97 as one number (ISO 7064).
import { ALPHABET, clean, encode, modulo } from "./crockford.js";
import { random } from "./crypto.js";

const SIGNS = 10;
const CHECK_SIGNS = 2;
const MODULUS = 97;

// A code by lot, made without network: 2^40 of them.
export const newCode = () => withCheck(Array.from(random(SIGNS - CHECK_SIGNS), (byte) => ALPHABET[byte % 32]).join(""));

export function withCheck(signs) {
  const rest = modulo(`${signs}00`, MODULUS);
  return signs + encode((1 - rest + MODULUS) % MODULUS, CHECK_SIGNS);
}

// The code that was typed or scanned; null when it is no code.
export function readCode(typed) {
  const code = clean(typed);
  return code.length === SIGNS && modulo(code, MODULUS) === 1 ? code : null;
}

export const shown = (code) => `${code.slice(0, 5)}-${code.slice(5)}`;
