"""The made world is what it says it is: what the figures of `benchmark_tracing` rest on."""

import csv
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from provenance.management.benchmarking.tracing_cast import Cast, cast
from provenance.management.benchmarking.tracing_chains import Chain
from provenance.management.benchmarking.tracing_decoys import _MADE
from provenance.management.benchmarking.tracing_files import LATER, RELATIONS, TRUTH, shipment_files, write_world
from provenance.management.benchmarking.tracing_planting import plant
from provenance.management.benchmarking.tracing_rows import ordinary, unnamed_by_chance
from provenance.management.benchmarking.tracing_truth import Planted, Truth, load
from provenance.management.benchmarking.tracing_worlds import DECOYS, World, world
from provenance.partnumbers.normalise import canonical

SMALL = 3000
Row = dict[str, str]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usual")
    write_world(World("usual", SMALL, 5, misspelt=0.0), folder)
    return folder


@pytest.fixture(scope="module")
def truth(usual: Path) -> Truth:
    return load(usual / TRUTH)


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows(usual: Path) -> list[Row]:
    return rows_of(shipment_files(usual)[0])


@pytest.fixture(scope="module")
def people() -> Cast:
    return cast(World("usual", 10 * SMALL, 5))


@pytest.fixture(scope="module")
def chains(people: Cast) -> list[Chain]:
    return plant(World("usual", 10 * SMALL, 5), people)[0]


def names_part(row: Row, number: str) -> bool:
    """The row's description holds the part's number or its base."""
    words = [canonical(word) for word in row["description"].replace(",", " ").split()]
    return any(
        len(word) >= 6 and (canonical(number).startswith(word) or word.startswith(canonical(number))) for word in words
    )


def test_a_world_has_the_rows_that_were_asked_for(usual: Path, truth: Truth, rows: list[Row]) -> None:
    assert len(rows) == truth.rows == SMALL
    assert len(rows_of(usual / LATER)) == truth.later > 0
    assert len({row["row_id"] for row in rows}) == SMALL
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)


def test_the_seed_decides(tmp_path: Path, usual: Path) -> None:
    for seed, name in ((5, "same"), (6, "other")):
        (tmp_path / name).mkdir()
        write_world(World("usual", SMALL, seed, misspelt=0.0), tmp_path / name)
    assert (shipment_files(tmp_path / "same")[0]).read_bytes() == shipment_files(usual)[0].read_bytes()
    assert shipment_files(tmp_path / "other")[0].read_bytes() != shipment_files(usual)[0].read_bytes()


def test_each_planted_chain_lies_in_the_rows(truth: Truth, rows: list[Row]) -> None:
    between: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        between[row["seller"], row["buyer"]].append(row)
    for planted in truth.planted:
        naming = 0
        day = planted.made[0]
        for (seller, _), (buyer, country) in pairwise(planted.hands):
            hop = [row for row in between[seller, buyer] if day <= date.fromisoformat(row["date"]) <= planted.recovered]
            assert hop
            assert {row["buyer_country"] for row in hop} == {country}
            day = min(date.fromisoformat(row["date"]) for row in hop)
            naming += any(names_part(row, planted.part_number) for row in hop)
        hops = len(planted.hands) - 1
        assert 1 <= hops <= 5
        assert planted.hands[-1][1] == "RU"
        assert naming >= {"named": hops, "mixed": 1, "hs": 0}[planted.kind]


def test_a_planted_chain_begins_with_an_authorised_distributor(usual: Path, truth: Truth) -> None:
    authorised = {(row["party"], row["other_party"]) for row in rows_of(usual / RELATIONS)}
    for planted in truth.planted:
        assert (planted.hands[0][0], planted.manufacturer) in authorised


def test_each_chain_is_of_another_base_and_its_decoys_of_a_third(people: Cast, chains: list[Chain]) -> None:
    bases = [int(people.bases[chain.good]) for chain in chains]
    assert len(set(bases)) == len(bases) == 150
    assert not {int(people.bases[good]) for chain in chains for good in chain.others} & set(bases)


def test_kinds_and_hops_are_even(truth: Truth) -> None:
    kinds = [planted.kind for planted in truth.planted]
    assert kinds.count("named") == kinds.count("mixed") == kinds.count("hs") == 5
    assert [len(planted.hands) - 1 for planted in truth.planted if planted.kind == "hs"] == [1, 2, 3, 4, 5]


