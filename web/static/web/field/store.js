// What the phone keeps, sealed. Three states: "new" (no PIN yet), "locked", "open".
//
// `store` methods work while open. `sending` has the same reading and writing for the queue alone, which may go on for
// a while after the phone locked itself (docs/decisions/0011-the-phone.md): a lock by hand stops it at once.
import * as ballast from "./ballast.js";
import * as vault from "./crypto.js";
import * as database from "./database.js";
import { FieldError, fail } from "./errors.js";

export const GRACE_MS = 15 * 60_000;
export const PIN_LENGTH = 6;
const TRIES = 10;
// Seconds to wait after so many wrong PINs; none for a slip of the finger.
const PAUSES = [0, 0, 0, 30, 60, 120, 300, 600, 900];
// Left free for previews, records and what the browser itself needs.
const RESERVE = 8 * 1024 * 1024;

let keys = null;
let sendingKeys = null;
let lockedAt = 0;
let graceTimer = 0;
const listeners = new Set();
const channel = new BroadcastChannel("chiptrail-field");

channel.addEventListener("message", ({ data }) => {
  if (data.what === "lock") close(data.keepSending);
  else if (data.what === "wiped") {
    close(false);
    tell("wiped");
  } else tell(data.what, data.kind, data.id);
});

// `listener(what, kind, id)`: what is "changed", "open", "locked", "wiped"; also for what other tabs did.
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(what, kind, id) {
  for (const listener of listeners) listener(what, kind, id);
}

function tellAll(what, kind, id) {
  tell(what, kind, id);
  channel.postMessage({ what, kind, id });
}

// For a record that was written together with other things.
export const announce = (kind, id) => tellAll("changed", kind, id);

const toOpen = () => keys ?? fail("locked");

function toSend() {
  // A phone that slept runs no timers, and its clock may be set back: both end the time of grace.
  const since = Date.now() - lockedAt;
  if (!keys && sendingKeys && (since < 0 || since > GRACE_MS)) sendingKeys = null;
  return keys ?? sendingKeys ?? fail("locked");
}

export const canSend = () => {
  try {
    return Boolean(toSend());
  } catch {
    return false;
  }
};

export const isOpen = () => keys !== null;

export async function status() {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) throw new FieldError("insecure");
  if (keys) return "open";
  return (await database.keyRow()) ? "locked" : "new";
}

const pinLock = (work) => navigator.locks.request("chiptrail-field-pin", work);

// The first PIN. `enrolment` may be null: photos can be taken before the phone is known to the server.
export async function setup(pin, enrolment = null) {
  if (pin.length < PIN_LENGTH) fail("pin_too_short", { least: PIN_LENGTH });
  await pinLock(async () => {
    if (await database.keyRow()) fail("already_set_up");
    // What a wipe that was cut off left: nobody can read it any more.
    await database.clear();
    const made = await vault.newMaster(pin);
    await database.putKeyRow({ ...made.wrapped, tries: 0, since: 0 });
    keys = made.keys;
  });
  // Without waiting: Chromium grants or refuses by itself, others ask the person; the ballast takes a moment to write.
  navigator.storage?.persist?.().catch(() => {});
  ballast.ensure().catch(() => {});
  if (enrolment) await renew(enrolment);
  tellAll("open");
}

// Counted before it is tried, so that killing the page wins no further try.
export async function unlock(pin) {
  const wiped = await pinLock(async () => {
    const row = (await database.keyRow()) ?? fail("new");
    const wait = await secondsToWait(row);
    if (wait > 0) fail("wait", { seconds: wait, left: TRIES - row.tries });
    const tried = { ...row, tries: row.tries + 1, since: Date.now() };
    await database.putKeyRow(tried);
    const found = await vault.unwrapMaster(pin, row);
    if (found) {
      await database.putKeyRow({ ...row, tries: 0, since: 0 });
      keys = found;
      return false;
    }
    if (tried.tries >= TRIES) return true;
    throw new FieldError("wrong_pin", { left: TRIES - tried.tries, seconds: await secondsToWait(tried) });
  });
  if (wiped) {
    await wipe();
    fail("wiped");
  }
  clearTimeout(graceTimer);
  sendingKeys = null;
  tellAll("open");
}

