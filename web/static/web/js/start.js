// What every page runs. Each piece looks for its own markup and rests where there is none.
import * as bench from "./bench.js";
import * as copy from "./copy.js";
import * as find from "./find.js";
import * as graph from "./graph.js";
import * as asof from "./asof.js";
import * as keys from "./keys.js";
import * as region from "./region.js";
import * as swaps from "./swaps.js";
import * as upload from "./upload.js";

for (const piece of [keys, find, graph, asof, swaps, bench, region, upload, copy]) piece.start();
