import itertools
from datetime import date

from web.boxes import draw
from web.charts.axis import LEFT, WIDTH, Span, axis
from web.charts.graph import graph


def party(name: str) -> dict[str, str]:
    return {"id": name, "name": name, "kind": "broker", "country": "HK"}


def chain(*names: str, tier: str = "documented") -> dict[str, object]:
    hops = [{"from": party(a), "to": party(b), "tier": tier} for a, b in itertools.pairwise(names)]
    return {"hops": hops}


def test_no_chain_gives_no_graph() -> None:
    assert graph([]) is None


def test_parties_of_two_chains_are_drawn_once_and_never_on_each_other() -> None:
    drawn = graph([chain("maker", "distributor", "broker", "importer"), chain("maker", "other", "importer")])
    assert drawn is not None
    assert sorted(node.title.split(" ·")[0] for node in drawn.nodes) == [
        "broker", "distributor", "importer", "maker", "other",
    ]  # fmt: skip
    places = {(node.x, node.y) for node in drawn.nodes}
    assert len(places) == len(drawn.nodes)
    assert [edge.number for edge in drawn.edges] == ["1", "2", "3", "1b", "2b"]


def test_the_weapon_stands_last_and_its_edge_is_held_open() -> None:
    drawn = graph([chain("maker", "importer")], end=("Specimen S-1", "Orlan-10"))
    assert drawn is not None
    assert drawn.nodes[-1].end
    assert drawn.edges[-1].tier == "hypothetical"


def test_long_names_take_two_lines_and_are_cut() -> None:
    drawn = graph([chain("A very long company name of Nowhere Limited", "B")])
    assert drawn is not None
    assert len(drawn.nodes[0].lines) == 2
    assert drawn.nodes[0].lines[1].endswith("…")


def test_what_a_party_is_wraps_and_the_boxes_grow_together() -> None:
    short, long = party("A"), {**party("B"), "kind": "авторизований дистриб’ютор", "country": "Німеччина"}
    plain = graph([chain("A", "C")])
    drawn = graph([{"hops": [{"from": short, "to": long, "tier": "declared"}]}])
    assert plain is not None and drawn is not None
    assert [node.notes for node in drawn.nodes] == [
        ("broker · HK",),
        ("авторизований", "дистриб’ютор", "Німеччина"),
    ]
    assert drawn.node_height == plain.node_height + 32
    assert [node.notes_y for node in drawn.nodes] == [drawn.node_height - 10, drawn.node_height - 42]


def test_the_first_and_the_last_day_there_are_can_be_drawn() -> None:
    spans = [Span("Listings", "EU", "without end", date.min, date.max, "soft")]
    assert axis(spans, asof=date.max) is not None


def test_time_runs_to_the_right_and_labels_stay_inside() -> None:
    spans = [
        Span("Made", "code", "22–28 Nov 2021", date(2021, 11, 22), date(2021, 11, 28), "made"),
        Span(
            "Recovered",
            "specimen",
            "S-0291, 14 Mar 2025, a rather long label",
            date(2025, 3, 14),
            date(2025, 3, 14),
            "dot",
        ),
        Span("Listings", "EU", "Somebody", date(2023, 6, 23), None, "soft"),
    ]
    drawn = axis(spans, asof=date(2022, 8, 26))
    assert drawn is not None and drawn.asof is not None
    made, recovered = drawn.bands[0].bars[0], drawn.bands[1].bars[0]
    assert LEFT < made.x < drawn.asof < recovered.x < WIDTH
    assert recovered.anchor == "end"
    assert recovered.dot and not made.dot
    assert [tick.year for tick in drawn.ticks] == [2022, 2023, 2024, 2025]


def test_no_day_gives_no_axis() -> None:
    assert axis([Span("Hops", "hop 1", "not known", None, None, "inferred")]) is None


def test_a_box_at_the_edge_keeps_its_label_in_the_picture() -> None:
    drawn = draw([[1500, 2], [1590, 2], [1590, 60], [1500, 60]], state="illegible", label="U19", picture=(1600, 1200))
    assert drawn.line == "none"
    assert drawn.top >= 0 and drawn.left + drawn.width <= 1600
    confirmed = draw([[10, 80], [60, 80], [60, 99], [10, 99]], state="confirmed", label="U1", picture=(1600, 1200))
    assert confirmed.label == "U1 ✓" and confirmed.line == "ok"
