"""What a published text gives, and reading the table."""

import pytest

from provenance.evaluation.components import Component, ComponentsUnusable, Given, read_components

HEADING = "gur_id,name_and_marking,manufacturer_as_published\n"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Microcontroller QXM32F407VGT6 2214", Given.PART),
        ("Amplifier LM 358N", Given.PART),
        ("Motor driver QG2134", Given.PART),
        ("1242", Given.NO_NUMBER),
        ("Chip 1545AB", Given.NO_NUMBER),
        ("Voltage converter", Given.NO_NUMBER),
        ("RS-422 transceiver", Given.NO_NUMBER),
        ("Capacitor 100uF 35V", Given.NO_NUMBER),
        ("Servo drive QS7990TG", Given.NO_CHIP),
        ("Connector QK2EDG-5", Given.NO_CHIP),
        ("FPV camera QZ10", Given.NO_CHIP),
    ],
)
def test_what_is_given_is_told_from_the_text(text, given):
    assert Component(text, "anyone").given is given


def test_rows_without_a_text_are_passed_over(tmp_path):
    path = tmp_path / "components.csv"
    path.write_text(HEADING + "1,,TI\n2, LM358N | 2214 ,TI\n", encoding="utf-8")
    assert read_components(path) == [Component("LM358N | 2214", "TI")]
    assert read_components(path)[0].lines == ["LM358N ", " 2214"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_column"),
        (b"name_and_marking\nLM358N\n", "no_column"),
        (HEADING.encode(), "no_rows"),
        (b"\xff\xfe\x00", "not_text"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, content, code):
    path = tmp_path / "components.csv"
    path.write_bytes(content)
    with pytest.raises(ComponentsUnusable) as caught:
        read_components(path)
    assert caught.value.code == code


def test_a_missing_file(tmp_path):
    with pytest.raises(ComponentsUnusable, match="not_found"):
        read_components(tmp_path / "none.csv")
