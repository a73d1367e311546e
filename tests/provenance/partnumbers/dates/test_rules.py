from datetime import date

import pytest

from provenance.partnumbers.dates.finding import date_codes
from provenance.partnumbers.dates.rules import CONFIDENCES, GOST, DateRule, date_rules, first_year, part_lives
from provenance.partnumbers.makers import known_makers

TODAY = date(2026, 6, 13)
RULES = date_rules()


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_the_example_is_read_for_each_maker(rule: DateRule) -> None:
    number = "К561ТМ2" if rule.makers[:1] == (GOST,) else ""
    for maker in rule.makers or ("",):
        named = "" if maker == GOST else maker
        codes = date_codes((rule.example,), makers=[named], taken=(), today=TODAY, part_number=number)
        read = [(code.rule, code.earliest) for code in codes]
        assert (rule.name, rule.reads) in read, (maker, read)


def test_every_rule_is_told_once_with_its_source() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names)) > 70
    assert all(rule.source and rule.confidence in CONFIDENCES for rule in RULES)
    assert all(rule.weeks in ("iso", "jan1") for rule in RULES)
    assert all(1960 <= rule.first <= (rule.last or 2026) for rule in RULES)


def test_every_maker_is_known() -> None:
    makers = known_makers()
    unknown = {maker for rule in RULES for maker in rule.makers if makers.named(maker) != maker}
    assert unknown == {GOST}


def test_rules_of_low_confidence_come_last_and_makers_own_first() -> None:
    ranks = [rule.rank for rule in RULES]
    assert ranks == sorted(ranks)
    assert RULES[0].makers and RULES[0].confidence == "high"
    assert RULES[-1].confidence == "low"


def test_forty_makers_have_rules_of_their_own() -> None:
    assert len({maker for rule in RULES for maker in rule.makers}) >= 100


@pytest.mark.parametrize(
    ("number", "year"),
    [("STM32F103C8T6", 2007), ("KLMBG2JETD", 2010), ("SN74AUCH16244", 2002), ("LM358N", None), ("", None)],
)
def test_the_first_year_of_a_part(number: str, year: int | None) -> None:
    assert first_year(number) == year
    assert all(life.source for life in part_lives())
