// What the phone keeps, sealed. Three states: "new" (no PIN yet), "locked", "open".
//
// `store` methods work while open. `sending` has the same reading and writing for the queue alone, which may go on for
// a while after the phone locked itself (docs/decisions/0011-the-phone.md): a lock by hand stops it at once.
import * as ballast from "./ballast.js";
import { during } from "./busy.js";
import * as vault from "./crypto.js";
import * as database from "./database.js";
import { FieldError, fail } from "./errors.js";
import * as hardware from "./hardware.js";
import * as letters from "./letters.js";
import * as pins from "./pins.js";
import { leave } from "./traces.js";
import { secondsToWait, TRIES, UNTRIED } from "./tries.js";

export const GRACE_MS = 15 * 60_000;
// Left free for previews, records and what the browser itself needs.
const RESERVE = 8 * 1024 * 1024;

let keys = null;
let sendingKeys = null;
let lockedAt = 0;
let graceTimer = 0;
// How often this tab saw a wipe: what was begun before one gets no key after it.
let wipes = 0;
const listeners = new Set();
const channel = new BroadcastChannel("chiptrail-field");

channel.addEventListener("message", ({ data }) => {
  if (data.what === "lock") close(data.keepSending);
  else if (data.what === "wiped") {
    wipes += 1;
    close(false);
    tell("wiped", data.kind, data.id);
  } else tell(data.what, data.kind, data.id);
});

// `listener(what, kind, id)`: what is "changed", "open", "locked", "wiped" (kind: why); also for what other tabs did.
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

const pinLock = (work) => during(() => navigator.locks.request("chiptrail-field-pin", work));
// What a wipe clears away is not what a set-up after it has just made.
const clearing = (work) => navigator.locks.request("chiptrail-field-clearing", work);

// How the PIN is typed: "digits6", "digits", "words".
export const shape = async () => (await database.keyRow())?.shape ?? "digits6";

// Whether this phone's hardware holds a half of the key.
export const bound = async () => Boolean((await database.keyRow())?.bound);

// False where the key once lay here without a pad: what the database still holds of it may open.
export const clean = async () => Boolean((await database.keyRow())?.clean);

function checked(pin) {
  const fault = pins.fault(pin);
  if (fault) fail(`pin_${fault}`);
}

// The first PIN. `enrolment` may be null: photos can be taken before the phone is known to the server.
export async function setup(pin, enrolment = null) {
  checked(pin);
  const before = wipes;
  const made = () => clearing(async () => {
    if (await database.keyRow()) fail("already_set_up");
    // What a wipe that was cut off left: nobody can read it any more.
    await database.clear();
    const master = vault.newMaster();
    const { pad, ...wrapped } = await vault.wrapAnew(master, pin, null);
    const fresh = await vault.keysOf(master);
    const row = { ...wrapped, ...(await letters.newPair(fresh)), ...UNTRIED, shape: pins.shapeOf(pin), clean: true };
    await database.putKeyRow(row, pad);
    if (wipes === before) keys = fresh;
    else await database.dropKey();
  });
  await pinLock(made);
  if (!keys) fail("wiped");
  // Without waiting: Chromium grants or refuses by itself, others ask the person; the ballast takes a moment to write.
  navigator.storage?.persist?.().catch(() => {});
  ballast.ensure().catch(() => {});
  if (enrolment) await renew(enrolment);
  tellAll("open");
}

export async function unlock(pin) {
  const before = wipes;
  await tried(pin, async (master, row, factor) => {
    // A phone that was set up before there were a pad and an inbox gets them; a full one opens without.
    const { pad = null, ...wrapped } = row.padded ? {} : await vault.wrapAnew(master, pin, factor);
    const found = await vault.keysOf(master);
    const whole = { ...row, ...(row.inbox ? {} : await letters.newPair(found)) };
    await database.replaceKeyRow(row.salt, { ...whole, ...wrapped }, pad).catch((error) => {
      if (!pad || error.code !== "storage_full") throw error;
      return database.replaceKeyRow(row.salt, whole);
    });
    if (wipes !== before) fail("wiped");
    keys = found;
  });
  clearTimeout(graceTimer);
  sendingKeys = null;
  tellAll("open");
}

// Another PIN; `bind` says whether the hardware holds a half of the key from now on. The data stay as they are.
export async function change(pin, { pin: next = pin, bind = null } = {}) {
  checked(next);
  toOpen();
  await tried(pin, async (master, row, factor) => {
    const before = row.bound && bind !== false ? { bound: row.bound, factor } : { bound: null, factor: null };
    const half = bind && !row.bound ? await hardware.bind() : before;
    const { pad, ...wrapped } = await vault.wrapAnew(master, next, half.factor);
    master.fill(0);
    await database.replaceKeyRow(row.salt, { ...row, ...wrapped, shape: pins.shapeOf(next), bound: half.bound }, pad);
    if (row.bound && !half.bound) hardware.forget(row.bound);
  });
}

// Counted before it is tried, so that killing the page wins no further try. `use(master, row, factor)` gets the master key.
async function tried(pin, use) {
  const wiped = await pinLock(async () => {
    const row = (await database.keyRow()) ?? fail("new");
    const wait = await secondsToWait(row);
    if (wait > 0) fail("wait", { seconds: wait, left: TRIES - row.tries });
    const pad = row.padded ? ((await database.keyPad()) ?? fail((await database.keyRow()) ? "damaged" : "wiped")) : null;
    const factor = row.bound ? await hardware.answer(row.bound) : null;
    const counted = { ...row, tries: row.tries + 1, since: Date.now() };
    await database.replaceKeyRow(row.salt, counted);
    const master = await vault.unwrap(pin, row, [pad && (await vault.sha256Of(pad)), factor]);
    if (master) {
      await database.replaceKeyRow(row.salt, { ...row, ...UNTRIED });
      await use(master, { ...row, ...UNTRIED }, factor);
      return false;
    }
    if (counted.tries >= TRIES) return true;
    throw new FieldError("wrong_pin", { left: TRIES - counted.tries, seconds: await secondsToWait(counted) });
  });
  if (wiped) {
    await wipe("tries");
    fail("wiped", { why: "tries" });
  }
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

// The key and its pad first: without the pad no older row opens either, even if the rest is cut off (how soon its file
// goes: docs/decisions/0011-the-phone.md). `why`: "hand", "tries", "order". Tells also whether a passkey stays.
export const wipe = (why = "hand") => during(async () => {
  wipes += 1;
  keys = null;
  sendingKeys = null;
  const before = database.keyRow().catch(() => null);
  const dropped = await database.dropKey().then(() => true, () => false);
  const bound = (await before)?.bound;
  if (bound) hardware.forget(bound);
  tellAll("wiped", why, Boolean(bound));
  await clearing(async () => {
    if (!dropped || !(await database.keyRow().catch(() => null))) await database.destroy().catch(() => {});
  });
  await leave();
});

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
