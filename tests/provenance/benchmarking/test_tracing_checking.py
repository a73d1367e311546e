"""The checker counts a chain as found only when every hand is the right one, in order."""

from datetime import date
from itertools import pairwise

import pytest

from provenance.management.benchmarking.tracing_asking import percentiles
from provenance.management.benchmarking.tracing_checking import (
    Asked,
    documented,
    found_by_hops,
    found_by_kind,
    hands,
    misses,
    place,
    shown_as_possible,
)
from provenance.management.benchmarking.tracing_report import growth
from provenance.management.benchmarking.tracing_truth import Planted
from provenance.tracing.types import (
    Chain,
    Hop,
    MovementKind,
    PartyRef,
    Reason,
    Tier,
    TraceAnswer,
    TraceQuestion,
)

MAKER, OWNER = PartyRef("m", "Maker"), PartyRef("o", "Owner")
KEYS = {(name, "HK"): name for name in "abcd"}
DAYS = (date(2020, 1, 1), date(2020, 1, 7))


def hop(seller: str, buyer: str, kind: MovementKind = MovementKind.SHIPMENT, tier: Tier = Tier.DOCUMENTED) -> Hop:
    refs = {"m": MAKER, "o": OWNER}
    ends = [refs.get(key, PartyRef(key, key.upper())) for key in (seller, buyer)]
    return Hop(ends[0], ends[1], kind, None, None, tier, ())


def chain(*hops: Hop, tier: Tier = Tier.DOCUMENTED, whole: bool = True, reasons: tuple[Reason, ...] = ()) -> Chain:
    return Chain(hops, tier, 1.0, reasons, whole, whole)


def path(keys: str, **other: object) -> Chain:
    start = hop("m", keys[0], MovementKind.AUTHORISATION)
    return chain(start, *(hop(a, b) for a, b in pairwise(keys)), **other)  # type: ignore[arg-type]


def asked(*chains: Chain, wanted: str = "abc", kind: str = "named") -> Asked:
    question = Planted(kind, "AB1234", "Maker", DAYS, date(2021, 1, 1), tuple((one, "HK") for one in wanted))
    answer = TraceAnswer(TraceQuestion("AB1234"), MAKER, OWNER, (), chains, ())
    return Asked(question, answer, 0.02, 0.01)


@pytest.mark.parametrize(
    "found",
    [
        path("abc"),
        chain(hop("a", "b"), hop("b", "c")),
        chain(hop("m", "a"), hop("a", "b"), hop("b", "c")),
        chain(hop("m", "o", MovementKind.OWNERSHIP), hop("o", "a"), hop("a", "b"), hop("b", "c")),
    ],
)
def test_the_maker_and_its_owner_before_the_distributor_do_not_count(found: Chain) -> None:
    assert hands(found, {"m", "o"}) == ("a", "b", "c")
    assert place(asked(found), KEYS) == 1


@pytest.mark.parametrize("keys", ["ab", "acb", "dabc", "abcd", "abd", "bc"])
def test_any_other_sequence_is_another_chain(keys: str) -> None:
    assert place(asked(path(keys)), KEYS) == 0


def test_a_chain_of_relations_alone_is_nobody_s_hands() -> None:
    assert hands(chain(hop("m", "a", MovementKind.AUTHORISATION)), {"m"}) == ()


def test_a_name_that_the_import_took_for_nobody_is_never_found() -> None:
    assert place(asked(path("abc"), wanted="abx"), KEYS) == 0


def test_shares_are_by_kind_and_by_hops() -> None:
    sixth = [path("ad" + str(n)) for n in range(5)]
    answers = [
        asked(path("abc")),
        asked(path("abd"), path("abc")),
        asked(*sixth, path("abc")),
        asked(wanted="ab", kind="hs"),
    ]
    found = found_by_kind(answers, KEYS)
    assert found["named"] == {
        "chains": 3,
        "among_first_5": 0.6667,
        "first": 0.3333,
        "answers_with_a_documented_chain": 3,
    }
    assert found["hs"]["among_first_5"] == 0
    assert found_by_hops(answers, KEYS) == {"1": 0.0, "2": 0.667}
    missed = misses(answers, KEYS)
    assert [one["rank"] for one in missed] == [6, 0]
    assert missed[1]["first_instead"] == []


def test_documented_means_from_the_maker_to_the_end() -> None:
    assert documented(asked(path("abc")).answer)
    assert not documented(asked(path("abc", whole=False)).answer)
    assert not documented(asked(path("abc", tier=Tier.DECLARED)).answer)


def test_routes_that_name_nothing_must_say_so() -> None:
    marked = path("abc", reasons=(Reason("note", "possible_route"),))
    answers = [asked(marked, kind="hs"), asked(path("abc"), kind="hs"), asked(path("abd"), kind="hs")]
    assert shown_as_possible(answers, KEYS) == 0.5


def test_percentiles_are_milliseconds_by_nearest_rank() -> None:
    assert percentiles([n / 1000 for n in range(1, 101)]) == {"p50_ms": 50.5, "p95_ms": 95.0}
    assert percentiles([0.02]) == {"p50_ms": 20.0, "p95_ms": 20.0}
    assert percentiles([]) == {}


def test_growth_is_between_sizes_of_one_world() -> None:
    def report(name: str, shipments: int, median: float) -> dict[str, object]:
        times = {"all": {"p50_ms": median}, "very_first": 1.0}
        return {"world": {"name": name, "shipments": shipments}, "trace_ms": times}

    reports = [report("usual", 1, 2.0), report("usual", 10, 5.0), report("hard", 10, 9.0)]
    assert growth(reports) == [{"world": "usual", "from": 1, "to": 10, "p50": {"all": 2.5}}]
