// Reading QR and Data Matrix from a photo: by the browser where it can, else by a decoder that is fetched when needed.
const FORMATS = ["qr_code", "data_matrix"];

// Behind the symbology where the label's own bytes were not to be had, only letters that somebody made of them.
export const TEXT_ONLY = "; text";

/** [{symbology, raw: Uint8Array, text}] of a picture file; empty when nothing was found. */
export async function codesIn(file) {
  const picture = await createImageBitmap(file);
  try {
    const found = await byBrowser(picture).catch(() => null);
    return (found && found.length ? found : await byDecoder(picture)).map(marked);
  } finally {
    picture.close();
  }
}

async function byBrowser(picture) {
  if (!("BarcodeDetector" in window)) return null;
  const able = (await window.BarcodeDetector.getSupportedFormats()).filter((one) => FORMATS.includes(one));
  if (able.length < FORMATS.length) return null;
  const found = await new window.BarcodeDetector({ formats: able }).detect(picture);
  return Promise.all(found.map((one) => withBytes(one, picture)));
}

// The browser gives letters, not bytes. Where they are not plain ASCII our own decoder looks at that piece for the bytes.
async function withBytes({ format, rawValue, boundingBox: box }, picture) {
  const found = { symbology: format, text: rawValue, raw: new TextEncoder().encode(rawValue) };
  if (ascii(rawValue)) return found;
  const room = Math.max(box.width, box.height) / 5;
  const piece = await createImageBitmap(picture, box.x - room, box.y - room, box.width + 2 * room, box.height + 2 * room);
  const [own] = await byDecoder(piece).finally(() => piece.close());
  return own && own.symbology === format && !textOnly(own) ? own : found;
}

// One byte for each letter is what stood there; more bytes than letters are ours.
const ascii = (text) => /^[\x00-\x7f]*$/.test(text);
const textOnly = ({ text, raw }) => !ascii(text) && raw.length !== text.length;
const marked = (one) => (textOnly(one) ? { ...one, symbology: one.symbology + TEXT_ONLY } : one);

// A photo of twelve million points is far more than a code needs, and slow; small ones are read as they are.
const EDGES = [1000, 1800, 600];

async function byDecoder(picture) {
  const { decode } = await import("../vendor/zxing-codes.js");
  for (const edge of EDGES) {
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), {
      width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)),
    });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const found = decode(context.getImageData(0, 0, canvas.width, canvas.height));
    if (found) return [found];
  }
  return [];
}
