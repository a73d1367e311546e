"""What a maker's officer asks of the findings, and how long each answer takes."""

import random
import time
import tracemalloc
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from accounts.queries import Principal
from makers.management.benchmarking.findings_world import DAYS, FIRST, World
from teardowns.queries.findings import FindingFilter, OwnFindings

ROWS = 25
WARM = 8
Ask = Callable[[], object]


def filters(world: World, dice: random.Random) -> dict[str, FindingFilter]:
    """One filter of every kind, each time with other values."""
    day = FIRST + timedelta(days=dice.randrange(DAYS))
    made = FIRST - timedelta(days=dice.randrange(1500))
    return {
        "part_number": FindingFilter(part_number=dice.choice(world.numbers)[: dice.choice((1, 2, 4, 12))].lower()),
        "brand": FindingFilter(brand=dice.choice(world.brands)),
        "weapon_model": FindingFilter(weapon_model=dice.choice(world.weapons)),
        "date_code": FindingFilter(date_code=dice.choice((f"#{made:%y}", f"{made:%y}{made.isocalendar()[1]:02}"))),
        "lot": FindingFilter(lot=str(made.toordinal())[: dice.choice((3, 6))]),
        "made": FindingFilter(made_from=made, made_to=made + timedelta(days=90)),
        "found": FindingFilter(found_from=day, found_to=day + timedelta(days=60)),
        "text": FindingFilter(text=dice.choice(("21", "7", "738", dice.choice(world.numbers)))),
        "new": FindingFilter(opened_since=datetime(day.year, day.month, day.day, tzinfo=UTC)),
        "nothing": FindingFilter(part_number="NO SUCH PART"),
    }


def asked(world: World, principal: Principal, rounds: int, seed: int) -> dict[str, Any]:
    """Milliseconds of lists, filtered lists and counts, by the database and through both doors."""
    dice = random.Random(seed)  # noqa: S311
    since = datetime(2025, 5, 1, tzinfo=UTC)

    def deep() -> object:
        place = (FIRST + timedelta(days=dice.randrange(DAYS)), UUID(int=dice.getrandbits(128)))
        return OwnFindings(principal).page(limit=ROWS, after=place)

    lists: list[Ask] = [lambda: OwnFindings(principal).page(limit=ROWS), deep]
    counts: list[Ask] = [lambda: OwnFindings(principal).counted(since=since)]
    kinds: dict[str, list[float]] = {name: [] for name in (*filters(world, dice), "choices")}
    times: dict[str, list[float]] = {"list": [], "filter": [], "count": []}
    for turn in range(-1, rounds):
        measured: dict[str, list[float]] = {name: [] for name in times}
        measured["list"] += map(_milliseconds, lists)
        measured["count"] += map(_milliseconds, counts)
        for name, wanted in filters(world, dice).items():
            page = _milliseconds(partial(_page, principal, wanted))
            measured["filter"].append(page)
            measured["count"].append(_milliseconds(partial(_counted, principal, wanted, since)))
            if turn >= 0:
                kinds[name].append(page)
        choices = _milliseconds(lambda: OwnFindings(principal).weapon_models)
        if turn >= 0:  # the first turn only warms up
            kinds["choices"].append(choices)
            for name, values in measured.items():
                times[name] += values
    worst = {name: percentiles(values)["p95_ms"] for name, values in kinds.items()}
    return {**{name: percentiles(values) for name, values in times.items()}, "filter_p95_ms": worst}


def knocked(client: Client, addresses: Iterable[str], rounds: int) -> dict[str, float]:
    """Milliseconds of whole answers through a door, with session, page and all."""
    turns = list(islice(cycle(addresses), rounds + WARM))
    times = [_milliseconds(partial(_answered, client, address)) for address in turns]
    return percentiles(times[WARM:])


def addresses(world: World, dice: random.Random, name: str) -> list[str]:
    """The list and filtered lists of one door."""
    root = reverse(name)
    asked_for = (
        "",
        f"?part_number={dice.choice(world.numbers)[:3]}",
        f"?weapon_model={dice.choice(world.weapons)}",
        f"?brand={world.brands[1]}",
        "?date_code=21",
        "?made_from=2020-01-01&made_to=2020-12-31",
        "?found_from=2023-01-01",
        "?lot=738",
    )
    return [root + query for query in asked_for]


def exported(client: Client) -> dict[str, Mapping[str, float]]:
    """Each kind of file: seconds until its first byte and until its last, megabytes of the file, and of what Python
    held for it at most, on a second run.
    """
    found: dict[str, Mapping[str, float]] = {}
    for ending in ("csv", "xlsx", "json"):
        started = time.perf_counter()
        answer = client.get(reverse(f"web:findings_{ending}"))
        first, size = 0.0, 0
        for piece in answer:
            first = first or (time.perf_counter() - started if piece else 0.0)
            size += len(piece)
        seconds = time.perf_counter() - started
        found[ending] = {
            "first_byte_s": round(first, 3),
            "all_s": round(seconds, 3),
            "file_mb": round(size / 1e6, 2),
            "memory_mb": _held_mb(client, ending),
        }
    return found


def _held_mb(client: Client, ending: str) -> float:
    tracemalloc.start()
    for _piece in client.get(reverse(f"web:findings_{ending}")):
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(most / 1e6, 1)


def _page(principal: Principal, wanted: FindingFilter) -> None:
    OwnFindings(principal).page(wanted, limit=ROWS)


def _counted(principal: Principal, wanted: FindingFilter, since: datetime) -> None:
    OwnFindings(principal).counted(wanted, since)


def percentiles(milliseconds: Iterable[float]) -> dict[str, float]:
    """The median and the 95th percentile."""
    ordered = sorted(milliseconds) or [0.0]
    return {f"p{p}_ms": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)], 2) for p in (50, 95)}


def _answered(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _milliseconds(ask: Ask) -> float:
    started = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - started)