// By the phone's clock, which may be set: back counts as no time gone, and ten tries are all there are.
async function secondsToWait(row) {
  const pause = PAUSES[Math.min(row.tries, PAUSES.length) - 1] ?? 0;
  if (!pause) return 0;
  const now = Date.now();
  if (now < row.since) {
    row.since = now;
    await database.putKeyRow(row);
  }
  return Math.max(0, Math.ceil(pause - (now - row.since) / 1000));
}

// By hand: at once and for everything. `keepSending`: the phone locked itself, what waits may still go for a while.
export function lock({ keepSending = false } = {}) {
  if (keys || sendingKeys) {
    close(keepSending);
    channel.postMessage({ what: "lock", keepSending });
  }
}

function close(keepSending) {
  sendingKeys = keepSending ? (keys ?? sendingKeys) : null;
  if (keys) lockedAt = Date.now();
  keys = null;
  clearTimeout(graceTimer);
  if (sendingKeys) {
    graceTimer = setTimeout(() => {
      sendingKeys = null;
      tell("locked");
    }, GRACE_MS);
  }
  tell("locked");
}

// The key first: from then on nothing opens, even if the rest is cut off.
export async function wipe() {
  keys = null;
  sendingKeys = null;
  await database.putKeyRow(null).catch(() => {});
  tellAll("wiped");
  await database.destroy().catch(() => {});
  localStorage.clear();
  sessionStorage.clear();
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker?.getRegistration("/field/").catch(() => null);
  await registration?.unregister();
}

// Reading and writing, by whoever may hold the keys.
function door(keysOf) {
  const nameOf = (kind, id) => vault.nameOf(keysOf(), "record", kind, id);

  async function sealed(kind, object) {
    const held = keysOf();
    const [name, tag] = await Promise.all([nameOf(kind, object.id), vault.nameOf(held, "kind", kind)]);
    return { name, kind: tag, sealed: await vault.seal(held, name, vault.encode(JSON.stringify(object))) };
  }

  const opened = async (row) => JSON.parse(vault.decode(await vault.open(keysOf(), row.name, row.sealed)));

  async function get(kind, id) {
    const row = await database.record(await nameOf(kind, id));
    return row && opened(row);
  }

  async function put(kind, object) {
    await database.commit({ records: [await sealed(kind, object)] });
    tellAll("changed", kind, object.id);
    return object;
  }

  // Read, changed and written by one tab at a time; `change` returns the new object, or nothing to leave it.
  async function update(kind, id, change) {
    const name = await nameOf(kind, id);
    return navigator.locks.request(`chiptrail-field-${name}`, async () => {
      const before = await get(kind, id);
      const after = before && change(before);
      return after ? put(kind, after) : before;
    });
  }

  // Every object of a kind that opens. `read` tells the damaged ones too: {objects, damaged: [names]}.
  async function read(kind) {
    const rows = await database.recordsOf(await vault.nameOf(keysOf(), "kind", kind));
    const objects = [];
    const damaged = [];
    const tries = await Promise.all(rows.map((row) => opened(row).catch((error) => ({ broken: error, row }))));
    for (const one of tries) {
      if (!one.broken) objects.push(one);
      else if (one.broken.code === "locked") throw one.broken;
      else damaged.push(one.row.name);
    }
    return { objects, damaged };
  }

  const all = async (kind) => (await read(kind)).objects;

  async function remove(kind, id) {
    await database.commit({ remove: [await nameOf(kind, id)] });
    tellAll("changed", kind, id);
  }

  return { get, put, update, read, all, remove, sealed, keysOf, nameOf };
}

const atOpen = door(toOpen);
export const { get, put, update, read, all, remove } = atOpen;
export const inner = atOpen;
export const sending = door(toSend);

export const enrolment = async (through = atOpen) => (await through.get("enrolment", "this")) ?? null;

// A new token for the same work. Receipts of the phone's earlier secrets stay checkable.
export async function renew(fresh) {
  const before = await enrolment();
  const secrets = [fresh.secret, ...(before?.secrets ?? [])].filter((one, at, list) => list.indexOf(one) === at);
  await put("enrolment", { ...fresh, id: "this", secrets });
}

// Bytes left for photos, as far as the browser says (Infinity: it says nothing). 0 when not even the next shot fits.
export async function room() {
  if (!(await ballast.ensure())) return 0;
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  if (!estimate?.quota) return Infinity;
  return Math.max(0, estimate.quota - (estimate.usage ?? 0) - RESERVE);
}

// Whether the browser promised not to clear this storage when the phone runs full.
export const persistent = async () => (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
