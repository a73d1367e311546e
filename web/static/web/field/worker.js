// Puts the service worker in place, and lets a new release take over while nothing is open: whole, never half.
import * as store from "./store.js";

const ADDRESS = "/field/sw.js";
// Asked again: the page that was here before this one counts as open until the browser has put it away.
const ASK_AT = [0, 1_000, 4_000, 15_000];

export async function register() {
  const container = navigator.serviceWorker;
  if (!container) return null;
  const registration = await container.register(ADDRESS, { scope: "/field/" }).catch(() => null);
  if (!registration?.waiting || !container.controller) return registration;
  // With other tabs open the worker refuses and the old release stays. The change may come late: nobody's work is
  // broken off for it, and the next lock ends the old release.
  container.addEventListener("controllerchange", reload, { once: true });
  for (const later of ASK_AT) setTimeout(() => registration.waiting?.postMessage("take over"), later);
  return registration;
}

function reload() {
  if (store.isOpen()) store.onChange((what) => what === "locked" && location.reload());
  else location.reload();
}
