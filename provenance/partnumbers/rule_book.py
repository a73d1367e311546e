"""Every rule by its id (`rule_ids`), and the rule on which a reason rests: what a person may call wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from provenance import reference
from provenance.partnumbers.dates.rules import date_rules
from provenance.partnumbers.families import registry
from provenance.partnumbers.makers import brand_key, known_makers
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.rule_ids import date_rule, mark_rule, pattern_rule, prefix_rule
from provenance.partnumbers.types import Reason
from provenance.reference import SuffixRow

BY_PREFIX = frozenset({"prefix_high", "prefix_medium", "prefix_low", "prefix_open"})
BY_SCHEME = frozenset({"fits_scheme", "fits_industry_scheme"})
BY_LETTERING = frozenset({"brand_agrees", "brand_conflicts", "second_source"})
BY_TOP_MARK = frozenset({"top_mark"})
BY_SUFFIX = frozenset({"suffix_beyond_catalogue"})
"""Reasons that rest on a rule, by the kind of rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in its own terms; `text` is a prefix, lettering, a rule's name or a pattern. No maker: the industry's."""

    id: str
    kind: str
    manufacturer: str
    text: str


@cache
def rules() -> Mapping[str, Rule]:
    """All rules that this release knows, by id."""
    return {rule.id: rule for rule in _every()}


def _every() -> Iterator[Rule]:
    for prefix in reference.prefixes():
        yield Rule(prefix_rule(prefix.prefix), "prefix", prefix.manufacturer, prefix.prefix)
    for mark in reference.brand_marks():
        yield Rule(mark_rule(mark.mark), "mark", mark.manufacturer, mark.mark)
    for suffix in reference.package_suffixes():
        yield Rule(_suffix_rule(suffix), "suffix", suffix.manufacturer, suffix.pattern)
    for rule in date_rules():
        yield Rule(date_rule(rule.name), "date", ", ".join(rule.makers), rule.name)
    for key, pattern in registry.PATTERNS.items():
        kind, _, rest = key.partition(":")
        yield Rule(key, kind, rest.rpartition("#")[0], pattern)


def rules_behind(reasons: Sequence[Reason], part_number: str, manufacturer: str) -> list[str]:
    """For each reason of a candidate the id of the rule on which it rests, empty for the catalogue and the reading."""
    known_suffix = all(reason.code != "odd_suffix" for reason in reasons)
    return [
        _rule(reason, part_number, manufacturer) if known_suffix or reason.code not in BY_SUFFIX else ""
        for reason in reasons
    ]


def _rule(reason: Reason, part_number: str, manufacturer: str) -> str:
    if reason.code in BY_PREFIX:
        return prefix_rule(reason.params.get("prefix", ""))
    if reason.code in BY_SCHEME:
        fits = registry.recognise(plain(part_number))
        return fits.rule if fits else ""
    if reason.code in BY_TOP_MARK:
        return _top_mark(reason.params.get("read", ""), part_number)
    if reason.code in BY_LETTERING:
        return _lettering(reason.params.get("brand", ""))
    if reason.code in BY_SUFFIX:
        return _suffix(reason.params.get("suffix", ""), manufacturer)
    return ""


def _top_mark(read: str, part_number: str) -> str:
    meant = plain(part_number)
    expanded = registry.expansions(plain(read))
    return next((one.rule_id for one in expanded if meant.startswith(plain(one.number))), "")


def _suffix(text: str, manufacturer: str) -> str:
    fitting = (row for row in reference.package_suffixes() if re.fullmatch(row.pattern, text))
    ours = (row for row in fitting if known_makers().related(row.manufacturer, manufacturer))
    return next((_suffix_rule(row) for row in ours), "")


def _suffix_rule(row: SuffixRow) -> str:
    return pattern_rule("suffix", row.manufacturer, row.pattern)


def _lettering(text: str) -> str:
    return _marks().get(brand_key(text), "") or next((rule for _, _, rule in registry.signs_with_rules(text)), "")


@cache
def _marks() -> Mapping[str, str]:
    rows = reference.brand_marks()
    return {brand_key(text): mark_rule(row.mark) for row in rows for text in (*row.misread_as, row.mark)}
