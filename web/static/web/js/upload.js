// Sends photos one by one with progress. What was chosen stays until the server's receipt names its exact bytes:
// a broken connection keeps it and tries again, with the same key, so that nothing arrives twice.
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
// Too slow, too early, too often: not the photo's fault.
const LATER = [408, 425, 429];

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const short = (hash) => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
const online = () => navigator.onLine !== false;

// SHA-256 on the device; undefined where the page is not served securely, then only the server's hash is shown.
async function hashOf(file) {
  if (!crypto.subtle) return undefined;
  return hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
}

export function start() {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const panel = form.closest("section");
  const input = form.querySelector("input[type=file]");
  const template = panel.querySelector("template[data-send]");
  const list = panel.querySelector("[data-sends]");
  const queue = [];
  let busy = false;
  let pause = FIRST_PAUSE;
  let timer = 0;
  let signedOut = false;

  form.querySelector("[data-plain]").hidden = true;
  input.addEventListener("change", take);
  // What was chosen before this module ran.
  if (input.files.length) take();
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("online", () => resume());
  addEventListener("offline", () => showNetwork());
  addEventListener("beforeunload", (event) => {
    if (queue.some((item) => !["received", "known", "refused"].includes(item.state))) event.preventDefault();
  });
  showNetwork();

  function take() {
    for (const file of input.files) add(file);
    input.value = "";
    next();
  }

  function add(file) {
    const row = template.content.firstElementChild.cloneNode(true);
    const item = { file, row, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, state: "waiting" };
    row.querySelector("[data-name]").textContent = file.name;
    const picture = row.querySelector("img");
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("error", () => picture.removeAttribute("src"), { once: true });
    row.querySelector("[data-again]").addEventListener("click", resume);
    list.append(row);
    queue.push(item);
    show(item, "waiting");
  }

  function resume() {
    pause = FIRST_PAUSE;
    retry();
  }

  async function retry() {
    clearTimeout(timer);
    if (signedOut) await renewToken();
    for (const item of queue) if (item.state === "kept") show(item, "waiting");
    showNetwork();
    next();
  }

  async function next() {
    const item = queue.find((one) => one.state === "waiting");
    if (busy || !item) return;
    busy = true;
    show(item, "sending");
    const hash = await hashOf(item.file).catch(() => undefined);
    const answer = await send(item);
    busy = false;
    settle(item, hash, answer);
    if (item.state !== "kept") return next();
    timer = setTimeout(retry, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  function send(item) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.set("assembly", form.elements.assembly?.value ?? "");
      body.set("photos", item.file, item.file.name);
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
      request.setRequestHeader("Idempotency-Key", item.key);
      request.upload.addEventListener("progress", (event) => {
        const share = event.total ? event.loaded / event.total : 0;
        item.row.querySelector("progress").value = share;
        item.row.querySelector("[data-share]").textContent = Math.floor(share * 100);
      });
      request.addEventListener("load", () => resolve({ status: request.status, body: parsed(request.responseText) }));
      for (const broken of ["error", "timeout", "abort"]) request.addEventListener(broken, () => resolve(null));
      request.send(body);
    });
  }

  function settle(item, hash, answer) {
    const body = answer?.body;
    // A form token that is too old is refused by a page, a role that may not by words.
    if (answer?.status === 401 || (answer?.status === 403 && !body)) {
      setSignedOut(true);
      return show(item, "kept");
    }
    if (!answer || answer.status >= 500 || LATER.includes(answer.status) || (answer.status < 400 && !body)) {
      const cause = item.row.querySelector("[data-cause]");
      cause.textContent = body?.message ?? cause.dataset.cause;
      return show(item, "kept");
    }
    if (answer.status >= 400) {
      if (body?.message) item.row.querySelector("[data-reason]").textContent = body.message;
      return show(item, "refused");
    }
    pause = FIRST_PAUSE;
    for (const receipt of item.row.querySelectorAll("[data-receipt]")) receipt.textContent = short(body.sha256);
    show(item, hash && hash !== body.sha256 ? "differs" : body.created ? "received" : "known");
    document.body.dispatchEvent(new CustomEvent("photos-changed"));
  }

  // Signing in again changes the form's token: the new one is read from a fresh copy of this page.
  async function renewToken() {
    const text = await fetch(location.href).then((answer) => answer.text(), () => "");
    const fresh = new DOMParser()
      .parseFromString(text, "text/html")
      .querySelector("[data-upload] [name=csrfmiddlewaretoken]");
    if (!fresh) return;
    form.elements.csrfmiddlewaretoken.value = fresh.value;
    setSignedOut(false);
  }

  function setSignedOut(value) {
    signedOut = value;
    panel.querySelector("[data-signed-out]").hidden = !value;
  }

  function show(item, state) {
    item.state = state;
    for (const words of item.row.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== state;
    item.row.querySelector("progress").hidden = state !== "sending" && state !== "kept";
    item.row.querySelector("[data-again]").hidden = state !== "kept";
    const tally = panel.querySelector("[data-tally]");
    tally.hidden = false;
    tally.querySelector("[data-chosen]").textContent = queue.length;
    tally.querySelector("[data-received]").textContent = queue.filter((one) =>
      ["received", "known"].includes(one.state),
    ).length;
  }

  function showNetwork() {
    panel.querySelector("[data-offline]").hidden = online();
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
