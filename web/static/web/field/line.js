// What the line carries: how large the next chunk is, how long to wait for an answer, how long to rest after a break.
export const LEAST = 16 * 1024;
export const MOST = 4 * 1024 * 1024;
const FIRST = 64 * 1024;
const WANTED_SECONDS = 8;
const FIRST_REST = 1_000;
const LONGEST_REST = 120_000;
// Slower than this we take for dead.
const SLOWEST = 400;

export function newLine(chance = Math.random) {
  // `cap` halves with every break and doubles with every chunk that arrived: on a line that breaks, little is lost.
  let rate = 0;
  let cap = MOST;
  let breaks = 0;
  return {
    get rate() {
      return rate;
    },
    chunk() {
      const wanted = rate ? rate * WANTED_SECONDS : FIRST;
      return Math.floor(Math.max(LEAST, Math.min(wanted, cap, MOST)));
    },
    // Short answers measure the way and not the line: the newest counts a third.
    arrived(bytes, milliseconds) {
      const now = (bytes * 1000) / Math.max(milliseconds, 1);
      rate = rate ? rate + (now - rate) / 3 : now;
      cap = Math.min(MOST, cap * 2);
      breaks = 0;
    },
    // The chunk in which it broke tells how much the line bears.
    broke(bytes = 0) {
      cap = Math.max(LEAST, Math.min(cap, bytes || cap) / 2);
      breaks += 1;
    },
    answered() {
      breaks = 0;
    },
    // Twice as long after each break, with chance in it, so that fifty phones do not come back at once.
    rest() {
      const longest = Math.min(LONGEST_REST, FIRST_REST * 2 ** Math.min(breaks, 10));
      return longest / 2 + (longest / 2) * chance();
    },
    patience(bytes) {
      return 30_000 + (bytes * 1000) / Math.max(SLOWEST, rate / 4);
    },
    seconds(bytes) {
      return rate ? bytes / rate : null;
    },
  };
}

// "offline", "wifi", "cellular", "unknown": what the browser knows.
export function network() {
  if (navigator.onLine === false) return "offline";
  const type = navigator.connection?.type;
  if (type === "wifi" || type === "ethernet") return "wifi";
  return type === "cellular" || type === "wimax" || type === "bluetooth" ? "cellular" : "unknown";
}

// What holds back everything, or null.
export function hindrance({ paused, wifiOnly }) {
  const now = network();
  if (paused) return { code: "paused" };
  if (now === "offline") return { code: "offline" };
  if (wifiOnly && now !== "wifi") return { code: now === "unknown" ? "line_unknown" : "wifi_only" };
  return null;
}
