// Puts the service worker in place, and lets a new release take over while nothing is open: whole, never half.
import { busy } from "./busy.js";
import { cameraOpen } from "./lock.js";
import * as store from "./store.js";

const ADDRESS = "/field/sw.js";

export async function register() {
  const container = navigator.serviceWorker;
  if (!container) return null;
  const registration = await container.register(ADDRESS, { scope: "/field/" }).catch(() => null);
  if (!registration || !container.controller) return registration;
  // With other tabs open the worker refuses and the old release stays until the next start, or the next lock. The
  // change may come late: nobody's work is broken off for it, and the next lock ends the old release.
  container.addEventListener("controllerchange", reload, { once: true });
  const ask = () => registration.waiting?.postMessage("take over");
  store.onChange(() => idle() && ask());
  ask();
  return registration;
}

// Closed, nothing on its way, nothing being taken in or made, and no camera open: a phone's hides the page.
const idle = () => !store.canSend() && !document.hidden && !busy() && !cameraOpen();

function reload() {
  if (idle()) location.reload();
  else store.onChange(() => idle() && location.reload());
}
