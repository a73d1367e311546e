// Contact with the server beside the sending: what it holds, what it asks for again, what time it is there, and
// whether this phone is to be wiped.
import { call } from "./http.js";
import { receiptFits } from "./receipts.js";
import * as store from "./store.js";

const MOST = 200;
const CONTACT_MS = 5 * 60_000;
const ANSWERS = { unreachable: "cannot_reach" };

let lastAt = 0;
export const contactDue = () => Math.abs(Date.now() - lastAt) >= CONTACT_MS;

// A few hundred bytes: is this phone to be wiped? True when it was.
async function heard(token, json) {
  lastAt = Date.now();
  const started = Date.now();
  const said = { phone_time: new Date(started).toISOString(), ...json };
  const answer = await call("POST", "sync/", { token, json: said }).catch((error) => {
    if (["network", "captive"].includes(error.code)) lastAt = 0;
    throw error;
  });
  if (answer.wipe) {
    await store.wipe("order");
    await tellWiped(token);
    return { wiped: true };
  }
  return { ...answer, offset: Math.round(Date.parse(answer.server_time) - (started + Date.now()) / 2) };
}

// Only that word. It is asked for whatever holds back the photos, and by a phone that was locked by hand.
export const listen = async (token) => (await heard(token, { photos: [] })).wiped ?? false;

// The server's clock less the phone's, in milliseconds. The phone's own times are sent as they are: the server keeps
// both clocks and never merges them.
export async function clockOffset(through = store.inner) {
  return (await through.get("clock", "this"))?.offset ?? null;
}

// Asks about these photos (none: only the clock and orders). True when the phone was wiped.
export async function contact(token, photos) {
  const secrets = (await store.enrolment(store.sending))?.secrets ?? [];
  for (let at = 0; at === 0 || at < photos.length; at += MOST) {
    const asked = photos.slice(at, at + MOST);
    const answer = await heard(token, {
      photos: asked.map(({ sha256, teardown }) => ({ sha256, teardown })),
      answers: asked.flatMap(answersOf),
    });
    if (answer.wiped) return true;
    await store.sending.put("clock", { id: "this", offset: answer.offset, expiresAt: answer.expires_at });
    const told = new Map((answer.photos ?? []).map((one) => [`${one.teardown}|${one.sha256}`, one]));
    for (const photo of asked) {
      const said = told.get(`${photo.teardown}|${photo.sha256}`);
      if (said) await learn(photo, { ...said, at: answer.server_time }, secrets);
    }
  }
  return false;
}

// What the team said to a request, until the server has heard it.
const answersOf = ({ answered, requests = [] }) =>
  requests
    .filter((one) => answered && one.id && !one.answer)
    .map(({ id }) => ({ request: id, answer: ANSWERS[answered] ?? answered }));

async function learn(photo, said, secrets) {
  const receipt = { receipt: said.receipt, receivedAt: said.received_at, photo: said.photo };
  const fits = said.state === "received" && (await receiptFits({ ...photo, ...receipt }, secrets));
  await store.sending.update("photo", photo.id, (one) => {
    const next = { ...one, requests: said.requests ?? [], outcome: said.outcome ?? "" };
    if (said.state === "preview" || said.state === "received") next.previewSent = true;
    if (fits) return { ...next, ...receipt, confirmedAt: said.at, sent: one.size, problem: null, uploadUrl: "" };
    // The server does not know what it once gave a receipt for: as long as the bytes are here they go again.
    if (said.state === "unknown" && one.receipt && !one.forgotten) {
      Object.assign(next, { receipt: "", confirmedAt: "", sent: 0, previewSent: false, uploadUrl: "" });
    }
    return JSON.stringify(next) === JSON.stringify(one) ? undefined : next;
  });
}

// The last use of the token: the server learns that nothing is left here. Nobody is there any more to try it twice.
export async function tellWiped(token) {
  const json = { phone_time: new Date().toISOString(), photos: [], wiped: true };
  await call("POST", "sync/", { token, json, keepalive: true }).catch(() => {});
}
