"""The report as JSON values: stored readings can be replayed without a database."""

import json
import pickle
from dataclasses import replace

from provenance.partnumbers.types import Decision, DecodedLine
from teardowns.evaluation.report import baseline, blanks, report
from teardowns.evaluation.values import PhotoReading

from .making import candidate, chip, label, line, photo, reading, resolution

LABELS = [
    label("LM358N", file="a.png", difficulty="easy", kind="closeup", rotation=0.0),
    label("STM32F105", "ARM", "STM32F105", file="b.png", difficulty="hard", kind="board", rotation=90.0),
]
PHOTOS = [
    photo("a.png", chip("LM358N"), resolutions=[resolution(candidate("LM358N"), decision=Decision.IDENTIFIED)]),
    photo("b.png", chip("ARM", "STM32F1O5"), resolutions=[resolution(candidate("STM32F103"))]),
]


def test_a_report_is_json_and_can_be_replayed():
    told = report(LABELS, PHOTOS, {"LM358N"})
    assert json.loads(json.dumps(told)) == told == report(LABELS, pickle.loads(pickle.dumps(PHOTOS)), {"LM358N"})
    assert told["shares"]["any_exact"]["percent"] == 50.0
    assert told["shares"]["wrong_identified"] == {**told["shares"]["wrong_identified"], "hits": 0, "of": 1}
    assert told["groups"]["rotation 90"]["any_exact"]["hits"] == 0
    assert told["cpu_seconds"]["easy_closeups_photos"] == 1
    assert told["character_error_rate"]["right_chip"]["edits"] == 1


def test_a_miss_says_what_was_read():
    (missed,) = report(LABELS, PHOTOS, {"LM358N"})["misses"]
    assert missed["part_number"] == "STM32F105"
    assert missed["read"] == ["ARM", "STM32F1O5"]
    assert missed["candidates"] == [
        {"part_number": "STM32F103", "manufacturer": "Maker", "score": 0.9, "catalogued": True}
    ]
    assert (missed["closest_line"], missed["closest_edits"]) == ("STM32F1O5", 1)
    assert missed["groups"] == ["rotation 90", "rotation 90/270", "difficulty hard", "kind board"]


def test_a_decoded_line_is_told_beside_what_was_read():
    line = DecodedLine("STM32F1O5", "STM32F105", "STM32F105", "Maker")
    put_right = replace(resolution(candidate("STM32F103")), decoded=(line,))
    told = report(LABELS, [PHOTOS[0], photo("b.png", chip("ARM", "STM32F1O5"), resolutions=[put_right])], {"LM358N"})
    assert (told["shares"]["any_exact"]["hits"], told["shares"]["any_exact_free"]["hits"]) == (2, 1)
    assert (told["shares"]["decoded_right"]["hits"], told["shares"]["decoded_right"]["of"]) == (1, 1)
    assert told["groups"]["rotation 90"]["any_exact_free"]["hits"] == 0
    rates = told["character_error_rate"]
    assert (rates["right_chip"]["edits"], rates["right_chip_free"]["edits"]) == (0, 1)
    (missed,) = told["misses"]
    assert missed["decoded"] == [{"read": "STM32F1O5", "text": "STM32F105", "right": True}]


def test_a_photo_that_failed():
    told = report(LABELS, [PHOTOS[0], PhotoReading("b.png", None, "process_died")], set())
    assert told["failed"] == [{"file": "b.png", "failure": "process_died"}]
    assert (told["photos"], told["chips"], told["shares"]["any_exact"]["of"]) == (2, 2, 2)
    assert told["misses"][-1]["closest_edits"] is None


def test_a_baseline_has_no_parts():
    told = baseline(LABELS, [PhotoReading("a.png", reading(chip("LM358N"))), photo("b.png")])
    assert told["shares"] == {"any_exact": told["shares"]["any_exact"]}
    assert told["shares"]["any_exact"]["hits"] == 1
    assert json.dumps(told)


def test_blank_photos_name_what_was_identified():
    wrong = resolution(candidate("LM324N"), decision=Decision.IDENTIFIED)
    told = blanks([photo("wall.png", chip("LM324N"), chip("R17", y=400), resolutions=[wrong, resolution()])])
    assert (told["photos"], told["chips"]) == (1, 2)
    assert told["decisions"] == {"identified": 1, "unknown": 1}
    assert [(one["file"], one["part_number"]) for one in told["identified"]] == [("wall.png", "LM324N")]


def test_500_lines_are_judged_quickly():
    many = [line(f"R{i}X{i * 7919}AB", y=float(i)) for i in range(500)]
    crowded = PhotoReading("a.png", reading(chip("LM358N"), leftovers=many, resolutions=[resolution()]))
    assert report([LABELS[0]], [crowded], set())["shares"]["any_exact"]["hits"] == 1
