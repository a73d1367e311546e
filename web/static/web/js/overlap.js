// A private overlap: the list stays here; what goes over the line is blinded, and so many of it that the number says little.
import { lotsOf, padded, textOf } from "./overlap_lots.js";

const LARGEST = 20 * 1024 * 1024;
const MOST_WORKERS = 4;

const page = document.querySelector("[data-overlap]");
if (page) start(page);

function start(root) {
  const form = root.querySelector("form[data-list]");
  const chosen = root.querySelector("form[data-chosen]");
  const area = form.elements.lots;
  const rules = JSON.parse(document.getElementById("overlap-rules").textContent);
  let list = { lots: new Map(), leftOut: 0 };
  let releaseAt = "";
  let running = false;

  form.elements.file.addEventListener("change", () => take(form.elements.file.files[0]));
  area.addEventListener("input", () => read(area.value));
  form.addEventListener("submit", run);
  chosen.addEventListener("submit", release);
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  addEventListener("beforeunload", (event) => running && event.preventDefault());
  if (area.value) read(area.value);
  if (form.elements.file.files.length) take(form.elements.file.files[0]);

  async function take(file) {
    if (!file || running) return;
    const text = file.size > LARGEST ? undefined : textOf(new Uint8Array(await file.arrayBuffer()));
    area.value = "";
    read(text ?? "");
    if (text === undefined) say("unreadable");
  }

  function read(text) {
    list = lotsOf(text, rules);
    const count = list.lots.size;
    say(count > rules.most ? "too-many" : count && count < rules.fewest ? "too-few" : count ? "ready" : "empty");
    put("count", count);
    put("left-out", list.leftOut);
    root.querySelector("[data-dropped]").hidden = !list.leftOut;
    form.querySelector("button").disabled = count < rules.fewest || count > rules.most;
  }

  async function run(event) {
    event.preventDefault();
    if (running || form.querySelector("button").disabled) return;
    setRunning(true);
    root.querySelector("[data-result]").hidden = true;
    say("running");
    try {
      const begun = await ask(form.action);
      const own = await outputsOf([...list.lots.keys()], begun);
      const ours = await ask(begun.finish);
      releaseAt = begun.release;
      show(compared(own, ours));
      say("done");
    } catch (error) {
      fail(error);
    }
    setRunning(false);
    await refresh();
  }

  // Output -> lot, for each lot of the list. Several workers take batch after batch.
  async function outputsOf(lots, begun) {
    const inputs = shuffled([...lots, ...Array(padded(lots.length, rules) - lots.length).fill(null)]);
    const publicKey = bytesOf(begun.public_key);
    const found = new Map();
    let at = 0;
    let done = 0;
    let failed = false;
    progress(0, inputs.length);
    async function work() {
      const worker = new Worker(root.dataset.worker, { type: "module" });
      try {
        while (at < inputs.length && !failed) {
          const batch = inputs.slice(at, (at += rules.batch));
          const { blinded } = await told(worker, { inputs: batch });
          const answer = await ask(begun.evaluate, { blinded: textFrom(blinded) });
          const evaluated = { evaluated: bytesOf(answer.evaluated), proof: bytesOf(answer.proof) };
          const { tags } = await told(worker, { ...evaluated, publicKey, tag: rules.tag });
          tags.forEach((tag, index) => batch[index] !== null && found.set(tag, batch[index]));
          progress((done += batch.length), inputs.length);
        }
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        worker.terminate();
      }
    }
    const workers = Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency ?? 2) - 1));
    await Promise.all(Array.from({ length: workers }, work));
    return found;
  }

  function compared(own, ours) {
    const rows = [];
    for (const where of ["findings", "waiting"]) {
      const all = atob(ours[where]);
      for (let index = 0; index < all.length; index += rules.tag) {
        const lot = own.get(all.slice(index, index + rules.tag));
        if (lot) rows.push({ lot, where, written: list.lots.get(lot) });
      }
    }
    return rows.sort((one, other) => (one.lot < other.lot ? -1 : 1));
  }

  function show(rows) {
    const body = chosen.querySelector("tbody");
    const template = root.querySelector("template[data-row]");
    body.replaceChildren(
      ...rows.map(({ lot, where, written }) => {
        const row = template.content.firstElementChild.cloneNode(true);
        row.querySelector("input").value = lot;
        for (const place of row.querySelectorAll("[data-written]")) place.textContent = written;
        for (const words of row.querySelectorAll("[data-where]")) words.hidden = words.dataset.where !== where;
        return row;
      }),
    );
    put("overlaps", rows.length);
    put("asked", list.lots.size);
    chosen.hidden = !rows.length;
    root.querySelector("[data-none]").hidden = rows.length > 0;
    const result = root.querySelector("[data-result]");
    result.hidden = false;
    result.querySelector("h2").focus();
  }

  async function release(event) {
    event.preventDefault();
    const boxes = [...chosen.querySelectorAll("input:checked:not(:disabled)")];
    if (running) return;
    if (!boxes.length) return tell("none-chosen");
    if (boxes.length > rules.mostNamed) return tell("too-many-chosen");
    running = true;
    try {
      const { released } = await ask(releaseAt, { lots: boxes.map((box) => box.value).join("\n") });
      for (const box of boxes) box.disabled = true;
      put("released", released);
      tell("released");
      await refresh();
    } catch (error) {
      fail(error, "[data-told]");
    }
    running = false;
  }

  async function ask(address, fields = {}) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: new URLSearchParams(fields),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error("refused"), { words: said.message });
    return said;
  }

  function setRunning(value) {
    running = value;
    form.querySelector("fieldset").disabled = value;
    root.querySelector("[data-progress]").hidden = !value;
  }

  function progress(done, all) {
    const bar = root.querySelector("[data-progress] progress");
    bar.max = all;
    bar.value = done;
    put("done", done);
    put("all", all);
  }

  // What went wrong: the server's own words, else those of the page.
  function fail(error, place = "[data-said]") {
    const words = root.querySelector(`${place} [data-when="failed"] [data-cause]`);
    words.textContent = error.words ?? words.dataset.cause;
    (place === "[data-said]" ? say : tell)("failed");
  }

  function say(state) {
    for (const words of root.querySelectorAll("[data-said] [data-when]")) words.hidden = words.dataset.when !== state;
  }

  function tell(state) {
    for (const words of root.querySelectorAll("[data-told] [data-when]")) words.hidden = words.dataset.when !== state;
  }

  function put(name, value) {
    for (const place of root.querySelectorAll(`[data-n="${name}"]`)) place.textContent = value;
  }
}

// What the server knows of the runs: how many are left, and the list of those so far.
async function refresh() {
  const text = await fetch(location.href).then((answer) => answer.text(), () => "");
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const place of document.querySelectorAll("[data-fresh]")) {
    const now = fresh.querySelector(`[data-fresh="${place.dataset.fresh}"]`);
    if (now) place.replaceChildren(...now.childNodes);
  }
}

function told(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data));
    worker.onerror = () => reject(new Error("worker"));
    worker.postMessage(message);
  });
}

// Fisher and Yates, by the browser's own source of chance: padding must not be told by its place.
function shuffled(list) {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Number((BigInt(crypto.getRandomValues(new Uint32Array(1))[0]) * BigInt(last + 1)) >> 32n);
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

function textFrom(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
