// A small picture for the lab, made on the phone by drawing: whatever the file said about place, time and owner is not
// in it. Never evidence.
const MOST_BYTES = 80_000;
// About 14 seconds on a line of 30 kbit/s; the first try that fits is taken.
const WANTED_BYTES = 52_000;
const TRIES = [
  [1280, 0.6],
  [1280, 0.4],
  [1024, 0.45],
  [800, 0.45],
  [640, 0.4],
  [480, 0.35],
];
const THUMB = [160, 0.6];
// Four bytes a pixel while it is decoded: beyond this a phone's page would be killed.
const MOST_PIXELS = 64_000_000;

// {preview, thumb} as bytes, or null for what this browser cannot decode (HEIC, raw, video) or should not (too large).
export async function previewOf(file) {
  const picture = await decode(file).catch(() => null);
  if (!picture) return null;
  try {
    const preview = await smallEnough(picture);
    const thumb = await draw(picture, ...THUMB);
    return preview && { preview: await bytesOf(preview), thumb: await bytesOf(thumb) };
  } finally {
    picture.close();
  }
}

async function smallEnough(picture) {
  let best = null;
  for (const [edge, quality] of TRIES) {
    best = await draw(picture, edge, quality);
    if (best.size <= WANTED_BYTES) return best;
  }
  return best.size <= MOST_BYTES ? best : null;
}

async function draw(picture, edge, quality) {
  const share = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * share)),
    Math.max(1, Math.round(picture.height * share)),
  );
  const context = canvas.getContext("2d", { alpha: false });
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}

const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

async function decode(file) {
  const [width, height] = await dimensions(file);
  if (width * height > MOST_PIXELS) return scaled(file, width, height);
  return createImageBitmap(file);
}

// JPEG can be decoded at an eighth of its size without ever being whole in memory, where the browser has ImageDecoder.
async function scaled(file, width, height) {
  if (!globalThis.ImageDecoder) return null;
  const decoder = new ImageDecoder({
    type: "image/jpeg",
    data: file.stream(),
    desiredWidth: Math.ceil(width / 8),
    desiredHeight: Math.ceil(height / 8),
  });
  try {
    const { image } = await decoder.decode();
    return await createImageBitmap(image).finally(() => image.close());
  } finally {
    decoder.close();
  }
}

// Width and height from the head of a JPEG, without decoding it; [0, 0] for other kinds.
async function dimensions(file) {
  const head = new DataView(await file.slice(0, 512 * 1024).arrayBuffer());
  if (head.byteLength < 4 || head.getUint16(0) !== 0xffd8) return [0, 0];
  let at = 2;
  while (at + 9 < head.byteLength) {
    const marker = head.getUint16(at);
    const frame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (frame) return [head.getUint16(at + 7), head.getUint16(at + 5)];
    at += 2 + head.getUint16(at + 2);
  }
  return [0, 0];
}
