"""Which boxes are looked at again: scripted looks stand for the recogniser's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pytest

from teardowns.ocr.boxes import AGAIN, CLOSER, SURE, read_boxes
from teardowns.ocr.ctc import Probabilities
from teardowns.ocr.engine import Pixels
from teardowns.ocr.geometry import rectangle, turned
from teardowns.ocr.models import Models

PAGE = np.zeros((100, 200, 3), np.uint8)
BOX = rectangle(10, 10, 110, 40)


@dataclass
class ScriptedModels:
    """Says `first` at the first look, `turned` at the next if it is asked, and `closer` of all looks together."""

    first: tuple[str, float]
    turned: tuple[str, float] = ("", 0.0)
    closer: tuple[str, float] = ("", 0.0)
    shapes: list[tuple[int, ...]] = field(default_factory=list)

    def upside_down(self, strips: Sequence[Pixels]) -> list[float]:
        return [0.1 for _ in strips]

    def look(self, strips: Sequence[Pixels]) -> list[Probabilities]:
        self.shapes += [one.shape[:2] for one in strips]
        return [np.full((1, 1), len(self.shapes), np.float32) for _ in strips]

    def texts(self, looks: Sequence[Probabilities]) -> list[tuple[str, float]]:
        if len(looks) > 1:
            return [self.closer]
        return [self.first if looks[0][0, 0] == 1 else self.turned]


def read(models: ScriptedModels) -> list[tuple[str, float, int]]:
    lines = read_boxes(cast(Models, models), PAGE, [BOX], "clahe")
    return [(line.text, line.confidence, line.rotation) for line in lines]


def test_a_sure_line_is_looked_at_once() -> None:
    models = ScriptedModels(("BMS05P0", SURE))
    assert read(models) == [("BMS05P0", SURE, 0)]
    assert models.shapes == [(30, 100)]


def test_a_doubtful_line_is_turned_and_looked_at_closer() -> None:
    models = ScriptedModels(("BWS05P0", 0.8), ("0dS0SWB", 0.4), ("BMS05P0", 0.85))
    assert read(models) == [("BMS05P0", 0.85, 0)]
    first, upside_down, *closer = models.shapes
    assert (first, upside_down, len(closer)) == ((30, 100), (30, 100), len(CLOSER))
    assert all(height < 30 and width < 100 for height, width in closer)


def test_the_better_way_up_is_the_one_looked_at_closer() -> None:
    models = ScriptedModels(("0dS0SWB", 0.6), ("BWS05P0", 0.8), ("BMS05P0", 0.85))
    lines = read_boxes(cast(Models, models), PAGE, [BOX], "clahe")
    assert [(line.text, line.box, line.rotation) for line in lines] == [("BMS05P0", turned(BOX, 2), 180)]


def test_what_was_too_faint_at_first_is_kept_when_a_closer_look_is_sure_enough() -> None:
    assert read(ScriptedModels(("STMJ2F105", AGAIN), closer=("STM32F105", 0.7))) == [("STM32F105", 0.7, 0)]
    assert read(ScriptedModels(("STMJ2F105", AGAIN), closer=("STM32F105", 0.55))) == []


@pytest.mark.parametrize("first", [("BWS05P0", AGAIN - 0.01), ("R1A", 0.8)])
def test_noise_and_a_few_letters_are_not_looked_at_closer(first: tuple[str, float]) -> None:
    models = ScriptedModels(first, closer=("STM32F105", 0.9))
    assert [text for text, *_ in read(models)] == ([first[0]] if first[1] > 0.6 else [])
    assert len(models.shapes) == 2
