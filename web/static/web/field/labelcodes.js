// What a label's code says: ANSI MH10.8.2 data identifiers, as EIGP 114 and ECIA labels on reels and bags use them.
// The phone shows it; the server reads the kept bytes again by its own rules.

// Identifier -> key of its word. Longer identifiers win: "10D" is no "1" with "0D".
const IDENTIFIERS = {
  P: "customer_part", "1P": "part", "2P": "revision", "30P": "part", "31P": "part", K: "order", "1K": "order", "10K": "invoice",
  "11K": "packing_list", Q: "quantity", "7Q": "quantity", S: "serial", "1S": "serial", "3S": "package", "4S": "package", "5S": "package", T: "lot",
  "1T": "lot", "2T": "lot", "9D": "date_code", "10D": "date_code", "11D": "date_code", "6D": "date", "14D": "expires", "16D": "made",
  "4L": "country", "1V": "maker", "21L": "maker_site", "21V": "maker", V: "supplier", E: "lead_free", "3Z": "free", Z: "free", "13Z": "free", "11Z": "free",
  "12Z": "part_id", "20Z": "free", "33P": "bin", "20T": "lot", "23D": "date_code", B: "box",
};
const LONGEST = 3;
const GROUP = "\x1d";
const RECORD = "\x1e";
const END = "\x04";

/** [{key, code, value}] in the order of the label; empty when the text follows no rule that we know. */
export function fields(raw) {
  const body = inside(raw);
  return body === null ? [] : body.split(GROUP).map(field).filter(Boolean);
}

// "[)>" RS "06" GS … RS EOT. Some readers show the separators as pictures or lose the head; both still read.
function inside(raw) {
  const text = raw.replace(/\u241d/g, GROUP).replace(/\u241e/g, RECORD).replace(/\u2404/g, END)
    .replace(/<GS>|\{GS\}/gi, GROUP).replace(/<RS>|\{RS\}/gi, RECORD).replace(/<EOT>|\{EOT\}/gi, END);
  const head = /^\[\)>\x1e?0[56]\x1d?/.exec(text);
  if (!head && !text.includes(GROUP)) return null;
  return text.slice(head ? head[0].length : 0).replace(/[\x1e\x04]+$/g, "").replace(/\x1e/g, GROUP);
}

function field(part) {
  for (let length = LONGEST; length > 0; length -= 1) {
    const code = part.slice(0, length).toUpperCase();
    // An identifier ends with its letter.
    if (IDENTIFIERS[code] && /[A-Z]$/.test(code) && part.length > length) return { key: IDENTIFIERS[code], code, value: part.slice(length).trim() };
  }
  return null;
}

const SIGNS = { 4: "EOT", 28: "FS", 29: "GS", 30: "RS", 31: "US" };

/** Text that can be shown: separators by their names. */
export const shown = (raw) => raw.replace(/[\x00-\x1f]/g, (sign) => `<${SIGNS[sign.charCodeAt(0)] || sign.charCodeAt(0)}>`);
