"""Every text of every line, with who read it."""

from typing import Any

from accounts.models import User
from teardowns.models import Reading
from web.variants import Source, is_telling, line_variants


def said(text: str, confidence: int = 930, name: str = "bodies", **others: int) -> dict[str, Any]:
    alternatives = [{"text": other, "confidence": sure, "pass": "clahe"} for other, sure in others.items()]
    return {"text": text, "confidence": confidence, "pass": name, "alternatives": alternatives}


def machine(key: int, *lines: dict[str, Any], **fields: Any) -> Reading:
    return Reading(pk=key, engine="neural", lines=list(lines), **fields)


def typed(key: int, *texts: str) -> Reading:
    return Reading(pk=key, author=User(name="O. Marchenko"), lines=[{"text": text} for text in texts])


def shown(standing: Reading | None, *readings: Reading, with_names: bool = True) -> list[tuple[int, list[str]]]:
    lines = line_variants(standing, readings, with_names=with_names)
    return [(line.number, [variant.text for variant in line.variants]) for line in lines]


def test_what_other_passes_read_stands_under_its_line_with_pass_and_confidence() -> None:
    one = machine(1, said("AD9361BBCZ", AD9361B8CZ=610), said("#2147"))
    first, second = line_variants(one, [one], with_names=True)
    assert [(variant.text, variant.stands, variant.sources) for variant in first.variants] == [
        ("AD9361BBCZ", True, [Source("neural", "bodies", "", 93)]),
        ("AD9361B8CZ", False, [Source("neural", "clahe", "", 61)]),
    ]
    assert [variant.text for variant in second.variants] == ["#2147"]


def test_a_crop_and_a_person_find_their_lines_wherever_they_stand() -> None:
    standing = machine(1, said("TEXAS"), said("LM3S8N"))
    crop = machine(2, said("LM358N", name="region"), said("ED45JF"), drawn_by=User(name="V. Koval"))
    person = typed(3, "LM358N", "TEXAS")
    lines = line_variants(standing, [person, crop, standing], with_names=True)
    assert shown(standing, person, crop, standing) == [(1, ["TEXAS"]), (2, ["LM3S8N", "LM358N"]), (0, ["ED45JF"])]
    assert lines[1].variants[1].sources == [
        Source("", "", "O. Marchenko", None),
        Source("neural", "region", "V. Koval", 93),
    ]
    assert lines[0].variants[0].sources[0] == Source("neural", "bodies", "", 93)


def test_two_lines_alike_stay_two() -> None:
    standing = machine(1, said("STM32F405"), said("STM32F405"))
    assert shown(standing, standing) == [(1, ["STM32F405"]), (2, ["STM32F405"])]


def test_names_are_for_those_who_may_know_them() -> None:
    standing = typed(1, "LM358N")
    ((variant,),) = [line.variants for line in line_variants(standing, [standing], with_names=False)]
    assert variant.sources == [Source("", "", "an analyst", None)]


def test_without_a_reading_that_stands_everything_is_elsewhere() -> None:
    assert shown(None, machine(1, said("LM358N"))) == [(0, ["LM358N"])]
    assert shown(None) == []


def test_there_is_nothing_to_show_while_one_pass_alone_has_read() -> None:
    plain = machine(1, said("LM358N"))
    assert not is_telling(line_variants(plain, [plain], with_names=True))
    crop = machine(2, said("LM358N", name="region"), drawn_by=User(name="V. Koval"))
    assert is_telling(line_variants(plain, [plain, crop], with_names=True))


def test_letters_of_another_alphabet_are_marked() -> None:
    standing = machine(1, said("МАХ3490"))
    (line,) = line_variants(standing, [standing], with_names=True)
    assert [(piece.text, piece.marked) for piece in line.variants[0].pieces] == [("МАХ", True), ("3490", False)]
