// Crockford's base 32, as teardowns/crockford.py: no I, L, O, U; on reading I and L count as 1, O as 0.
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
// Cyrillic letters that stand where their Latin look-alikes are meant: a phone's keyboard is Ukrainian.
const CYRILLIC = "АВСЕНКМОРТХІ";
const LATIN = "ABCEHKMOPTXI";

// `value` below 2^53; the highest five bits first.
export function encode(value, length) {
  let text = "";
  for (let left = value; text.length < length; left = Math.floor(left / 32)) text = ALPHABET[left % 32] + text;
  return text;
}

// What was typed or scanned, in the alphabet as far as it goes.
export function clean(typed) {
  const signs = typed.toUpperCase().replace(/[ \t\r\n\-–—·]/g, "");
  return Array.from(signs, (sign) => {
    const latin = CYRILLIC.includes(sign) ? LATIN[CYRILLIC.indexOf(sign)] : sign;
    return latin === "O" ? "0" : latin === "I" || latin === "L" ? "1" : latin;
  }).join("");
}

// The signs' value modulo a small number; null when one of them is none.
export function modulo(signs, modulus) {
  let rest = 0;
  for (const sign of signs) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    rest = (rest * 32 + value) % modulus;
  }
  return rest;
}
