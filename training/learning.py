"""Learners: a graph that is trained at one rate, with the average of its weights over the last thousand steps."""

import argparse
import copy
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


class Cohort:
    """One learner for each of `given.rates`, all on the same batches; saved as out.0.onnx, out.1.onnx and so on."""

    def __init__(self, model: onnx.ModelProto, out: Path, given: argparse.Namespace) -> None:
        """Each takes the weights of `model` to `given.device`."""
        self._learners = [Learner(copy.deepcopy(model), rate, given.device) for rate in given.rates]
        self._paths = [out.with_suffix(f".{i}.onnx") for i in range(len(given.rates))]
        self._losses: list[list[torch.Tensor]] = [[] for _ in self._learners]
        self._saved = 0.0

    @property
    def last(self) -> Learner:
        """The one with the last rate."""
        return self._learners[-1]

    def step(self, pixels: torch.Tensor, loss_of: Callable[[torch.Tensor], torch.Tensor], passed: float) -> None:
        """One step of each, as `Learner.step`."""
        for learner, losses in zip(self._learners, self._losses, strict=True):
            losses.append(learner.step(pixels, loss_of, passed))

    def told(self) -> str:
        """The mean losses since the last call."""
        told = " ".join(f"{torch.stack(losses).mean().item():.3f}" for losses in self._losses)
        self._losses = [[] for _ in self._learners]
        return f"loss {told}"

    def keep(self, minutes: float) -> None:
        """Save when a minute is over since the last time."""
        if minutes - self._saved > 1:
            self._saved = minutes
            self.save()

    def save(self) -> None:
        """Write the averaged weights of each."""
        for learner, path in zip(self._learners, self._paths, strict=True):
            learner.save(path)


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
