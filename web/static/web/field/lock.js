// The phone locks itself: after idle minutes, and when the app goes out of sight if that is wanted. What waits may
// still be sent for a while; a lock by hand (`store.lock()`) ends that too.
import * as store from "./store.js";

const CAMERA_MS = 10 * 60_000;
const ACTS = ["pointerdown", "keydown", "scroll", "change"];
let stop = () => {};
let cameraUntil = 0;

// The camera hides the page and takes its time: until it is back, at most ten minutes, the phone does not lock itself.
export const expectCamera = () => {
  cameraUntil = Date.now() + CAMERA_MS;
};
export const cameraBack = () => {
  cameraUntil = 0;
};
export const cameraOpen = () => cameraUntil > Date.now() && cameraUntil - Date.now() <= CAMERA_MS;

// From now on by these rules; again with others to change them. {minutes: 0} never locks by time.
export function guard({ minutes = 5, whenHidden = false } = {}) {
  stop();
  let last = Date.now();
  const touched = () => {
    // A phone that slept ran no timer: the first touch afterwards finds it locked.
    if (!due()) last = Date.now();
    else store.lock({ keepSending: true });
  };
  const due = () => minutes > 0 && !cameraOpen() && store.isOpen() && Math.abs(Date.now() - last) >= minutes * 60_000;
  const look = () => due() && store.lock({ keepSending: true });
  const hidden = () => {
    if (document.hidden && whenHidden && !cameraOpen() && store.isOpen()) store.lock({ keepSending: true });
    else look();
  };
  const opened = store.onChange((what) => {
    if (what === "open") last = Date.now();
  });
  const timer = setInterval(look, 5_000);
  for (const act of ACTS) addEventListener(act, touched, { capture: true, passive: true });
  document.addEventListener("visibilitychange", hidden);
  stop = () => {
    opened();
    clearInterval(timer);
    for (const act of ACTS) removeEventListener(act, touched, { capture: true });
    document.removeEventListener("visibilitychange", hidden);
  };
}
