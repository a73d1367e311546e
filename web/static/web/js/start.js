// What every page runs: keys, focus after a swap, and the pieces that a page asks for by its markup.
import { listen as listenForKeys } from "./keys.js";
import { listen as listenForSwaps } from "./swaps.js";

listenForKeys();
listenForSwaps();

const pieces = {
  "[data-upload]": "./upload.js",
  "[data-bench]": "./bench.js",
  "[data-copy]": "./copy.js",
};
for (const [selector, module] of Object.entries(pieces)) {
  if (document.querySelector(selector)) {
    import(module).then((piece) => piece.start());
  }
}
