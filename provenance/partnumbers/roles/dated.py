"""Claims of a date code, and of what its maker prints beside the date in the same code: lot, plant, finish."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from provenance.partnumbers.dates.rules import GOST, DateRule, date_rules
from provenance.partnumbers.roles.claims import Claim, Span
from provenance.partnumbers.roles.facts import REST, Item, layouts
from provenance.partnumbers.roles.probabilities import ALSO_LOT, BY_CONFIDENCE, LAYOUT, OF_ALL_MAKERS
from provenance.partnumbers.types import DateCode, Reason, Role

_BESIDE = Reason("for", "role_beside_date")
_MAY_BE_LOT = Reason("note", "role_date_or_lot")


@cache
def _rule(name: str) -> DateRule | None:
    return next((rule for rule in date_rules() if rule.name == name), None)


def date_claims(codes: Sequence[DateCode], lines: Sequence[str]) -> Iterator[Claim]:
    """Each code once, however many intervals it has."""
    told: set[tuple[str, str, str]] = set()
    for code in codes:
        said = (code.rule, code.text, code.line)
        rule = _rule(code.rule)
        if rule is None or said in told:
            continue
        told.add(said)
        for index, line in enumerate(lines):
            if line == code.line:
                yield from _claims(code, rule, index, line)


def _claims(code: DateCode, rule: DateRule, index: int, line: str) -> Iterator[Claim]:
    maker = "" if code.manufacturer == GOST else code.manufacturer
    reason = Reason("for", "role_date_of_maker", {"maker": maker}) if maker else Reason("for", "role_date")
    layout = layouts().get(rule.name)
    for fit in rule.pattern.finditer(line):
        if fit[0] != code.text:
            continue
        signs = [fit.span(name) for name, sign in fit.groupdict().items() if sign]
        dated = min(start for start, _ in signs), max(end for _, end in signs)
        weight = BY_CONFIDENCE[rule.confidence] * (1.0 if maker else OF_ALL_MAKERS)
        yield Claim(index, dated, Role.DATE_CODE, weight, reason)
        yield Claim(index, dated, Role.LOT_CODE, ALSO_LOT, _MAY_BE_LOT, left=True)
        if layout:
            beside = Reason("for", "role_beside_date_of_maker", {"maker": maker}) if maker else _BESIDE
            before = laid_out(line, (fit.start(), dated[0]), layout.before)
            after = laid_out(line, (dated[1], fit.end()), layout.after)
            for role, span in chain(before, after):
                yield Claim(index, span, role, LAYOUT * BY_CONFIDENCE[rule.confidence], beside)


def laid_out(line: str, span: Span, items: Sequence[Item]) -> Iterator[tuple[Role, Span]]:
    """Which letters and digits of the span are for what; an item for which none are left is left out."""
    places = [place for place in range(*span) if line[place].isalnum()]
    spare = max(0, len(places) - sum(length for _, length in items))
    at = 0
    for role, length in items:
        taken = places[at : at + (length if length != REST else spare)]
        at += len(taken)
        if taken:
            yield role, (taken[0], taken[-1] + 1)
