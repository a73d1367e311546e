"""Fine-tunes the recogniser of PP-OCRv6 small (Apache-2.0) on rendered strips.

    python -m training.recogniser --base FILE --faces DIR --out recogniser.onnx [--minutes 60] [--rates 4e-5]
        [--device cuda] [--workers 7] [--batch 192]

Several rates train one learner each on the same strips, saved as recogniser.0.onnx, recogniser.1.onnx and so on, every
minute. Only the columns of `teardowns.ocr.models.LETTERS` are kept: 100 characters instead of 18,709. Prints one line
every hundred steps: loss of each learner and exact strips of the last one among fresh rendered ones.
"""

import argparse
import itertools
import math
import random
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from teardowns.ocr.models import LETTERS, READ_HEIGHT, fitted

from .learning import Cohort, arguments, report
from .strips import strip

POOL = 8
"""Batches that are sorted by width together, so that little padding is read."""
MAX_WIDTH = 640
Sample = tuple[NDArray[np.float32], str]


class Batches(IterableDataset[tuple[torch.Tensor, list[str]]]):
    """Endless batches of rendered strips; each worker follows its own seed."""

    def __init__(self, faces: Sequence[Path], seed: int, batch: int) -> None:
        """Render with the TrueType `faces`."""
        self._faces, self._seed, self._batch = faces, seed, batch

    def __iter__(self) -> Iterator[tuple[torch.Tensor, list[str]]]:
        """Yield (batch x 3 x 48 x width, texts)."""
        cv2.setNumThreads(1)
        worker = torch.utils.data.get_worker_info()
        dice = random.Random(self._seed * 1000 + (worker.id if worker else 0))  # noqa: S311
        samples = self._samples(dice)
        while True:
            pool = sorted(itertools.islice(samples, self._batch * POOL), key=lambda sample: sample[0].shape[2])
            groups = [pool[i : i + self._batch] for i in range(0, len(pool), self._batch)]
            dice.shuffle(groups)
            yield from map(_stacked, groups)

    def _samples(self, dice: random.Random) -> Iterator[Sample]:
        """Strips fitted to the reading height."""
        while True:
            pixels, text = strip(dice, self._faces)
            width = min(MAX_WIDTH, max(READ_HEIGHT, math.ceil(READ_HEIGHT * pixels.shape[1] / pixels.shape[0])))
            if width >= 9 * len(text) and width / 8 > len(text) + sum(a == b for a, b in itertools.pairwise(text)):
                yield fitted(pixels, width), text


def _stacked(group: Sequence[Sample]) -> tuple[torch.Tensor, list[str]]:
    width = 32 * math.ceil(max(pixels.shape[2] for pixels, _ in group) / 32)
    batch = np.zeros((len(group), 3, READ_HEIGHT, width), np.float32)
    for place, (pixels, _) in zip(batch, group, strict=True):
        place[:, :, : pixels.shape[2]] = pixels
    return torch.from_numpy(batch).bfloat16(), [text for _, text in group]


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


def loss_of(targets: torch.Tensor, lengths: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """CTC loss of logits (batch x time x characters), each text weighing by its length."""
    scores = functional.log_softmax(logits.float(), dim=2).transpose(0, 1)
    times = torch.full((len(lengths),), scores.shape[0])
    return functional.ctc_loss(
        scores, targets.to(scores.device), times, lengths, blank=0, reduction="mean", zero_infinity=True
    )


def greedy(logits: torch.Tensor, characters: Sequence[str]) -> list[str]:
    """Best paths as texts."""
    best = logits.argmax(dim=2).cpu().numpy()
    return [
        "".join(characters[i] for i, before in zip(row, [0, *row[:-1]], strict=True) if i and i != before)
        for row in best
    ]


def train(base: Path, faces: Sequence[Path], out: Path, given: argparse.Namespace) -> None:
    """Train until the clock says `given.minutes`."""
    torch.manual_seed(given.seed)
    model, characters = narrowed(onnx.load(base))
    codes = {c: i for i, c in enumerate(characters) if i}
    cohort = Cohort(model, out, given)
    loader = DataLoader(
        Batches(faces, given.seed, given.batch), batch_size=None, num_workers=given.workers, prefetch_factor=8
    )
    started, seen, exact = time.monotonic(), 0, 0
    for step, (pixels, texts) in enumerate(loader):
        minutes = (time.monotonic() - started) / 60
        if minutes >= given.minutes:
            break
        targets = torch.tensor([codes[c] for text in texts for c in text], dtype=torch.long)
        lengths = torch.tensor([len(text) for text in texts])
        shown = pixels.to(given.device, non_blocking=True)
        cohort.step(shown, partial(loss_of, targets, lengths), minutes / given.minutes)
        if step % 20 == 0:
            with torch.no_grad():
                read = greedy(cohort.last.logits(shown), characters)
            exact += sum(a.strip() == b for a, b in zip(read, texts, strict=True))
            seen += len(texts)
        if step % 100 == 99:
            report(minutes, step, f"{cohort.told()}, exact {exact / seen:.3f}")
            exact, seen = 0, 0
        cohort.keep(minutes)
    cohort.save()


def main() -> None:
    """Read the arguments and train."""
    given = arguments(__doc__, batch=24).parse_args()
    train(given.base, sorted(given.faces.glob("*.ttf")), given.out, given)


if __name__ == "__main__":
    main()
