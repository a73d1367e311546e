// The teardown that is being begun: it exists on the phone from the first photo on.
import { uuid } from "./crypto.js";
import * as store from "./store.js";

const EMPTY = { weapon_model: "", region: "", place: { kind: "none", value: "" }, safety: [] };
let draft = { ...EMPTY };

export const drafted = () => draft;
export const begin = () => { draft = { ...EMPTY, safety: [] }; };
export const set = (values) => { draft = { ...draft, ...values }; };

/** Now it is a teardown. On which day the weapon was recovered nobody has said, and the phone's clock does not know. */
export const made = () => ({
  ...draft, id: uuid(), started_at: new Date().toISOString(), recovered_on: "", circumstances: [], note: "",
  skipped: {}, boards: [1],
});

/** Keep it, also on a phone that has just locked itself. */
export async function keep(teardown) {
  await store.sending.put("teardown", teardown);
  if (store.isOpen()) await remember({ last: { weapon_model: teardown.weapon_model, region: teardown.region } });
}

/** Settings of this app on this phone. */
export const settings = async () => (await store.get("settings", "app")) || { id: "app" };
export const remember = async (values) => store.put("settings", { ...(await settings()), ...values });
