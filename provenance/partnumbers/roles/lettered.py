"""Claims of the part number, of a maker's lettering, of marks with one meaning, and of makers' other codes."""

from collections.abc import Collection, Iterator, Sequence
from math import exp

from provenance.partnumbers.makers import BrandSeen
from provenance.partnumbers.ranking import Weighed
from provenance.partnumbers.roles.claims import Claim, Span
from provenance.partnumbers.roles.facts import MakerCode, Mark, maker_codes, mark_key, marks
from provenance.partnumbers.roles.probabilities import NUMBER, OTHER_NUMBER, STRONG_LETTERING, WEAK_LETTERING
from provenance.partnumbers.types import Reason, Role

_LONGEST_MARK = 2
"""Words of the longest mark."""
_OTHER_ALPHABET = 0.6
"""Share of its weight for a mark that is printed with the look-alikes of another alphabet."""
_FALLS = 8.0
"""How fast the claim of another candidate falls with its distance from the best one's score."""


def number_claims(order: Sequence[Weighed], places: Sequence[Sequence[Span]]) -> Iterator[Claim]:
    """The words of each candidate's number, candidates best first; a number over a line end claims on both lines."""
    for rank, one in enumerate(order):
        score = one.candidate.score
        share = _share(one, order[0]) if rank else 1.0
        reason = Reason("for", "role_number", {"number": one.candidate.part_number})
        for line, span in _spans(one, places):
            yield Claim(line, span, Role.PART_NUMBER, min(NUMBER, score) * share, reason)


def _share(one: Weighed, best: Weighed) -> float:
    """What a further candidate may claim; one whose number goes on where the best one's ends claims its own end."""
    goes_on = set(best.match.spelling.places) <= set(one.match.spelling.places)
    return (1.0 if goes_on else OTHER_NUMBER) * exp(_FALLS * (one.candidate.score - best.candidate.score))


def _spans(one: Weighed, places: Sequence[Sequence[Span]]) -> Iterator[tuple[int, Span]]:
    """Where the number's words stand; another reading of a line may have words that the line has not."""
    words: dict[int, list[Span]] = {}
    for line, position in one.match.spelling.places:
        if line < len(places) and position < len(places[line]):
            words.setdefault(line, []).append(places[line][position])
    for line, spans in words.items():
        yield line, (min(spans)[0], max(spans)[1])


def brand_claims(brands: Sequence[BrandSeen], lines: Sequence[str]) -> Iterator[Claim]:
    """Lettering that names a maker. What only one maker prints beside its numbers is no lettering: it has digits."""
    for brand in brands:
        start = lines[brand.line].find(brand.text)
        if start < 0 or (brand.weak and any(sign.isdigit() for sign in brand.text)):
            continue
        reason = Reason("for", "role_logo", {"maker": brand.manufacturer})
        weight = WEAK_LETTERING if brand.weak else STRONG_LETTERING
        yield Claim(brand.line, (start, start + len(brand.text)), Role.LOGO, weight, reason)


def mark_claims(index: int, line: str, pieces: Sequence[Span]) -> Iterator[Claim]:
    """Pieces of a line, single or two together, that have one meaning."""
    known = marks()
    for at, (start, _end) in enumerate(pieces):
        for _start, end in reversed(pieces[at : at + _LONGEST_MARK]):
            mark = known.get(mark_key(line[start:end]))
            if mark:
                yield _marked(mark, index, line, (start, end))


def _marked(mark: Mark, index: int, line: str, span: Span) -> Claim:
    same_alphabet = mark.text.upper() == line[span[0] : span[1]].upper()
    params = {"text": mark.text, "country": mark.country} if mark.country else {"text": mark.text}
    weight = mark.weight if same_alphabet else mark.weight * _OTHER_ALPHABET
    return Claim(index, span, mark.role, weight, Reason("for", mark.says, params))


def codes_of(makers: Collection[str]) -> list[tuple[MakerCode, Reason]]:
    """The other codes of these makers, each with the reason that names whose it is."""
    ours = ((code, next((maker for maker in makers if maker in code.makers), "")) for code in maker_codes())
    return [(code, Reason("for", "role_code_of_maker", {"maker": maker})) for code, maker in ours if maker]


def code_claims(
    codes: Sequence[tuple[MakerCode, Reason]], index: int, line: str, pieces: Sequence[Span]
) -> Iterator[Claim]:
    """Words that have the form of one of the codes."""
    for code, reason in codes:
        for piece in pieces:
            if code.pattern.fullmatch(line, *piece):
                yield Claim(index, piece, code.role, code.weight, reason)
