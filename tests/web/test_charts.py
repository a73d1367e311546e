import itertools
from datetime import date

from web.boxes import draw
from web.charts.axis import LEFT, WIDTH, Span, axis
from web.charts.graph import Step, Stop, graph


def stop(name: str, *notes: str) -> Stop:
    return Stop(name, name, notes or ("broker", "HK"), f"/parties/{name}/")


def way(*names: str, tier: str = "documented", letter: str = "") -> list[Step]:
    return [
        Step(stop(a), stop(b), tier, f"{number}{letter}", f"#hop-{number}{letter}", f"{a} to {b}.")
        for number, (a, b) in enumerate(itertools.pairwise(names), start=1)
    ]


def test_no_way_gives_no_graph() -> None:
    assert graph([]) is None
    assert graph([[]]) is None


def test_parties_of_two_ways_are_drawn_once_and_never_on_each_other() -> None:
    drawn = graph([way("maker", "distributor", "broker", "importer"), way("maker", "other", "importer", letter="b")])
    assert drawn is not None
    assert sorted(node.stop.key for node in drawn.nodes) == ["broker", "distributor", "importer", "maker", "other"]
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
    assert [edge.step.number for edge in drawn.edges] == ["1", "2", "3", "1b", "2b"]


def test_two_ways_share_the_line_of_a_hop_and_it_says_both_rows() -> None:
    drawn = graph([way("maker", "broker", "importer"), way("maker", "broker", "other", letter="b")])
    assert drawn is not None
    shared = next(edge for edge in drawn.edges if (edge.start, edge.stop) == ("maker", "broker"))
    assert (shared.step.number, shared.step.said) == ("1", "maker to broker. maker to broker.")


def test_long_names_take_three_lines_and_are_cut() -> None:
    drawn = graph([way("A very long company name of Nowhere Limited, Branch of the Free Zone of Elsewhere", "B")])
    assert drawn is not None
    assert len(drawn.nodes[0].lines) == 3
    assert drawn.nodes[0].lines[2].endswith("…")


def test_a_gap_says_all_of_it_and_leads_somewhere() -> None:
    gap = Stop("gap", "Nothing known between Nordvane Distribution and Ostrelina LLC", (), "#gaps", "gap")
    steps = [Step(stop("A"), gap, "gap"), Step(gap, stop("B"), "gap")]
    drawn = graph([steps])
    assert drawn is not None
    node = next(node for node in drawn.nodes if node.stop.kind == "gap")
    assert " ".join(node.lines) == gap.name and not node.notes
    assert node.title == gap.name
    assert drawn.node_height >= 20 + 18 * 2 + 20


def test_what_a_party_is_wraps_and_the_boxes_grow_together() -> None:
    short, long = stop("A"), stop("B", "авторизований дистриб’ютор", "Німеччина")
    plain = graph([way("A", "C")])
    drawn = graph([[Step(short, long, "declared", "1")]])
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


def test_a_control_of_long_before_is_cut_at_the_edge() -> None:
    moved = Span("Hops", "hop 1", "", date(2022, 3, 1), date(2022, 3, 1), "documented")
    old = Span("Controls", "EU", "from 2014", date(2014, 8, 1), None, "soft")
    near = Span("Listings", "EU", "from 2023", date(2023, 6, 23), None, "soft")
    drawn = axis([old, near, moved])
    assert drawn is not None
    assert (drawn.first.year, drawn.last.year) == (2021, 2023)
    assert drawn.bands[0].bars[0].x == LEFT


def test_a_day_within_the_axis_does_not_move_it_and_one_beyond_is_on_it() -> None:
    spans = [Span("Listings", "EU", "Somebody", date(2022, 6, 23), date(2023, 6, 23), "soft")]
    plain, within = axis(spans), axis(spans, asof=date(2022, 5, 1))
    assert plain is not None and within is not None
    assert (plain.first, plain.last) == (within.first, within.last)
    beyond = axis(spans, asof=date(2030, 1, 1))
    assert beyond is not None and beyond.last == date(2030, 1, 1)


def test_no_day_gives_no_axis() -> None:
    assert axis([Span("Hops", "hop 1", "not known", None, None, "inferred")]) is None


def test_a_box_at_the_edge_keeps_its_label_in_the_picture() -> None:
    drawn = draw([[1500, 2], [1590, 2], [1590, 60], [1500, 60]], state="illegible", label="U19", picture=(1600, 1200))
    assert drawn.line == "none"
    assert drawn.top >= 0 and drawn.left + drawn.width <= 1600
    confirmed = draw([[10, 80], [60, 80], [60, 99], [10, 99]], state="confirmed", label="U1", picture=(1600, 1200))
    assert confirmed.label == "U1 ✓" and confirmed.line == "ok"
