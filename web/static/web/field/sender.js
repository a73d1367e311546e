// The one sender of this phone: previews before originals, small things before large ones, one tab for all (Web Locks).
// It stops at what concerns all photos (no network, no sign-in) and passes by what concerns one.
import { base64url, encode } from "./crypto.js";
import { call } from "./http.js";
import { hindrance, newLine } from "./line.js";
import * as outbox from "./outbox.js";
import * as photos from "./photos.js";
import { receiptFits } from "./receipts.js";
import * as store from "./store.js";
import * as sync from "./sync.js";
import * as tus from "./tus.js";

const LOCK = "chiptrail-field-sender";
const CONTACT_MS = 5 * 60_000;
// The laboratory's answer is wanted while the team is there: asked for often after a photo has gone, then seldom.
const EAGER_MS = 60_000;
const EAGER_FOR_MS = 15 * 60_000;
const SELDOM_MS = 15 * 60_000;
const LATELY_MS = 3_000;
const FULL_MS = 60_000;
const TOO_OFTEN = 4;
// How long an original waits for its preview to be drawn; a page that died over it never finishes.
const PREVIEW_MS = 60_000;

export function newSender({ show, settings, photos: list }) {
  const line = newLine();
  // Bytes on their way, by photo: shown, but not yet certain.
  const onTheWay = new Map();
  // Not before this time, and how often it failed, by photo.
  const resting = new Map();
  let running = false;
  let current = "";
  let trouble = null;
  let used = "";
  let signedOut = "";
  let notBefore = 0;
  let contacted = 0;
  let asked = 0;
  let gone = -EAGER_FOR_MS;
  let stirred = false;
  let smallThings = true;
  let wake = () => {};

  async function start() {
    if (running) return now();
    running = true;
    // Held only while there is a key: another tab may have one.
    while (store.canSend()) await navigator.locks.request(LOCK, work);
    running = false;
    current = "";
    show();
  }

  async function work() {
    while (store.canSend()) {
      stirred = false;
      const busy = await step().catch(failed);
      // What came in the meantime is not slept over.
      if (!busy && !stirred) await rest();
    }
  }

  // Something new may wait. Its photos come with it; small things are looked for only then.
  function look(kind) {
    if (outbox.KINDS.includes(kind)) smallThings = true;
    if (kind === "enrolment") signedOut = "";
    if (store.canSend() && !running) start();
    stirred = true;
    wake();
  }

  function now() {
    notBefore = 0;
    // However often somebody taps, what waits comes before asking again.
    if (Date.now() - contacted > LATELY_MS) contacted = 0;
    smallThings = true;
    resting.clear();
    look("");
  }

  function rest() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, untilSomethingIsDue());
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // What was due long ago waits for something else than time: an event will wake us.
  function untilSomethingIsDue() {
    const ends = [...resting.values()].map((one) => one.until);
    const due = notBefore > Date.now() ? [notBefore] : [contacted + CONTACT_MS, asked + askEvery(), ...ends];
    const ahead = due.map((time) => time - Date.now()).filter((wait) => wait > -1_000);
    return Math.max(200, Math.min(CONTACT_MS, ...ahead));
  }

  const askEvery = () => (performance.now() - gone < EAGER_FOR_MS ? EAGER_MS : SELDOM_MS);

  const held = () => hindrance(settings());

  // One act; true when there may be more to do at once.
  async function step() {
    const hindrance = held();
    if (hindrance) {
      say(hindrance);
      return false;
    }
    const enrolment = await store.enrolment(store.sending);
    if (Date.now() < notBefore) return false;
    if (!enrolment?.token || enrolment.token === signedOut) {
      say({ code: "sign_in" });
      return false;
    }
    used = enrolment.token;
    const act = await next(enrolment);
    if (!act) {
      current = "";
      if (!left().some((photo) => !photo.problem)) say(null);
      return false;
    }
    const before = trouble;
    await act();
    line.answered();
    // An act that went well ends what was said before it; its own trouble stays.
    if (trouble === before) say(null);
    return true;
  }

  const left = () => list().filter((photo) => !photo.receipt);
  const ready = (photo) => !photo.problem && (resting.get(photo.id)?.until ?? 0) <= Date.now();

  async function next(enrolment) {
    const { token } = enrolment;
    if (Date.now() - contacted >= CONTACT_MS) return () => hello(token, []);
    if (smallThings) {
      const [first] = await outbox.waiting();
      if (first?.kind === "teardown") return () => outbox.send(first, token);
      const preview = previewToSend();
      if (preview) return () => sendPreview(preview, token);
      if (first) return () => outbox.send(first, token).catch(passBy);
      smallThings = false;
    }
    const preview = previewToSend();
    if (preview) return () => sendPreview(preview, token);
    const originals = left().filter((photo) => ready(photo) && !drawing(photo));
    // What was begun comes first: the server bears only so many unfinished ones.
    const original = originals.find((photo) => photo.uploadUrl) ?? originals[0];
    if (original) return () => sendOriginal(original, enrolment);
    if (Date.now() - asked >= askEvery() && list().length) return () => hello(token, list());
    return null;
  }

  const drawing = ({ preview, takenAt }) =>
    (preview === "todo" || preview === "again") && Math.abs(Date.now() - Date.parse(takenAt)) < PREVIEW_MS;

  // One small thing over which the server stumbles holds up no photo: it is tried again with the next contact.
  function passBy(error) {
    if (error.code === "later") smallThings = false;
    throw error;
  }

  async function hello(token, which) {
    if (await sync.contact(token, which)) return;
    contacted = Date.now();
    smallThings = true;
    if (which.length) asked = Date.now();
  }

  const previewToSend = () =>
    left().find((photo) => photo.preview === "made" && !photo.previewSent && !photo.sent && ready(photo));

  async function sendPreview(photo, token) {
    current = photo.id;
    let body = await photos.previewBytes(photo, store.sending).catch(() => null);
    const { teardown, sha256, size, slot, takenAt } = photo;
    // Not in the address: those stand in the logs of every proxy on the way.
    const about = base64url(encode(JSON.stringify({ teardown, sha256, size, slot, taken_at: takenAt })));
    const started = performance.now();
    try {
      if (body) {
        const how = { type: "image/jpeg", headers: { "Chiptrail-Preview": about }, patience: line.patience(body.length) };
        await call("POST", "previews/", { token, body, ...how });
        line.arrived(body.length, performance.now() - started);
      }
    } catch (error) {
      // A preview that the server does not want is no loss: the original goes all the same.
      if (!["refused", "gone", "conflict"].includes(error.code)) throw error;
      body = null;
    }
    await change(photo, () => ({ previewSent: Boolean(body), preview: body ? "made" : "none" }));
  }

  async function sendOriginal(photo, enrolment) {
    current = photo.id;
    try {
      const { id, kind, teardown, sha256, name, slot, takenAt, assembly, size } = photo;
      const answer = await tus.send({
        size,
        metadata: { kind, teardown, sha256, filename: name, slot, taken_at: takenAt, key: id, assembly },
        url: photo.uploadUrl ?? "",
        token: enrolment.token,
        line,
        read: (from, to) => photos.bytes(id, from, to, store.sending),
        onUrl: (uploadUrl) => change(photo, () => ({ uploadUrl })),
        onSent: (bytes, certain) => progress(photo, bytes, certain),
        mayGoOn: () => !held() && !previewToSend() && !smallThings,
      });
      if (answer) await received(photo, answer, enrolment);
    } catch (error) {
      await photoFailed(photo, error);
    } finally {
      onTheWay.delete(photo.id);
    }
  }

  async function received(photo, { receipt, receivedAt, photo: number }, { secrets }) {
    const said = { receipt, receivedAt, photo: number };
    const fits = await receiptFits({ ...photo, ...said }, secrets);
    resting.delete(photo.id);
    gone = performance.now();
    await change(photo, () => (fits ? { ...said, sent: photo.size } : { problem: { code: "receipt_wrong" } }));
  }

  function progress(photo, bytes, certain) {
    onTheWay.set(photo.id, bytes);
    if (certain && bytes && bytes !== photo.sent) change(photo, () => ({ sent: bytes })).catch(() => {});
    show();
  }

  const change = (photo, made) => store.sending.update("photo", photo.id, (one) => ({ ...one, ...made(one) }));

  // What is wrong with this one photo stays with it; the rest goes on to `failed`.
  async function photoFailed(photo, error) {
    const { code, details } = error;
    const stop = () => change(photo, () => ({ problem: { code, ...details } }));
    // Its teardown, sent long ago, is not there (any more): once more with it, and only then it is refused.
    if (code === "refused" && details.status === 404 && restLater(photo, 0) < 2) {
      smallThings = true;
      return outbox.fromTheStart();
    }
    if (code === "damaged" || code === "refused") return stop();
    if (code === "gone" || code === "checksum") {
      await change(photo, () => ({ uploadUrl: "", sent: 0 }));
      return restLater(photo, 0) > TOO_OFTEN ? stop() : undefined;
    }
    if (code === "later" || code === "conflict") {
      restLater(photo, Math.max(details.seconds * 1000, line.rest()));
      return say({ code: "later", ...details });
    }
    throw error;
  }

  function restLater(photo, milliseconds) {
    const times = (resting.get(photo.id)?.times ?? 0) + 1;
    resting.set(photo.id, { times, until: Date.now() + milliseconds * Math.min(times, 10) });
    return times;
  }

  // What concerns all: wait and say why. Nothing is lost by waiting.
  function failed(error) {
    const { code, details = {} } = error;
    current = "";
    if (code === "locked" || code === "wiped") return false;
    if (typeof code !== "string") {
      // Nothing that we know of: wait like for a broken line, or the queue would stand still for ever.
      console.error(error);
      notBefore = Date.now() + line.rest();
      say({ code: "later", until: notBefore });
      return false;
    }
    if (code === "sign_in") {
      signedOut = used;
      // A token that was taken away may still hear that this phone is to be wiped.
      sync.listen(used).catch(() => {});
      return true;
    }
    line.broke(details.bytes);
    const least = code === "server_full" ? FULL_MS : details.seconds * 1000 || 0;
    notBefore = Date.now() + Math.max(least, line.rest());
    say({ code, until: notBefore, ...details });
    return false;
  }

  function say(problem) {
    trouble = problem;
    show();
  }

  return {
    start,
    now,
    look,
    sending: () => current,
    problem: () => trouble,
    sentOf: (photo) => Math.max(onTheWay.get(photo.id) ?? 0, photo.sent ?? 0),
    secondsFor: (waiting) => line.seconds(waiting.reduce((sum, photo) => sum + photo.size - (photo.sent ?? 0), 0)),
  };
}
