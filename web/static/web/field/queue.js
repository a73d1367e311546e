// What waits for the network, and how far it is. The screens see `subscribe`; the work is in sender.js.
import * as ear from "./ear.js";
import * as outbox from "./outbox.js";
import { network } from "./line.js";
import * as photos from "./photos.js";
import { newSender } from "./sender.js";
import * as store from "./store.js";

const SHOWN_EVERY_MS = 250;

const listeners = new Set();
const known = new Map();
let damaged = [];
let settings = { id: "queue", paused: false, wifiOnly: false };
let refused = {};
let showing = 0;
let started = false;
let wasOpen = false;

const sender = newSender({ show, settings: () => settings, photos: () => inOrder() });

const inOrder = () =>
  [...known.values()].sort((one, other) => one.takenAt.localeCompare(other.takenAt) || one.id.localeCompare(other.id));

// Once, when the app opens; it finds by itself when the phone is unlocked, locked, wiped.
export function start() {
  if (started) return;
  started = true;
  store.onChange(changed);
  for (const event of ["online", "offline"]) addEventListener(event, poke);
  navigator.connection?.addEventListener?.("change", poke);
  document.addEventListener("visibilitychange", poke);
  ear.start();
  if (store.isOpen()) changed("open");
}

export const pause = () => set({ paused: true });

// Also "try now": what was refused or waits for its time is tried at once.
export async function resume() {
  await set({ paused: false });
  await retry();
}

export const setWifiOnly = (wifiOnly) => set({ wifiOnly });

// Look at once whether something waits.
export const wake = () => sender.look("");

// One photo that has a problem, or all that have one.
export async function retry(id = "") {
  for (const photo of inOrder()) {
    if (photo.problem && (!id || id === photo.id)) {
      await store.update("photo", photo.id, (one) => ({ ...one, problem: null }));
    }
  }
  await outbox.again();
  sender.now();
}

// `listener(snapshot)`, at once and after every change, at most four times a second. Gives the end of it.
export function subscribe(listener) {
  listeners.add(listener);
  listener(snapshot());
  return () => listeners.delete(listener);
}

async function set(change) {
  settings = { ...settings, ...change };
  show();
  await store.put("setting", settings);
}

function poke() {
  sender.now();
  show();
}

async function changed(what, kind, id) {
  try {
    if (what === "open") await load();
    else if (what === "locked" || what === "wiped") hide(what);
    else if (kind === "photo") await loadOne(id);
    else if (kind === "setting") settings = (await store.sending.get("setting", "queue")) ?? settings;
    else if (kind === "sent") refused = await outbox.problems();
  } catch (error) {
    if (error.code !== "locked") throw error;
  }
  if (kind !== "photo" || known.get(id)?.sent === 0) sender.look(kind);
  show();
}

async function load() {
  if (wasOpen && store.isOpen() && known.size) return;
  // As what may send: a phone that locks itself meanwhile sends what it has all the same.
  settings = (await store.sending.get("setting", "queue")) ?? settings;
  await photos.cleanUp();
  known.clear();
  const found = await store.sending.read("photo");
  damaged = found.damaged;
  // What was added or changed meanwhile is newer than what was read.
  for (const photo of found.objects) if (!known.has(photo.id)) known.set(photo.id, photo);
  refused = await outbox.problems();
  wasOpen = store.isOpen();
  photos.previewTheRest(found.objects);
  sender.start();
}

async function loadOne(id) {
  const photo = await store.sending.get("photo", id);
  if (photo) known.set(id, photo);
}

// While the queue may still send, it keeps what it must know; nothing of it is shown.
function hide(what) {
  wasOpen = false;
  if (what === "wiped" || !store.canSend()) known.clear();
  if (what === "wiped") settings = { id: "queue", paused: false, wifiOnly: false };
}

export function stateOf(photo) {
  if (photo.receipt) return "received";
  if (photo.sent > 0) return "part";
  return photo.previewSent ? "preview" : "phone";
}

function row(photo) {
  const sent = sender.sentOf(photo);
  return {
    id: photo.id,
    teardown: photo.teardown,
    slot: photo.slot,
    kind: photo.kind,
    state: stateOf({ ...photo, sent }),
    sent: photo.receipt ? photo.size : sent,
    total: photo.size,
    sha256: photo.sha256,
    takenAt: photo.takenAt,
    answered: photo.answered ?? "",
    sending: sender.sending() === photo.id,
    receipt: photo.receipt ?? "",
    receivedAt: photo.receivedAt ?? "",
    requests: photo.requests ?? [],
    outcome: photo.outcome ?? "",
    forgotten: Boolean(photo.forgotten),
    problem: photo.problem ?? null,
  };
}

function snapshot() {
  const open = store.isOpen();
  const rows = open ? inOrder().map(row) : [];
  const left = inOrder().filter((photo) => !photo.receipt);
  const seconds = sender.secondsFor(left);
  return {
    locked: !open,
    network: network(),
    paused: settings.paused,
    wifiOnly: settings.wifiOnly,
    sending: sender.sending(),
    minutesLeft: seconds === null ? null : Math.ceil(seconds / 60),
    waiting: left.length,
    photos: rows,
    damaged: open ? damaged : [],
    refused: open ? refused : {},
    problem: sender.problem(),
  };
}

function show() {
  if (showing) return;
  showing = setTimeout(() => {
    showing = 0;
    const now = snapshot();
    for (const listener of listeners) listener(now);
  }, SHOWN_EVERY_MS);
}
