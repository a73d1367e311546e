// A voice note in place of typing: kept sealed like a photo, sent like one.
import { during } from "../busy.js";
import { button, h, message, text } from "../dom.js";
import { carry, go, tell } from "../frame.js";
import { keepOne } from "../take.js";
import { n, t } from "../words.js";

const LONGEST = 5 * 60;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export async function open(id) {
  const clock = h("p", { class: "clock", role: "timer" }, "0:00");
  const bar = h("div", { class: "row" });
  const can = Boolean(window.MediaRecorder && navigator.mediaDevices);
  let running = null;
  let left = false;
  const idle = () => bar.replaceChildren(button(t("voice.start"), begin, { kind: "first", picture: "mic" }));
  async function begin() {
    try {
      running = await record(clock, () => finish());
      if (left) return await finish();
      bar.replaceChildren(button(t("voice.throw"), () => { running.stop(); running = null; idle(); }, {}), button(t("voice.keep"), finish, { kind: "first", picture: "check" }));
      return bar.lastChild.focus();
    } catch (error) {
      return tell(message("warn", t(error.name === "NotAllowedError" ? "voice.denied" : "voice.none"), t("voice.denied_rest")));
    }
  }
  async function finish() {
    if (!running) return;
    const recording = running;
    running = null;
    const file = await during(() => recording.stop());
    try {
      await keepOne({ teardown: id, slot: "voice", kind: "voice" }, file);
      if (left) return;
      carry([message("ok", t("voice.kept"), t("voice.kept_rest"))]);
      go(`#/t/${id}`);
    } catch (error) {
      const code = error.code === "locked" ? "voice.locked" : error.code === "not_kept" ? "take.not_kept" : "take.storage_full";
      tell(message(error.code === "locked" ? "warn" : "stop", t(code), t(`${code}_rest`)));
      idle();
    }
  }
  if (can) idle();
  return {
    title: t("voice.title"), back: `#/t/${id}`,
    body: [text("lead", t("voice.lead")), can ? clock : message("warn", t("voice.none"), t("voice.none_rest")), text("small", n("voice.longest", LONGEST / 60))],
    bar: can ? [bar] : [],
    // A call, the lock, a wrong tap: what was said so far is kept.
    leave: () => {
      left = true;
      finish();
    },
  };
}

/** Starts recording; `stop()` gives the file. `full()` when the longest time is over. */
async function record(clock, full) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) || "";
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 16_000 });
  const pieces = [];
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.start(1000);
  const started = Date.now();
  const ticking = setInterval(() => {
    const seconds = Math.floor((Date.now() - started) / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds >= LONGEST) full();
  }, 250);
  return {
    stop: () => new Promise((done) => {
      clearInterval(ticking);
      recorder.addEventListener("stop", () => {
        stream.getTracks().forEach((track) => track.stop());
        const kind = (recorder.mimeType || type || "audio/webm").split(";")[0];
        done(new File(pieces, `note.${kind.split("/")[1]}`, { type: kind }));
      });
      recorder.stop();
    }),
  };
}
