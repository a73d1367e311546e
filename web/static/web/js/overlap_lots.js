// Lots of a maker's list, written as the server writes its own (makers/overlapping.py, `comparable`).

// A lot as both sides compare it; empty for what is none.
export function comparable(text, rules) {
  let lot = "";
  for (const sign of text) lot += /[0-9A-Z]/.test(sign) ? sign : (rules.letters[sign] ?? "");
  const digits = lot.replace(/[^0-9]/g, "").length;
  return lot.length >= rules.shortest && lot.length <= rules.longest && digits >= rules.fewestDigits ? lot : "";
}

// The lots of a text, one a line, of a table its first column: comparable lot -> as it was written first.
export function lotsOf(text, rules) {
  const lots = new Map();
  let leftOut = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const written = firstCell(line);
    if (!written) continue;
    const lot = comparable(written, rules);
    if (!lot) leftOut += 1;
    else if (!lots.has(lot)) lots.set(lot, written);
  }
  return { lots, leftOut };
}

function firstCell(line) {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line);
  return (quoted ? quoted[1].replaceAll('""', '"') : line.split(/[;,\t]/, 1)[0]).trim();
}

// The text of a file: UTF-8, or UTF-16 where it says so. Undefined for what is no text, such as a workbook.
export function textOf(bytes) {
  const head = [...bytes.subarray(0, 4)];
  const sixteen = head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "";
  if (!sixteen && bytes.subarray(0, 4096).includes(0)) return undefined;
  return new TextDecoder(sixteen || "utf-8").decode(bytes);
}

// How many blinded lots go over the line for so many: the next power of two, so that the number itself does not.
export function padded(count, rules) {
  let size = rules.least;
  while (size < count) size *= 2;
  return Math.min(size, rules.mostBlinded);
}
