"""One learner: a graph that is trained at one rate, with the average of its weights over the last thousand steps."""

import argparse
import math
import sys
from collections.abc import Callable
from pathlib import Path

import onnx
import torch

from .graph import Graph, Swift

WARM = 200
"""Steps until the rate is reached."""
LEAST = 0.02
"""Share of the rate that is left at the end of the cosine."""


class Learner:
    """Steps on whatever loss it is given; what is saved is the average, which is steadier than the last step."""

    def __init__(self, model: onnx.ModelProto, rate: float, device: str) -> None:
        """Take the weights of `model` to `device` (cpu, cuda)."""
        self.rate = rate
        self._graph = Graph(model).to_device(device)
        self._swift = Swift(self._graph)
        self._average = torch.optim.swa_utils.AveragedModel(
            self._graph, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)
        )
        self._optimiser = torch.optim.AdamW(self._graph.parameters(), lr=rate, weight_decay=0.01)
        self._steps = 0

    def step(
        self, pixels: torch.Tensor, loss_of: Callable[[torch.Tensor], torch.Tensor], passed: float
    ) -> torch.Tensor:
        """One step; `passed` is the share of the time that is over. Returns the loss, not yet waited for."""
        self._steps += 1
        cosine = LEAST + (1 - LEAST) * (0.5 + 0.5 * math.cos(math.pi * min(1.0, passed)))
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate * min(1.0, self._steps / WARM) * cosine
        loss = loss_of(self._swift(pixels))
        loss.backward()
        self._swift.hand_over()
        torch.nn.utils.clip_grad_norm_(self._graph.parameters(), 2.0)
        self._optimiser.step()
        self._swift.take_over()
        self._average.update_parameters(self._graph)
        return loss.detach()

    def logits(self, pixels: torch.Tensor) -> torch.Tensor:
        """What the weights of now answer."""
        return self._swift(pixels)

    def save(self, path: Path) -> None:
        """Write the averaged weights; whoever reads the path meanwhile finds the older ones whole."""
        new = path.with_suffix(".new")
        self._average.module.save(new)
        new.replace(path)


def arguments(about: str | None, *, batch: int) -> argparse.ArgumentParser:
    """The options of both trainings."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="ONNX file to start from")
    parser.add_argument("--faces", type=Path, required=True, help="folder of TrueType files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--rates", type=float, nargs="+", default=[4e-5])
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def report(minutes: float, step: int, told: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"{minutes:5.1f} min, step {step + 1}, {told}\n")
    sys.stderr.flush()
