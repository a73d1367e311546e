"""Fine-tunes the recogniser of PP-OCRv6 small (Apache-2.0) on rendered strips.

    python -m training.recogniser --faces DIR --out recogniser.onnx [--minutes 60] [--threads 1] [--base FILE]

Only the columns of `teardowns.ocr.models.LETTERS` are kept: 100 characters instead of 18,709. Prints one line every
hundred steps: loss and exact strips among fresh rendered ones.
"""

import argparse
import itertools
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from teardowns.ocr.models import LETTERS, READ_HEIGHT, fitted

from .graph import Graph, Swift
from .strips import strip

RATE = 4e-5
BATCH = 24
POOL = 8
"""Batches that are sorted by width together, so that little padding is read."""
MAX_WIDTH = 640
Sample = tuple[NDArray[np.float32], str]


class Strips(IterableDataset[Sample]):
    """Endless rendered strips, fitted to the reading height; each worker follows its own seed."""

    def __init__(self, faces: Sequence[Path], seed: int) -> None:
        """Render with the TrueType `faces`."""
        self._faces, self._seed = faces, seed

    def __iter__(self) -> Iterator[Sample]:
        """Yield (3 x 48 x width, text)."""
        worker = torch.utils.data.get_worker_info()
        dice = random.Random(self._seed * 1000 + (worker.id if worker else 0))  # noqa: S311
        while True:
            pixels, text = strip(dice, self._faces)
            width = min(MAX_WIDTH, max(READ_HEIGHT, math.ceil(READ_HEIGHT * pixels.shape[1] / pixels.shape[0])))
            if width >= 9 * len(text) and width / 8 > len(text) + sum(a == b for a, b in itertools.pairwise(text)):
                yield fitted(pixels, width), text


def narrowed(model: onnx.ModelProto) -> tuple[onnx.ModelProto, list[str]]:
    """Keep the output columns of our letters. Returns (model, characters by column; column 0 is the blank)."""
    entry = next(item for item in model.metadata_props if item.key == "character")
    characters = ["", *entry.value.splitlines(), " "]
    columns = [i for i, c in enumerate(characters) if i == 0 or c in LETTERS]
    for initializer in model.graph.initializer:
        array = numpy_helper.to_array(initializer)
        if array.ndim and array.shape[-1] == len(characters):
            initializer.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(array[..., columns]), initializer.name))
    del model.graph.value_info[:]
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(columns)
    kept = [characters[i] for i in columns]
    entry.value = "\n".join(kept[1:-1])
    return model, kept


def batches(samples: Iterator[Sample]) -> Iterator[tuple[torch.Tensor, list[str]]]:
    """Group strips of similar width."""
    while True:
        pool = sorted(itertools.islice(samples, BATCH * POOL), key=lambda sample: sample[0].shape[2])
        groups = [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
        random.shuffle(groups)
        for group in groups:
            width = 32 * math.ceil(max(pixels.shape[2] for pixels, _ in group) / 32)
            batch = np.zeros((len(group), 3, READ_HEIGHT, width), np.float32)
            for place, (pixels, _) in zip(batch, group, strict=True):
                place[:, :, : pixels.shape[2]] = pixels
            yield torch.from_numpy(batch), [text for _, text in group]


def loss_of(logits: torch.Tensor, texts: Sequence[str], codes: dict[str, int]) -> torch.Tensor:
    """CTC loss of logits (batch x time x characters), each text weighing by its length."""
    scores = functional.log_softmax(logits.float(), dim=2).transpose(0, 1)
    targets = torch.tensor([codes[c] for text in texts for c in text], dtype=torch.long)
    lengths = torch.tensor([len(text) for text in texts])
    times = torch.full((len(texts),), scores.shape[0])
    return functional.ctc_loss(scores, targets, times, lengths, blank=0, reduction="mean", zero_infinity=True)


def greedy(logits: torch.Tensor, characters: Sequence[str]) -> list[str]:
    """Best paths as texts."""
    best = logits.argmax(dim=2).numpy()
    return [
        "".join(characters[i] for i, before in zip(row, [0, *row[:-1]], strict=True) if i and i != before)
        for row in best
    ]


def train(base: Path, faces: Sequence[Path], out: Path, *, minutes: float, threads: int, seed: int) -> None:
    """Train for `minutes` on the clock and write the averaged weights; interim weights every ten minutes."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    model, characters = narrowed(onnx.load(base))
    codes = {c: i for i, c in enumerate(characters) if i}
    graph = Graph(model)
    swift = Swift(graph)
    average = torch.optim.swa_utils.AveragedModel(graph, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.997))
    optimiser = torch.optim.AdamW(graph.parameters(), lr=RATE, weight_decay=0.01)
    loader = DataLoader(Strips(faces, seed), batch_size=None, num_workers=1, prefetch_factor=200)
    started, saved, losses, exact, seen = time.monotonic(), 0, [], 0, 0
    for step, (pixels, texts) in enumerate(batches(iter(loader))):
        passed = (time.monotonic() - started) / 60 / minutes
        if passed >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 100) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * passed)))
        logits = swift(pixels)
        loss = loss_of(logits, texts, codes)
        loss.backward()
        swift.hand_over()
        torch.nn.utils.clip_grad_norm_(graph.parameters(), 2.0)
        optimiser.step()
        swift.take_over()
        average.update_parameters(graph)
        losses.append(loss.item())
        exact += sum(a.strip() == b for a, b in zip(greedy(logits.detach(), characters), texts, strict=True))
        seen += len(texts)
        if step % 100 == 99:
            said = f"{passed * minutes:5.1f} min, step {step + 1}, loss {np.mean(losses):.3f}, exact {exact / seen:.3f}"
            print(said, file=sys.stderr, flush=True)  # noqa: T201
            losses, exact, seen = [], 0, 0
        if passed * minutes // 10 > saved:
            saved = int(passed * minutes // 10)
            average.module.save(out.with_suffix(f".{saved}.onnx"))
    average.module.save(out)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="PP-OCRv6_rec_small.onnx of the wheel rapidocr")
    parser.add_argument("--faces", type=Path, required=True, help="folder of TrueType files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faces = sorted(given.faces.glob("*.ttf"))
    train(given.base, faces, given.out, minutes=given.minutes, threads=given.threads, seed=given.seed)


if __name__ == "__main__":
    main()
