// The field app without network: one release, whole, from the first visit on. Made by web/views/field_worker.py.
const RELEASE = "{{ release }}";
const SHELLS = {{ shells|safe }};
const FILES = {{ files|safe }};
const PREFIX = "chiptrail-field-";
const CACHE = PREFIX + RELEASE;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

// Every file has the bytes that the release names, or the release is not installed and the one before stays. What an
// earlier release, or an install that broke off, has already is not fetched again.
async function fill() {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const [address, hash] of Object.entries(FILES)) {
    const kept = await caches.match(address, { ignoreVary: true });
    if (kept && (await hashOf(kept.clone())) === hash) await cache.put(address, kept);
    else missing.push([address, hash]);
  }
  while (missing.length) {
    await Promise.all(missing.splice(0, 6).map(([address, hash]) => get(cache, address, hash)));
  }
}

async function get(cache, address, hash) {
  // The page has just loaded most of them: the browser's own cache first, the server when that one is older.
  for (const mode of ["default", "reload"]) {
    const answer = await fetch(address, { cache: mode, credentials: "omit" });
    if (answer.ok && !answer.redirected && (await hashOf(answer.clone())) === hash) return cache.put(address, answer);
  }
  throw new Error(`not of this release: ${address}`);
}

async function hashOf(answer) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, {{ hash_signs }});
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

// Only when nothing else is open: two releases never run side by side.
self.addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  event.waitUntil(
    clients.matchAll({ type: "window", includeUncontrolled: true }).then((open) => open.length < 2 && skipWaiting()),
  );
});

// Nothing is stored on the way: what is not of the release goes to the network, and questions to the API always do.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (FILES[pathname]) event.respondWith(ours(pathname, request));
  else if (request.mode === "navigate" && pathname === "{{ root }}") event.respondWith(front(request));
});

async function ours(address, request) {
  // Not `open`: a worker that is being replaced would make its cache anew after the next one has put it away.
  return (await caches.match(address, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}

async function front(request) {
  return fetch(request).catch(() => Response.redirect(SHELLS[0]));
}