def test_ordinary_rows_end_no_sequence_that_names_a_part() -> None:
    """Whatever a trace calls documented for a control question is then wrong."""
    made = World("usual", 60_000, 3, named=0.4)
    people = cast(made)
    rows = unnamed_by_chance(
        ordinary(made, people, made.shipments, 1), np.zeros(0, ordinary(made, people, 1, 1).dtype), people
    )
    named = rows[rows["names"] > 0]
    assert len(named) > 10_000
    held: dict[tuple[int, int], int] = {}
    for row in named[np.argsort(named["day"], kind="stable")]:
        base, seller, buyer = int(people.bases[row["good"]]), int(row["seller"]), int(row["buyer"])
        maker = people.parts[row["good"]].maker
        since = 0 if seller == maker or seller in people.authorised[maker] else held.get((base, seller), 10**6)
        if since < row["day"] or since == 0:
            assert people.countries[buyer] != "RU"
            held.setdefault((base, buyer), int(row["day"]))


def test_control_questions_have_no_planted_chain(truth: Truth) -> None:
    by_base = {planted.part_number[:6]: planted for planted in truth.planted}
    assert len(truth.controls) == 15
    for control in truth.controls:
        planted = by_base.get(control.part_number[:6])
        assert not control.hands
        if control.kind == "nothing_planted":
            assert planted is None
        else:
            assert planted is not None and control.made[0] > planted.recovered


def test_names_are_written_in_other_ways_as_often_as_asked(tmp_path: Path) -> None:
    write_world(World("usual", 20_000, 5, misspelt=0.1), tmp_path)
    usual_names = {name.usual for name in cast(World("usual", 20_000, 5)).names}
    rows = rows_of(shipment_files(tmp_path)[0])
    unusual = sum(row["seller"] not in usual_names or row["buyer"] not in usual_names for row in rows)
    assert 0.092 < unusual / len(rows) < 0.108


def test_no_two_companies_have_one_name(people: Cast) -> None:
    assert len({name.usual.casefold() for name in people.names}) == len(people.names) == 2000


def test_another_way_is_never_the_usual_one(people: Cast) -> None:
    assert all(name.usual not in name.others for name in people.names)


def test_hubs_trade_much_more_than_others() -> None:
    made = World("usual", 100_000, 1)
    people = cast(made)
    rows = ordinary(made, people, made.shipments, 1)
    counts = np.sort(np.bincount(rows["seller"]))[::-1]
    assert counts[0] > 30 * np.median(counts[counts > 0])


@pytest.mark.parametrize("decoy", DECOYS)
def test_a_decoy_breaks_its_one_rule(decoy: str, people: Cast, chains: list[Chain]) -> None:
    seen = 0
    for chain in chains:
        found = _MADE[decoy](chain, people, np.random.default_rng(1))
        if not found:
            continue
        seen += 1
        first, last = found[0], found[-1]
        received = next((hop for hop in chain.hops if hop.buyer == first.seller), None)
        broken = {
            "order": received is not None and first.first < received.first,
            "gap": received is not None and first.first - received.last > 240,
            "quantity": received is not None and first.quantity > 2 * received.quantity,
            "other_part": all(people.bases[one.good] != people.bases[chain.good] for one in found),
            "before_production": last.last < chain.made,
            "after_recovery": last.first > chain.recovered,
            "wrong_start": received is None and first.seller not in people.authorised[people.parts[chain.good].maker],
        }
        assert [name for name, is_broken in broken.items() if is_broken] == [decoy]
    assert seen >= 10


def test_the_harder_world_is_another_one() -> None:
    usual, hard = world("usual", SMALL, 1), world("hard", SMALL, 1)
    assert usual.seed != hard.seed
    assert hard.split > usual.split and hard.price_noise > usual.price_noise and hard.told_relations < 1
    assert set(hard.decoys) > set(usual.decoys)


def test_the_harder_world_can_be_written(tmp_path: Path) -> None:
    write_world(world("hard", SMALL, 1), tmp_path)
    rows = rows_of(shipment_files(tmp_path)[0])
    assert len(rows) == SMALL
    assert any(row["value_usd"] == "" for row in rows)
    assert any("CONTRACT NR" in row["description"] for row in rows)


def test_a_truth_comes_back_as_it_was_written(truth: Truth) -> None:
    first = truth.planted[0]
    assert isinstance(first, Planted)
    assert isinstance(first.made[0], date)
    assert all(len(hand) == 2 for hand in first.hands)


def test_a_large_world_comes_in_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.management.benchmarking.tracing_files.ROWS_A_FILE", 1100)
    write_world(World("usual", SMALL, 5), tmp_path)
    files = [rows_of(path) for path in shipment_files(tmp_path)]
    assert [len(rows) for rows in files] == [1100, 1100, 800]
    assert len({row["row_id"] for rows in files for row in rows}) == SMALL
