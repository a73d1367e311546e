// What wrong PINs cost, by the phone's clock.
import * as database from "./database.js";

export const TRIES = 10;
export const UNTRIED = { tries: 0, since: 0 };
// Seconds to wait after so many wrong PINs; none for a slip of the finger.
const PAUSES = [0, 0, 0, 30, 60, 120, 300, 600, 900];

// The clock may be set: back counts as no time gone, and ten tries are all there are.
export async function secondsToWait(row) {
  const pause = PAUSES[Math.min(row.tries, PAUSES.length) - 1] ?? 0;
  if (!pause) return 0;
  const now = Date.now();
  if (now < row.since) {
    row.since = now;
    await database.replaceKeyRow(row.salt, row);
  }
  return Math.max(0, Math.ceil(pause - (now - row.since) / 1000));
}
