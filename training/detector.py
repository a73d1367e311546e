"""Fine-tunes the detector of PP-OCRv6 small (Apache-2.0) on rendered boards.

    python -m training.detector --base FILE --faces DIR --out detector.onnx [--minutes 45] [--rates 4e-5]
        [--device cuda] [--workers 7] [--batch 16]

Several rates train one learner each on the same views, saved as detector.0.onnx, detector.1.onnx and so on, every
minute. Prints one line every hundred steps: the loss of each on fresh rendered views.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import cv2
import onnx
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from .learning import Cohort, arguments, report
from .views import Sample, samples

HARD = 3
"""Pixels without lettering that count, for each one with: those that the detector gets most wrong."""


class Views(IterableDataset[Sample]):
    """Endless rendered views; each worker follows its own seed."""

    def __init__(self, faces: Sequence[Path], seed: int) -> None:
        """Render with the TrueType `faces`."""
        self._faces, self._seed = faces, seed

    def __iter__(self) -> Iterator[Sample]:
        """Yield (pixels, map, weight)."""
        cv2.setNumThreads(1)
        worker = torch.utils.data.get_worker_info()
        dice = random.Random(self._seed * 1000 + (worker.id if worker else 0))  # noqa: S311
        yield from samples(dice, self._faces)


def loss_of(wanted: torch.Tensor, weight: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """Balanced cross entropy on the hardest pixels, five times, and dice loss (Liao et al., DBNet, 2020)."""
    logits = logits[:, 0].float()
    each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * weight
    positive = wanted * weight
    count = int(positive.sum().item())
    hardest = torch.topk((each * (1 - wanted)).flatten(), min(each.numel() - count, HARD * max(count, 500))).values
    entropy = ((each * wanted).sum() + hardest.sum()) / (count + len(hardest))
    found = torch.sigmoid(logits) * weight
    coefficient = (2 * (found * positive).sum() + 1) / (found.sum() + positive.sum() + 1)
    return 5 * entropy + (1 - coefficient)


def train(base: Path, faces: Sequence[Path], out: Path, given: argparse.Namespace) -> None:
    """Train until the clock says `given.minutes`."""
    torch.manual_seed(given.seed)
    cohort = Cohort(onnx.load(base), out, given)
    loader = DataLoader(Views(faces, given.seed), batch_size=given.batch, num_workers=given.workers, prefetch_factor=4)
    started = time.monotonic()
    for step, view in enumerate(loader):
        minutes = (time.monotonic() - started) / 60
        if minutes >= given.minutes:
            break
        pixels, wanted, weight = (part.to(given.device, non_blocking=True) for part in view)
        cohort.step(pixels, partial(loss_of, wanted, weight), minutes / given.minutes)
        if step % 100 == 99:
            report(minutes, step, cohort.told())
        cohort.keep(minutes)
    cohort.save()


def main() -> None:
    """Read the arguments and train."""
    given = arguments(__doc__, batch=4).parse_args()
    train(given.base, sorted(given.faces.glob("*.ttf")), given.out, given)


if __name__ == "__main__":
    main()
