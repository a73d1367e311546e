// Blinds a batch and unblinds what came back, beside the page so that it stays usable. The blinds never leave here.
import { ristretto255_oprf as suite } from "../vendor/noble-ristretto255-oprf.js";

const SIZE = 32;
const encoder = new TextEncoder();
let batch = [];

onmessage = ({ data }) => {
  try {
    postMessage(data.inputs ? blinded(data.inputs) : outputs(data));
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};

// An input that is null is padding: random bytes that are no lot.
function blinded(inputs) {
  batch = inputs.map((text) => {
    const input = text === null ? crypto.getRandomValues(new Uint8Array(SIZE)) : encoder.encode(text);
    return { input, ...suite.voprf.blind(input) };
  });
  const joined = new Uint8Array(batch.length * SIZE);
  batch.forEach((one, index) => joined.set(one.blinded, index * SIZE));
  return { blinded: joined };
}

// Throws where the proof does not fit: then another key than that of the run was used.
function outputs({ evaluated, proof, publicKey, tag }) {
  const items = batch.map((one, index) => ({
    ...one,
    evaluated: evaluated.subarray(index * SIZE, (index + 1) * SIZE),
  }));
  if (evaluated.length !== items.length * SIZE) throw new Error("length");
  const found = suite.voprf.finalizeBatch(items, publicKey, proof);
  batch = [];
  return { tags: found.map((output) => String.fromCharCode(...output.subarray(0, tag))) };
}
