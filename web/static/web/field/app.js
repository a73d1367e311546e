// The app: starts the worker, asks whether the phone is open, and shows the screen that the address names.
import { message } from "./dom.js";
import { carry, goOn, show } from "./frame.js";
import { guard } from "./lock.js";
import * as queue from "./queue.js";
import { signOutAtLast } from "./session.js";
import * as store from "./store.js";
import { keepHeld } from "./take.js";
import { t } from "./words.js";
import { register } from "./worker.js";

const SCREENS = [
  [/^#\/$/, () => import("./screens/home.js")],
  [/^#\/new$/, () => import("./screens/model.js")],
  [/^#\/new\/place$/, () => import("./screens/place.js")],
  [/^#\/new\/safety$/, () => import("./screens/safety.js")],
  [/^#\/t\/([\w-]+)$/, () => import("./screens/teardown.js")],
  [/^#\/t\/([\w-]+)\/list$/, () => import("./screens/list.js")],
  [/^#\/t\/([\w-]+)\/slot\/([\w-]+)$/, () => import("./screens/slot.js")],
  [/^#\/t\/([\w-]+)\/more$/, () => import("./screens/more.js")],
  [/^#\/t\/([\w-]+)\/voice$/, () => import("./screens/voice.js")],
  [/^#\/t\/([\w-]+)\/code$/, () => import("./screens/code.js")],
  [/^#\/t\/([\w-]+)\/bags$/, () => import("./screens/bags.js")],
  [/^#\/t\/([\w-]+)\/bag$/, () => import("./screens/bag.js")],
  [/^#\/t\/([\w-]+)\/handover$/, () => import("./screens/handover.js")],
  [/^#\/t\/([\w-]+)\/handover\/([\w-]+)$/, () => import("./screens/handed.js")],
  [/^#\/photo\/([\w-]+)$/, () => import("./screens/photo.js")],
  [/^#\/sending$/, () => import("./screens/sending.js")],
  [/^#\/receipt$/, () => import("./screens/receipt.js")],
  [/^#\/renew$/, () => import("./screens/renew.js")],
  [/^#\/pin$/, () => import("./screens/pin.js")],
  [/^#\/settings$/, () => import("./screens/settings.js")],
];
const DOORS = { new: () => import("./screens/first.js"), locked: () => import("./screens/unlock.js") };

let turn = 0;

/** Show what the address names, or the door while the phone is closed. */
async function route() {
  const mine = ++turn;
  const status = await doorOf();
  const address = location.hash || "#/";
  const found = SCREENS.map(([pattern, load]) => [pattern.exec(address), load]).find(([match]) => match);
  const load = DOORS[status] || (status === "broken" ? () => import("./screens/broken.js") : found ? found[1] : SCREENS[0][1]);
  try {
    const screen = await load();
    const view = await screen.open(...(status === "open" && found ? found[0].slice(1) : []));
    if (mine === turn) show(view, { open: status === "open" });
    else if (view && view.leave) view.leave();
  } catch (error) {
    if (mine !== turn) return;
    show((await import("./screens/broken.js")).failed(error), { open: status === "open" });
  }
}

/** "new", "locked", "open"; "broken" where the browser keeps nothing. */
async function doorOf() {
  try {
    return await store.status();
  } catch {
    return "broken";
  }
}

addEventListener("hashchange", route);
goOn.route = route;
addEventListener("online", () => signOutAtLast().catch(() => {}));
store.onChange((what, why, passkey) => {
  if (what === "open") begin();
  if (what === "wiped" && why !== "hand") carry([message("stop", t("unlock.wiped"), t(`wiped.${why}`), passkey && t("wipe.passkey"))]);
  if (what === "locked" || what === "wiped" || what === "open") route();
});
queue.subscribe(keepCount);
register();
queue.start();
guard();
route();

/** The phone was opened: its own rules of locking, and what the camera brought while it was closed. */
async function begin() {
  await (await import("./screens/settings.js")).keepLock();
  if (await keepHeld()) route();
  await signOutAtLast();
}

/** How many photos nobody else has, the inbox aside: the lock screen says it before a wipe, and no more. */
function keepCount(seen) {
  if (store.canSend()) localStorage.setItem("chiptrail-waiting", seen.waiting);
}
