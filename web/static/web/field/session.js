// The only moments at which the app speaks as a person: taking a phone into use, and signing in again.
import * as draft from "./draft.js";
import { enrolment, renew, wipe } from "./store.js";
import { facts, language } from "./words.js";

// Stands while somebody may still be signed in in this browser: a session sees what the phone's token does not.
const TO_SIGN_OUT = "chiptrail-sign-out";
const DEVICES = "/api/v1/field/devices/";

/** {signed_in, may_enrol, token}; null with no network. */
export async function session() {
  try {
    const answer = await fetch("/field/session/", { headers: { Accept: "application/json" }, cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Where one signs in; the way leads back to this screen. */
export const signInAddress = (hash) =>
  `/account/login/?next=${encodeURIComponent(`/field/${language}/${hash}`)}`;

/** Enrols this phone, or gives a known one a fresh token. Throws {code, sentences}. */
export async function enrol(label) {
  const now = await session();
  if (!now) throw trouble("offline");
  if (!now.may_enrol) throw trouble("signed_out");
  const before = await enrolment().catch(() => null);
  const body = { label, phone_time: new Date().toISOString(), ...(before && before.device ? { device: before.device } : {}) };
  let answer = await send(now.token, body);
  let said = await answer.json().catch(() => ({}));
  // The order to forget everything was given before, and this phone has not heard it: now it has.
  if (said.code === "already_wiped") {
    await wipe("order");
    throw trouble("wiped");
  }
  // A phone that was revoked, or belongs to another team, is taken into use anew.
  if ([404, 409].includes(answer.status) && body.device) {
    answer = await send(now.token, { label, phone_time: body.phone_time });
    said = await answer.json().catch(() => ({}));
  }
  if (!answer.ok) throw trouble("refused", [said.title, said.detail].filter(Boolean).join(" "));
  return { ...said, label };
}

const send = (token, body) =>
  fetch(DEVICES, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  }).catch(() => { throw trouble("offline"); });

/** After enrolment the token alone is left: the browser's session ends. */
export async function signOut() {
  localStorage.setItem(TO_SIGN_OUT, "1");
  const now = await session();
  if (!now) return;
  const answer = now.signed_in && await fetch("/account/logout/", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": now.token },
    redirect: "manual",
  }).catch(() => null);
  if (!now.signed_in || (answer && (answer.ok || answer.type === "opaqueredirect"))) localStorage.removeItem(TO_SIGN_OUT);
}

/** Where the line broke before the session had ended: once more; not while somebody signs in anew. */
export async function signOutAtLast() {
  if (localStorage.getItem(TO_SIGN_OUT) && location.hash !== "#/renew") await signOut();
}

export async function signInAgain() {
  const { label } = { ...(await draft.settings()), ...(await enrolment()) };
  await renew(await enrol(label || facts.phone_names[0]));
  await signOut();
}

const trouble = (code, sentences = "") => Object.assign(new Error(code), { code, sentences });
