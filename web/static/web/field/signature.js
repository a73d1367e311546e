// A signature with a finger: strokes as whole numbers from 0 to 1000, drawn again anywhere.
import { button, h } from "./dom.js";
import { t } from "./words.js";

const WIDTH = 600;
const HEIGHT = 240;
// What the server takes of one signature is 200 strokes and 8,000 numbers.
const MOST = 3_700;
const MOST_STROKES = 200;

/** A pad that signs: {node, strokes()}. */
export function signaturePad(label) {
  const strokes = [];
  let points = 0;
  const canvas = h("canvas", { class: "sign", width: WIDTH, height: HEIGHT, role: "img", "aria-label": label });
  const pen = canvas.getContext("2d");
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const part = (value, size) => Math.max(0, Math.min(1000, Math.round((value / size) * 1000)));
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  };
  let current = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (strokes.length >= MOST_STROKES) return;
    canvas.setPointerCapture(event.pointerId);
    current = at(event);
    strokes.push(current);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!current || points > MOST) return;
    const [x, y] = at(event);
    const [lastX, lastY] = current.slice(-2);
    if (x === lastX && y === lastY) return;
    points += 1;
    current.push(x, y);
    line(pen, current.slice(-4));
  });
  ["pointerup", "pointercancel"].forEach((kind) => canvas.addEventListener(kind, () => { current = null; }));
  const clear = () => {
    strokes.length = 0;
    points = 0;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
  };
  return {
    node: h("div", { class: "signing" }, h("p", { class: "label" }, label), canvas, button(t("sign.clear"), clear, { picture: "rotate-ccw" })),
    strokes: () => strokes.filter((stroke) => stroke.length >= 4),
  };
}

/** A signature as it was drawn. */
export function drawn(strokes, label) {
  return h("svg", { class: "sign", viewBox: "0 0 1000 400", role: "img", "aria-label": label },
    strokes.map((stroke) => h("polyline", { points: stroke.map((value, at) => (at % 2 ? value * 0.4 : value)).join(" ") })));
}

function line(pen, [fromX, fromY, toX, toY]) {
  pen.lineWidth = 3;
  pen.lineCap = "round";
  pen.strokeStyle = getComputedStyle(pen.canvas).color;
  pen.beginPath();
  pen.moveTo((fromX / 1000) * WIDTH, (fromY / 1000) * HEIGHT);
  pen.lineTo((toX / 1000) * WIDTH, (toY / 1000) * HEIGHT);
  pen.stroke();
}
