// Sends one original by tus 1.0 (tus.io), resumed at the byte where it broke. Our own: the bytes come out of sealed
// pieces and each chunk is sized to the line, which tus-js-client cannot do.
//
// The whole is promised by its SHA-256, so chunks go without a checksum of their own: then what arrived of a chunk
// before the line broke counts. Only after the server found something changed does each chunk carry one.
import { base64, encode, sha256Of } from "./crypto.js";
import { FieldError, fail } from "./errors.js";
import { API, failureOf, headersOf } from "./http.js";

const VERSION = "1.0.0";
const MOST_DISAGREEMENTS = 4;

// `read(from, to)`: bytes. `url`: of an upload begun before, or "". `onUrl(url)` is awaited before a byte goes.
// `onSent(bytes, certain)`; `mayGoOn()`: asked between chunks. Gives {photo, receipt, receivedAt}, or null when stopped.
// Codes beside those of http.js: "gone" means begin again.
export async function send({ size, metadata, url, token, read, line, onUrl, onSent, mayGoOn }) {
  let answer = url ? await head(url, token) : await create(size, metadata, token);
  const place = url || answer.url;
  if (!url) await onUrl(place);
  let disagreements = 0;
  let checked = false;
  while (!answer.receipt) {
    const { offset } = answer;
    onSent(offset, true);
    if (offset >= size) fail("later");
    if (!mayGoOn()) return null;
    const chunk = await read(offset, Math.min(size, offset + line.chunk()));
    try {
      const onProgress = (loaded) => onSent(offset + loaded, false);
      answer = await patch(place, token, { offset, chunk, checked, line, onProgress });
      if (answer.offset <= offset && !answer.receipt) fail("conflict");
      disagreements = 0;
    } catch (error) {
      if (error.code === "network") error.details.bytes = chunk.length;
      disagreements += 1;
      if (!["conflict", "checksum"].includes(error.code) || disagreements > MOST_DISAGREEMENTS) throw error;
      checked = checked || error.code === "checksum";
      // 460: this chunk, or at the end the whole photo, arrived changed; the server says from where it wants it again.
      answer = await head(place, token);
    }
  }
  onSent(size, true);
  return answer;
}

async function create(size, metadata, token) {
  const pairs = Object.entries(metadata).filter(([, value]) => value !== "");
  const said = await exchange("POST", `${API}uploads/`, token, {
    "Upload-Length": String(size),
    "Upload-Metadata": pairs.map(([name, value]) => `${name} ${base64(encode(String(value)))}`).join(","),
  }).catch((error) => {
    // Nothing is there yet that could be gone: the teardown is not known, or not this team's.
    throw error.code === "gone" ? new FieldError("refused", error.details) : error;
  });
  return said.url ? said : fail("captive");
}

const head = (url, token) => exchange("HEAD", url, token, {});

async function patch(url, token, { offset, chunk, checked, line, onProgress }) {
  const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
  if (checked) headers["Upload-Checksum"] = `sha256 ${base64(await sha256Of(chunk))}`;
  const how = { body: chunk, onProgress, patience: line.patience(chunk.length) };
  const started = performance.now();
  const answer = await exchange("PATCH", url, token, headers, how);
  // Less than was sent where the server took a part.
  if (answer.offset > offset) line.arrived(answer.offset - offset, performance.now() - started);
  return answer;
}

// XMLHttpRequest, because fetch does not tell how much of a body has gone.
function exchange(method, url, token, headers, { body = null, onProgress, patience = 60_000 } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = patience;
    const all = { ...headersOf(token), "Tus-Resumable": VERSION, ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    if (onProgress) request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("loadend", () => {
      const failure = failureOf({
        status: request.status,
        ours: request.getResponseHeader("Tus-Resumable") !== null || isProblem(request),
        problem: isProblem(request) ? parsed(request.responseText) : null,
        retryAfter: request.getResponseHeader("Retry-After") ?? "",
      });
      if (failure) reject(failure);
      else resolve(answerOf(request));
    });
    request.send(body);
  });
}

const isProblem = (request) => /json/.test(request.getResponseHeader("Content-Type") ?? "");

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answerOf(request) {
  const said = (name) => request.getResponseHeader(name) ?? "";
  const location = said("Location");
  return {
    // Behind a proxy the server may take its own name for another: the token goes to this origin alone.
    url: location && new URL(location, request.responseURL).pathname,
    offset: Number(said("Upload-Offset")) || 0,
    photo: said("Chiptrail-Photo"),
    receipt: said("Chiptrail-Receipt"),
    receivedAt: said("Chiptrail-Received-At"),
  };
}
