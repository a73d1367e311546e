// What the camera brings after the phone was closed: sealed to a public key, so that it is neither lost nor in the
// clear. How many there are is all that a closed phone tells.
import * as ballast from "./ballast.js";
import * as vault from "./crypto.js";
import * as database from "./database.js";
import { fail } from "./errors.js";
import * as letters from "./letters.js";
import * as pieces from "./pieces.js";
import * as store from "./store.js";

export const KIND = "inbox";
const EMPTYING = "chiptrail-field-inbox";

// Keeps a file with what is said of it; works while locked. Codes: not_kept (no key here: wiped, also meanwhile, or from
// before the inbox), empty_file, too_large, storage_full, unreadable.
export async function hold({ file, ...said }) {
  pieces.checked(file);
  const { inbox } = (await database.keyRow()) ?? {};
  if (!inbox) fail("not_kept");
  const about = { ...said, name: file.name ?? "", type: file.type ?? "", size: file.size, takenAt: new Date().toISOString() };
  await pieces.adding(async () => {
    const { from, keys } = await letters.sealer(inbox);
    const name = `${KIND}-${vault.uuid()}`;
    try {
      const { last } = await pieces.take(keys, name, file);
      const sealed = await vault.seal(keys, name, vault.encode(JSON.stringify(about)));
      await database.commit({ pieces: last, fresh: [{ name, kind: KIND, from, sealed }] });
      // A wipe meanwhile: nobody could open it any more. Another PIN leaves the pair as it is.
      const now = (await database.keyRow())?.inbox;
      if (!now || !inbox.every((byte, at) => byte === now[at])) fail("not_kept");
    } catch (error) {
      await database.commit({ drop: [name], remove: [name] }).catch(() => {});
      throw error;
    }
  }, ballast.release);
}

// With the phone open: `take(said, file)` for each, then it is gone from here; so is one that never had a byte, which
// nothing can be made of. Gives what went wrong.
export async function empty(take) {
  return navigator.locks.request(EMPTYING, async () => {
    const rows = await database.recordsOf(KIND);
    if (!rows.length) return [];
    const keys = store.inner.keysOf();
    const open = await letters.opener(keys, await database.keyRow());
    const failed = [];
    for (const row of rows) {
      try {
        const own = await open(row.from);
        const about = JSON.parse(vault.decode(await vault.open(own, row.name, row.sealed)));
        await take(about, fileOf(own, row.name, about));
        await gone(row);
      } catch (error) {
        failed.push(error);
        if (error.code === "empty_file") await gone(row);
      }
    }
    return failed;
  });
}

const gone = ({ name }) => database.commit({ remove: [name], drop: [name] });

// Read piece by piece: a Blob of the whole might be put on the disk by the browser, in the clear.
const fileOf = (keys, place, { name, type, size }) => ({
  name,
  type,
  size,
  slice: (from, to) => {
    const end = Math.min(to, size);
    return { size: end - from, arrayBuffer: async () => (await pieces.read(keys, place, size, from, end)).buffer };
  },
});
