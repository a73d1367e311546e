// Small things that go whole: teardowns first, later codes, exhibits and hand-overs. Each is PUT under the id that the
// phone gave it, so that sending twice changes nothing; what was changed on the phone goes again.
import { encode, hex, sha256Of } from "./crypto.js";
import { call } from "./http.js";
import { sending } from "./store.js";

// What leaves the phone of each kind; everything else in the object is the screens' own.
const FIELDS = {
  teardown: [
    "weapon_model",
    "region",
    "place",
    "recovered_on",
    "circumstances",
    "note",
    "safety",
    "skipped",
    "started_at",
    "order_number",
    "specimen_label",
  ],
  code: ["teardown", "sha256", "symbology", "raw", "read_at"],
  exhibit: ["teardown", "code", "description", "sealed"],
  handover: ["exhibits", "from_name", "to_name", "to_organisation", "at", "signatures"],
};
export const KINDS = Object.keys(FIELDS);
const PATHS = { teardown: "teardowns", code: "codes", exhibit: "exhibits", handover: "handovers" };

const bodyOf = (kind, object) =>
  Object.fromEntries(FIELDS[kind].filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));

// {kind, object, body, digest} of what this server has not taken as it is now. `draft: true` waits.
export async function waiting() {
  const sent = new Map((await sending.all("sent")).map((row) => [row.id, row.digest]));
  const found = [];
  for (const kind of KINDS) {
    for (const object of await sending.all(kind)) {
      if (object.draft) continue;
      const body = bodyOf(kind, object);
      const digest = hex(await sha256Of(encode(JSON.stringify(body))));
      if (sent.get(`${kind}|${object.id}`) !== digest) found.push({ kind, object, body, digest });
    }
  }
  return found;
}

// The server's answer. What it refuses is written down with its reason and not sent again until it was changed.
export async function send({ kind, object, body, digest }, token) {
  const id = `${kind}|${object.id}`;
  try {
    const answer = await call("PUT", `${PATHS[kind]}/${object.id}/`, { token, json: body });
    await sending.put("sent", { id, digest, answer, problem: null });
    // A hand-over that came before its exhibits may fit now.
    await again((problem) => problem.status === 409);
  } catch (error) {
    if (!["refused", "gone", "conflict"].includes(error.code)) throw error;
    await sending.put("sent", { id, digest, answer: null, problem: { code: "refused", ...error.details } });
  }
}

// Refused things, by "kind|id": what the screens say beside them.
export async function problems() {
  const rows = (await sending.all("sent")).filter((row) => row.problem);
  return Object.fromEntries(rows.map((row) => [row.id, row.problem]));
}

// The server has forgotten what it took (a backup was put back): everything goes once more, and changes nothing twice.
export async function fromTheStart() {
  for (const row of await sending.all("sent")) await sending.remove("sent", row.id);
}

// Try the refused ones once more.
export async function again(which = () => true) {
  for (const row of await sending.all("sent")) {
    if (row.problem && which(row.problem)) await sending.remove("sent", row.id);
  }
}
