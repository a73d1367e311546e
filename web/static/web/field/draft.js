// The teardown that is being begun: it exists on the phone from the first photo on.
import { uuid } from "./crypto.js";
import * as store from "./store.js";

const EMPTY = { weapon_model: "", region: "", place: { kind: "none", value: "" }, safety: [] };
let draft = { ...EMPTY };

export const drafted = () => draft;
export const begin = () => { draft = { ...EMPTY, safety: [] }; };
export const set = (values) => { draft = { ...draft, ...values }; };

/** Keep it: now it is a teardown. On which day the weapon was recovered nobody has said, and the phone's clock does not know. */
export async function keep() {
  const started = new Date().toISOString();
  const teardown = {
    ...draft, id: uuid(), started_at: started, recovered_on: "", circumstances: [], note: "",
    skipped: {}, boards: [1],
  };
  await store.put("teardown", teardown);
  await remember({ last: { weapon_model: draft.weapon_model, region: draft.region } });
  return teardown;
}

/** Settings of this app on this phone. */
export const settings = async () => (await store.get("settings", "app")) || { id: "app" };
export const remember = async (values) => store.put("settings", { ...(await settings()), ...values });
