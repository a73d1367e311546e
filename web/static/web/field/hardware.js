// A second half of the key that a copied memory does not hold: this phone's own hardware answers it, after the screen
// lock or a finger, by WebAuthn's PRF extension. Where the phone has none, the PIN stands alone.
import { base64url, random } from "./crypto.js";
import { fail } from "./errors.js";

const NAME = "Chiptrail";
const PATIENCE_MS = 60_000;
const ALGORITHMS = [-7, -257].map((alg) => ({ type: "public-key", alg }));

export async function available() {
  const kind = globalThis.PublicKeyCredential;
  if (!kind?.isUserVerifyingPlatformAuthenticatorAvailable || !navigator.credentials) return false;
  const able = await kind.getClientCapabilities?.().catch(() => null);
  if (able?.["extension:prf"] === false) return false;
  return kind.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

// {bound: what may be stored, factor: 32 bytes that only this hardware can make again}. Code: no_hardware.
export async function bind() {
  const made = await navigator.credentials
    .create({
      publicKey: {
        rp: { name: NAME },
        user: { id: random(16), name: NAME, displayName: NAME },
        challenge: random(32),
        pubKeyCredParams: ALGORITHMS,
        timeout: PATIENCE_MS,
        authenticatorSelection: { authenticatorAttachment: "platform", residentKey: "preferred", userVerification: "required" },
        extensions: { prf: {} },
      },
    })
    .catch(() => fail("no_hardware"));
  const bound = { id: new Uint8Array(made?.rawId ?? 0), salt: random(32) };
  if (!made?.getClientExtensionResults().prf?.enabled) {
    forget(bound);
    fail("no_hardware");
  }
  return { bound, factor: await answer(bound) };
}

// The same 32 bytes each time. Code: no_hardware, also when nobody touched the sensor.
export async function answer({ id, salt }) {
  const got = await navigator.credentials
    .get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: "public-key", id, transports: ["internal"] }],
        userVerification: "required",
        timeout: PATIENCE_MS,
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => fail("no_hardware"));
  const first = got?.getClientExtensionResults().prf?.results?.first ?? fail("no_hardware");
  return new Uint8Array(first);
}

// The passkey outlives its use, in whatever keeps the phone's passkeys: where the browser can, it is told there that
// nobody asks for it any more. Nothing waits for that.
export function forget({ id }) {
  const known = { rpId: location.hostname, credentialId: base64url(id) };
  globalThis.PublicKeyCredential?.signalUnknownCredential?.(known).catch(() => {});
}
