// Photos as the phone keeps them, with what the queue knows of each, kept up to date.
import * as queue from "./queue.js";
import * as store from "./store.js";

/** Calls `told(photos, seen)` now and after each change; newest first. Returns what stops it. */
export async function watch(told, teardown = "") {
  let records = new Map();
  let seen = null;
  let stopped = false;
  let loading = false;

  async function load() {
    if (loading) return;
    loading = true;
    try {
      const all = await store.all("photo");
      records = new Map(all.filter((one) => !teardown || one.teardown === teardown).map((one) => [one.id, one]));
    } finally {
      loading = false;
    }
  }

  function give() {
    if (stopped) return;
    const known = new Map((seen ? seen.photos : []).map((one) => [one.id, one]));
    const list = [...records.values()].map((one) => ({ state: "phone", total: one.size, ...one, ...known.get(one.id) }));
    told(list.sort((a, b) => (b.takenAt || "").localeCompare(a.takenAt || "")), seen);
  }

  await load();
  const leaveQueue = queue.subscribe((now) => {
    seen = now;
    give();
  });
  const leaveStore = store.onChange(async (what, kind) => {
    if (what !== "changed" || kind !== "photo" || !store.isOpen()) return;
    await load().catch(() => {});
    give();
  });
  give();
  return () => {
    stopped = true;
    if (leaveQueue) leaveQueue();
    leaveStore();
  };
}

/** Counts of a list of photos: received, part-sent, waiting, and of those whose preview the lab has. */
export const counted = (list) => ({
  all: list.length,
  received: list.filter((one) => one.state === "received").length,
  part: list.filter((one) => one.state === "part").length,
  waiting: list.filter((one) => one.state !== "received" && one.state !== "part").length,
});
