// The two databases of the phone. The wrapped key has one of its own: to drop it is one small act, whatever state the
// big one is in. Every write waits until it is on the disk (durability "strict").
import { deleteDB, openDB } from "../vendor/idb.js";
import { FieldError, storageFailure } from "./errors.js";

export const DATA = "chiptrail-field";
export const KEY = "chiptrail-field-key";
const STRICT = { durability: "strict" };

const opened = new Map();

// Another tab that wipes must not wait for this one: the connection closes when asked to.
function connect(name, upgrade) {
  if (!opened.has(name)) {
    const forget = () => opened.delete(name);
    // Some browsers throw at once where they keep nothing, others fail later.
    const connecting = Promise.resolve().then(() =>
      openDB(name, 1, {
        upgrade,
        blocking: (_from, _to, event) => {
          forget();
          event.target.close();
        },
        terminated: forget,
      }),
    );
    connecting.catch(forget);
    opened.set(name, connecting);
  }
  return opened.get(name).catch((error) => {
    throw storageFailure(error);
  });
}

const data = () =>
  connect(DATA, (db) => {
    db.createObjectStore("records", { keyPath: "name" }).createIndex("kind", "kind");
    db.createObjectStore("pieces");
  });

const keyDatabase = () => connect(KEY, (db) => db.createObjectStore("key"));

const ofName = (name) => IDBKeyRange.bound([name, 0], [name, Infinity]);

export async function keyRow() {
  return (await keyDatabase()).get("key", "key");
}

export async function keyPad() {
  return (await keyDatabase()).get("key", "pad");
}

const putKey = (store, row, pad) => [...(pad ? [store.put(pad, "pad")] : []), store.put(row, "key")];

// `pad`: takes the place of the one before, in the same act.
export async function putKeyRow(row, pad = null) {
  const transaction = (await keyDatabase()).transaction("key", "readwrite", STRICT);
  await finish(transaction, () => putKey(transaction.store, row, pad));
}

// Only where the row with this salt still is, else {code: "wiped"}: what was wiped meanwhile does not come back.
export async function replaceKeyRow(salt, row, pad = null) {
  const transaction = (await keyDatabase()).transaction("key", "readwrite", STRICT);
  const now = await transaction.store.get("key");
  const same = now?.salt.every((byte, at) => byte === salt[at]);
  await finish(transaction, () => (same ? putKey(transaction.store, row, pad) : []));
  if (!same) throw new FieldError("wiped");
}

export async function dropKey() {
  const transaction = (await keyDatabase()).transaction("key", "readwrite", STRICT);
  await finish(transaction, () => [transaction.store.delete("pad"), transaction.store.delete("key")]);
}

export async function record(name) {
  return (await data()).get("records", name);
}

export async function recordsOf(kind) {
  return (await data()).getAllFromIndex("records", "kind", kind);
}

export async function pieces(name, first, last) {
  return (await data()).getAll("pieces", IDBKeyRange.bound([name, first], [name, last]));
}

export async function hasPiece(name, index) {
  return (await (await data()).count("pieces", [name, index])) > 0;
}

// All or nothing. `records`: rows to write; `fresh`: rows that must not exist yet, else ConstraintError;
// `pieces`: [name, index, bytes]; `drop`: names whose pieces go; `remove`: names of records that go.
export async function commit({ records = [], fresh = [], pieces: parts = [], drop = [], remove = [] }) {
  const transaction = (await data()).transaction(["records", "pieces"], "readwrite", STRICT);
  const rows = transaction.objectStore("records");
  const bytes = transaction.objectStore("pieces");
  await finish(transaction, () => [
    ...records.map((row) => rows.put(row)),
    ...fresh.map((row) => rows.add(row)),
    ...parts.map(([name, index, piece]) => bytes.put(piece, [name, index])),
    ...drop.map((name) => bytes.delete(ofName(name))),
    ...remove.map((name) => rows.delete(name)),
  ]);
}

// One of the requests or the transaction itself knows why it ended; the others only know that it did.
async function finish(transaction, ask) {
  const errors = [];
  const note = (error) => errors.push(error);
  const done = transaction.done.catch(note);
  try {
    for (const request of ask()) request.catch(note);
  } catch (error) {
    note(error);
    transaction.abort();
  }
  await done;
  if (errors.length) throw storageFailure(errors.find((error) => error.name !== "AbortError") ?? errors[0]);
}

// The names that have pieces, each once: what was cut off in the middle is found by what has no record.
export async function namesWithPieces() {
  const names = [];
  let cursor = await (await data()).transaction("pieces").store.openKeyCursor();
  while (cursor) {
    names.push(cursor.key[0]);
    cursor = await cursor.continue([cursor.key[0], Infinity]);
  }
  return names;
}

// Everything but the key.
export async function clear() {
  const transaction = (await data()).transaction(["records", "pieces"], "readwrite", STRICT);
  await finish(transaction, () => [transaction.objectStore("records").clear(), transaction.objectStore("pieces").clear()]);
}

export async function destroy() {
  for (const name of [KEY, DATA]) {
    const connection = opened.get(name);
    opened.delete(name);
    (await connection?.catch(() => null))?.close();
  }
  await deleteDB(KEY);
  await deleteDB(DATA);
}
