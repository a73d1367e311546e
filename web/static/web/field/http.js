// One question to the server, and what its answer means for what waits. An answer that is not ours (the page of a
// captive portal, of a broken gateway) is no answer.
import { FieldError, fail } from "./errors.js";

export const API = "/api/v1/field/";
const PATIENCE_MS = 60_000;
const LATER = [408, 423, 425, 429];

// `ours`: the answer carries a sign of our server. Null when it is good.
export function failureOf({ status, ours, problem = null, retryAfter = "" }) {
  const details = { status, problem, seconds: Number.parseInt(retryAfter, 10) || 0 };
  const said = (code) => new FieldError(code, details);
  if (status === 0) return said("network");
  if (status === 507) return said("server_full");
  if (status === 511 || (status < 500 && !ours && ![413, ...LATER].includes(status))) return said("captive");
  if (status < 300) return null;
  if (status === 401 || status === 403) return said("sign_in");
  if (status === 404 || status === 410) return said("gone");
  if (status === 409) return said("conflict");
  if (status === 460) return said("checksum");
  return said(LATER.includes(status) || status >= 500 ? "later" : "refused");
}

export const headersOf = (token) => ({
  Accept: "application/json",
  "Accept-Language": document.documentElement.lang || "uk",
  Authorization: `Bearer ${token}`,
});

// The JSON of a good answer. Codes: network, captive, sign_in, gone, conflict, checksum, later, server_full, refused.
export async function call(method, path, { token, json, body, type, headers = {}, patience = PATIENCE_MS, keepalive = false }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(API + path, {
      method,
      headers: { ...headersOf(token), ...headers, "Content-Type": json ? "application/json" : type },
      body: json ? JSON.stringify(json) : body,
      // The token speaks, never the cookie of whoever signed in on this phone; a portal's detour is not followed.
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      signal: stop.signal,
      keepalive,
    }).catch(() => fail("network"));
    const isJson = /json/.test(answer.headers.get("Content-Type") ?? "");
    const said = isJson ? await answer.json().catch(() => fail("network")) : null;
    const failure = failureOf({
      status: answer.type === "opaqueredirect" ? 511 : answer.status,
      ours: isJson,
      problem: said,
      retryAfter: answer.headers.get("Retry-After") ?? "",
    });
    if (failure) throw failure;
    return said;
  } finally {
    clearTimeout(timer);
  }
}
