// Listens for the order to wipe this phone, whatever holds the photos back: paused, Wi-Fi only, signed out, locked by
// hand. The token stays in memory alone, so a page that was opened anew hears nothing before the PIN.
import * as store from "./store.js";
import * as sync from "./sync.js";

const LOOK_MS = 60_000;
// The sender speaks first after an unlocking; what it says is contact enough.
const AFTER_OPENING_MS = 3_000;
let token = "";

export function start() {
  store.onChange((what, kind) => {
    if (what === "open" || kind === "enrolment") remember();
    if (what === "open") setTimeout(listen, AFTER_OPENING_MS);
    if (what === "wiped") token = "";
  });
  remember();
  addEventListener("online", listen);
  navigator.connection?.addEventListener?.("change", listen);
  setInterval(listen, LOOK_MS);
}

async function remember() {
  token = (await store.enrolment(store.sending).catch(() => null))?.token ?? token;
}

export async function listen() {
  if (!token || navigator.onLine === false || !sync.contactDue()) return;
  await sync.listen(token).catch(() => {});
}
