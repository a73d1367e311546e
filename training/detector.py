"""Fine-tunes the detector of PP-OCRv6 small (Apache-2.0) on rendered boards.

    python -m training.detector --base FILE --faces DIR --out detector.onnx [--minutes 45] [--threads 1]

Prints one line every fifty steps: loss, and how well the maps overlap (dice coefficient) on fresh rendered views.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from .graph import Graph, Swift
from .views import Sample, samples

RATE = 4e-5
BATCH = 4
HARD = 3
"""Pixels without lettering that count, for each one with: those that the detector gets most wrong."""


class Views(IterableDataset[Sample]):
    """Endless rendered views; each worker follows its own seed."""

    def __init__(self, faces: Sequence[Path], seed: int) -> None:
        """Render with the TrueType `faces`."""
        self._faces, self._seed = faces, seed

    def __iter__(self) -> Iterator[Sample]:
        """Yield (pixels, map, weight)."""
        worker = torch.utils.data.get_worker_info()
        dice = random.Random(self._seed * 1000 + (worker.id if worker else 0))  # noqa: S311
        yield from samples(dice, self._faces)


def loss_of(logits: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Return (balanced cross entropy on the hardest pixels + dice loss, dice coefficient)."""
    logits = logits[:, 0].float()
    each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * weight
    positive = wanted * weight
    count = int(positive.sum().item())
    hardest = torch.topk((each * (1 - wanted)).flatten(), min(each.numel() - count, HARD * max(count, 500))).values
    entropy = ((each * wanted).sum() + hardest.sum()) / (count + len(hardest))
    found = torch.sigmoid(logits) * weight
    coefficient = (2 * (found * positive).sum() + 1) / (found.sum() + positive.sum() + 1)
    return 5 * entropy + (1 - coefficient), coefficient.item()


def train(base: Path, faces: Sequence[Path], out: Path, *, minutes: float, threads: int, seed: int) -> None:
    """Train for `minutes` on the clock and write the averaged weights; interim weights every ten minutes."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    graph = Graph(onnx.load(base))
    swift = Swift(graph)
    average = torch.optim.swa_utils.AveragedModel(graph, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    optimiser = torch.optim.AdamW(graph.parameters(), lr=RATE, weight_decay=0.01)
    loader = DataLoader(Views(faces, seed), batch_size=BATCH, num_workers=1, prefetch_factor=20)
    started, saved, losses, overlaps = time.monotonic(), 0, [], []
    for step, (pixels, wanted, weight) in enumerate(loader):
        passed = (time.monotonic() - started) / 60 / minutes
        if passed >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 60) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * passed)))
        loss, overlap = loss_of(swift(pixels), wanted, weight)
        loss.backward()
        swift.hand_over()
        torch.nn.utils.clip_grad_norm_(graph.parameters(), 2.0)
        optimiser.step()
        swift.take_over()
        average.update_parameters(graph)
        losses.append(loss.item())
        overlaps.append(overlap)
        if step % 50 == 49:
            told = f"loss {np.mean(losses):.3f}, dice {np.mean(overlaps):.3f}"
            print(f"{passed * minutes:5.1f} min, step {step + 1}, {told}", file=sys.stderr, flush=True)  # noqa: T201
            losses, overlaps = [], []
        if passed * minutes // 10 > saved:
            saved = int(passed * minutes // 10)
            average.module.save(out.with_suffix(f".{saved}.onnx"))
    average.module.save(out)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="PP-OCRv6_det_small.onnx of the wheel rapidocr")
    parser.add_argument("--faces", type=Path, required=True, help="folder of TrueType files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faces = sorted(given.faces.glob("*.ttf"))
    train(given.base, faces, given.out, minutes=given.minutes, threads=given.threads, seed=given.seed)


if __name__ == "__main__":
    main()
