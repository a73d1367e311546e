// What there is to photograph of one teardown, in order, and what is there already.
import { groupOf } from "./kinds.js";
import { facts, known, t } from "./words.js";

/** [{slot, name, how, sketch}] in order; `boards[i]` is how many chips the list has for board i + 1. */
export function slots(teardown) {
  const list = facts.lists[groupOf(teardown.weapon_model)] || facts.lists.other;
  const once = list.filter((row) => row.scope === "once").map((row) => made(row.slot));
  const boards = (teardown.boards || []).flatMap((chips, at) => [
    ...list.filter((row) => row.scope === "board").map((row) => made(`board${at + 1}-${row.slot.replace("board_", "")}`)),
    ...Array.from({ length: chips }, (_, chip) => made(`board${at + 1}-chip${chip + 1}`)),
  ]);
  return [...once, ...boards];
}

const made = (slot) => ({ slot, name: slotName(slot), sketch: sketchOf(slot) });

/** The name of a slot in words: "Board 1, chip 3, close". */
export function slotName(slot) {
  const [, board, side, chip] = /^board(\d+)-(front|back|chip(\d+))$/.exec(slot) || [];
  if (chip) return t("slot.chip", { board, chip });
  if (board) return t(`slot.board_${side}`, { board });
  return known(`slot.${slot}`) ? t(`slot.${slot}`) : t("slot.other");
}

const kindOf = (slot) => {
  const [, side] = /^board\d+-(front|back|chip)/.exec(slot) || [];
  return side ? (side === "chip" ? "chip" : `board_${side}`) : slot;
};

/** The sketch of a slot. */
export const sketchOf = (slot) => (document.getElementById(`s-${kindOf(slot)}`) ? `s-${kindOf(slot)}` : "s-other");

/** How to take the shot of a slot: one sentence. */
export const howTo = (slot) => t(known(`how.${kindOf(slot)}`) ? `how.${kindOf(slot)}` : "how.other");

/** When all is done: one more chip of the last board. `boards` as it then is. */
export function oneMore(teardown) {
  const boards = [...((teardown.boards || []).length ? teardown.boards : [0])];
  boards[boards.length - 1] += 1;
  return { slot: `board${boards.length}-chip${boards[boards.length - 1]}`, boards };
}

/** The first slot that has neither a photo nor a reason; null when the list is done. */
export function nextSlot(teardown, photos, after = "") {
  const taken = new Set(photos.map((photo) => photo.slot));
  const open = slots(teardown).filter((one) => !taken.has(one.slot) && !(teardown.skipped || {})[one.slot]);
  const order = slots(teardown).map((one) => one.slot);
  return open.find((one) => order.indexOf(one.slot) > order.indexOf(after)) || open[0] || null;
}

/** How many slots are done: photographed, or left out with a reason. */
export function progress(teardown, photos) {
  const taken = new Set(photos.map((photo) => photo.slot));
  const all = slots(teardown);
  return { done: all.filter((one) => taken.has(one.slot) || (teardown.skipped || {})[one.slot]).length, all: all.length };
}
