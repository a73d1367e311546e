"""How well names are screened: aliases held out, names as trade data writes them, ordinary companies, time.

What is held out is held out from everything: the index and the words that it teaches itself are made without it.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.evaluation.screening_list import Entity, folds
from provenance.evaluation.screening_ordinary import ordinary_names
from provenance.evaluation.screening_spellings import spelt_otherwise
from provenance.evaluation.shares import Share
from provenance.partynames import name_key
from provenance.screening.building import Builder
from provenance.screening.engine import engine_version
from provenance.screening.searching import MATCH_FROM, POSSIBLE_FROM, Searcher

JSON = dict[str, Any]
FALSE_ALARMS = (0.002, 0.005, 0.01)
"""Shares of ordinary names for which the threshold is found and the hits at or above it are told."""
TIMED = 600
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One name asked for. `entity`: whose it is; -1 for an ordinary company. `first`: who came first, -1 nobody."""

    name: str
    entity: int
    first: int
    score: float
    found: str
    known_key: bool = False

    @property
    def hit(self) -> bool:
        """Whether the entity was found first."""
        return self.first == self.entity


def evaluate(entities: list[Entity], *, seed: int, ordinary: int, names_timed: int, progress: Progress) -> JSON:
    """All figures as JSON. `names_timed`: the number of names in the index on which time is taken; 0: no timing."""
    aliases = held_out(entities, seed, progress)
    whole = searcher_of((each.number, each.names) for each in entities)
    trade = [_ask(whole, spelling, entity) for entity, spelling in trade_spellings(entities, seed)]
    strangers = [_ask(whole, name, -1) for name in ordinary_names(ordinary, seed)]
    return {
        "entities": len(entities),
        "names": sum(len(each.names) for each in entities),
        "seed": seed,
        "engine": engine_version(),
        "thresholds": {"possible": POSSIBLE_FROM, "match": MATCH_FROM},
        "aliases": figures(aliases) | {"same_key_as_a_name_left": sum(each.known_key for each in aliases)},
        "trade": figures(trade),
        "ordinary": {
            "possible": Share(sum(each.score >= POSSIBLE_FROM for each in strangers), len(strangers)).plain(),
            "match": Share(sum(each.score >= MATCH_FROM for each in strangers), len(strangers)).plain(),
        },
        "at_false_alarms": [at_share(share, aliases, trade, strangers) for share in FALSE_ALARMS],
        "time": timed(entities, names_timed, seed, progress) if names_timed else None,
        "misses": [plain(each) for each in (*aliases, *trade) if not each.hit or each.score < POSSIBLE_FROM],
        "false_alarms": [plain(each) for each in strangers if each.score >= POSSIBLE_FROM],
    }


def held_out(entities: list[Entity], seed: int, progress: Progress) -> list[Asked]:
    """Every alias asked for while neither the index nor what it learns holds it."""
    found = []
    parts = list(folds(entities, seed))
    for done, fold in enumerate(parts, start=1):
        searcher = searcher_of((each.number, left_names(each, fold.get(each.number))) for each in entities)
        for number, alias in fold.items():
            keys = {name_key(name) for name in left_names(entities[number], alias)}
            found.append(_ask(searcher, alias, number, known_key=name_key(alias) in keys))
        progress("aliases", done, len(parts))
    return found


def left_names(entity: Entity, held: str | None) -> list[str]:
    """The names of an entity without the one that is held out."""
    return [entity.name, *(alias for alias in entity.aliases if alias != held)]


def searcher_of(named: Iterable[tuple[int, Sequence[str]]]) -> Searcher:
    """A searcher over names by number of entity."""
    builder = Builder()
    for number, names in named:
        for name in names:
            builder.add(number, name)
    return Searcher(builder.build())


def trade_spellings(entities: list[Entity], seed: int) -> list[tuple[int, str]]:
    """For each entity one of its names (another one with another seed), spelt otherwise."""
    chosen = [each.names[(seed + each.number) % len(each.names)] for each in entities]
    by_name: dict[str, int] = {}
    for each, name in zip(entities, chosen, strict=True):
        by_name.setdefault(name, each.number)
    return [(by_name[name], spelling) for name, spelling in spelt_otherwise(by_name, seed)]


def figures(asked: list[Asked]) -> JSON:
    """The share found first, at the thresholds that ship, and for the half of entities never looked at."""
    unseen = [each for each in asked if each.entity % 2]
    return {
        "first": _share(asked, 0.0),
        "first_and_possible": _share(asked, POSSIBLE_FROM),
        "first_and_match": _share(asked, MATCH_FROM),
        "unseen_half_first": _share(unseen, 0.0),
        "unseen_half_first_and_possible": _share(unseen, POSSIBLE_FROM),
    }


def at_share(share: float, aliases: list[Asked], trade: list[Asked], strangers: list[Asked]) -> JSON:
    """The hits at or above the score that so large a share of ordinary names reaches."""
    scores = sorted((each.score for each in strangers), reverse=True)
    allowed = int(share * len(scores))
    from_score = scores[allowed] + 1e-9 if allowed < len(scores) else 0.0
    return {
        "false_alarms_percent": 100 * share,
        "from_score": round(from_score, 4),
        "aliases": _share(aliases, from_score),
        "trade": _share(trade, from_score),
    }


def timed(entities: list[Entity], names: int, seed: int, progress: Progress) -> JSON:
    """Milliseconds a name over an index of so many names, the list's and made-up ones; each name is new to it."""
    have = sum(len(each.names) for each in entities)
    others = ordinary_names(max(0, names - have), seed + 1)
    began = time.perf_counter()
    listed = [(each.number, each.names) for each in entities]
    searcher = searcher_of([*listed, *((-2 - at, [name]) for at, name in enumerate(others))])
    built = time.perf_counter() - began
    asked = [spelling for _, spelling in trade_spellings(entities, seed + 2)[: TIMED // 2]]
    asked += ordinary_names(TIMED - len(asked), seed + 3)
    spent = []
    for done, name in enumerate(asked, start=1):
        began = time.perf_counter()
        searcher.search(name)
        spent.append(1000 * (time.perf_counter() - began))
        if done % 100 == 0:
            progress("time", done, len(asked))
    spent.sort()
    return {
        "names": have + len(others),
        "asked": len(asked),
        "build_s": round(built, 1),
        "p50_ms": round(spent[len(spent) // 2], 2),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 2),
    }


def plain(asked: Asked) -> JSON:
    """One name asked for, to look at."""
    return {"name": asked.name, "entity": asked.entity, "found": asked.found, "score": round(asked.score, 3)}


def _ask(searcher: Searcher, name: str, entity: int, *, known_key: bool = False) -> Asked:
    found = searcher.search(name, 1)
    if not found:
        return Asked(name, entity, -1, 0.0, "", known_key)
    return Asked(name, entity, found[0].party, found[0].score, found[0].name, known_key)


def _share(asked: list[Asked], from_score: float) -> JSON:
    return Share(sum(each.hit and each.score >= from_score for each in asked), len(asked)).plain()
