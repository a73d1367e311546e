// What the browser keeps of the app beside its databases.

/** Takes away settings in the clear, the files of all releases, and the worker. */
export async function leave() {
  localStorage.clear();
  sessionStorage.clear();
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker?.getRegistration("/field/").catch(() => null);
  await registration?.unregister();
}
