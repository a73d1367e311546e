"""The same names asked of nomenklatura's logic matcher, where that library is installed."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from provenance.evaluation.screening import held_out, left_names, trade_spellings
from provenance.evaluation.screening_list import Entity, folds
from provenance.evaluation.screening_ordinary import ordinary_names
from provenance.evaluation.shares import Share

JSON = dict[str, Any]
THRESHOLD = 0.7
"""From which nomenklatura's and yente's documentation take a score of the logic matcher for a match."""
Progress = Callable[[str, int, int], None]


def is_installed() -> bool:
    """Whether there is something to compare with."""
    return find_spec("nomenklatura") is not None


def compare(entities: list[Entity], *, seed: int, sample: int, ordinary: int, progress: Progress) -> JSON:
    """Its figures on `sample` names of each kind, every name scored against every entity; and ours on the same names.

    Seconds a name: the matcher has no index of its own for names alone, so it reads through the whole list.
    """
    chance = random.Random(seed)  # noqa: S311 - a sample, no secrets
    held = [(number, alias) for fold in folds(entities, seed) for number, alias in fold.items()]
    held = chance.sample(held, min(sample, len(held)))
    trade = trade_spellings(entities, seed)
    trade = chance.sample(trade, min(sample, len(trade)))
    strangers = [(-1, name) for name in ordinary_names(ordinary, seed)[:sample]]
    kinds = (("aliases", held), ("trade", trade), ("ordinary", strangers))
    rival = _Rival(entities)
    total, done = sum(len(asked) for _, asked in kinds), 0
    told: JSON = {"library": rival.version, "matcher": rival.matcher, "threshold": THRESHOLD, "sample": sample}
    for kind, asked in kinds:
        hits = at_threshold = 0
        for number, name in asked:
            first, score = rival.first(name, held_of=number if kind == "aliases" else None)
            hits += first == number
            at_threshold += (first == number or number < 0) and score >= THRESHOLD
            done += 1
            progress("comparison", done, total)
        told[kind] = {"first": Share(hits, len(asked)).plain(), "at_threshold": Share(at_threshold, len(asked)).plain()}
    told["ordinary"].pop("first")
    told["ours_on_the_same_aliases"] = _ours(entities, seed, held)
    return told


def _ours(entities: list[Entity], seed: int, held: list[tuple[int, str]]) -> JSON:
    asked = {(each.entity, each.name): each.hit for each in held_out(entities, seed, lambda *_: None)}
    return Share(sum(asked[one] for one in held), len(held)).plain()


class _Rival:
    def __init__(self, entities: list[Entity]) -> None:
        model = import_module("followthemoney").model
        logic = import_module("nomenklatura.matching").LogicV2

        self.version, self.matcher = f"nomenklatura {version('nomenklatura')}", logic.NAME
        self._model, self._logic, self._entities = model, logic, entities
        self._config = logic.default_config()
        self._proxies = [self._proxy(str(each.number), each.names) for each in entities]

    def _proxy(self, key: str, names: Any) -> Any:
        """An entity of the library. It remembers what it made of one by its key: no two may share one."""
        return self._model.get_proxy({"id": key, "schema": "Organization", "properties": {"name": list(names)}})

    def first(self, name: str, *, held_of: int | None) -> tuple[int, float]:
        """The entity with the highest score, -1 where all are 0; `held_of`: whose name this is, left out for it."""
        asked = self._proxy(f"asked {name}", [name])
        best = (-1, 0.0)
        for entity, proxy in zip(self._entities, self._proxies, strict=True):
            if entity.number == held_of:
                proxy = self._proxy(f"{entity.number} without {name}", left_names(entity, name))
            score = float(self._logic.compare(asked, proxy, self._config).score)
            if score > best[1]:
                best = (entity.number, score)
        return best
