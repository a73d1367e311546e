"""The roles of a marking's lines. Every line is cut into pieces, its words, those with a date where its signs stand;
for each piece all claims are weighed against each other (`probabilities`)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from provenance.partnumbers.makers import BrandSeen
from provenance.partnumbers.ranking import Weighed
from provenance.partnumbers.roles.claims import Claim, Span
from provenance.partnumbers.roles.dated import date_claims
from provenance.partnumbers.roles.left import left_claims
from provenance.partnumbers.roles.lettered import brand_claims, code_claims, codes_of, mark_claims, number_claims
from provenance.partnumbers.roles.probabilities import alternatives
from provenance.partnumbers.types import DateCode, LineRole, Role
from provenance.partnumbers.words import Word

_WORD = re.compile(r"\S+")
_NEXT = (0, 1)
Alternatives = list[tuple[Claim, float]]


def line_roles(
    words: Sequence[Sequence[Word]],
    lines: Sequence[str],
    *,
    as_read: Sequence[str],
    order: Sequence[Weighed],
    brands: Sequence[BrandSeen],
    dates: Sequence[DateCode],
    makers: Collection[str],
) -> tuple[LineRole, ...]:
    """The roles of every piece of the lines (cleaned), in order, of one piece the likeliest first.

    `as_read`: the lines character by character as they were read, before a scheme put any right (`schemes`); `words`
    are the words of the lines (`words_of`), `order` the candidates that the lines were matched to, `makers`
    those whose codes are looked for.
    """
    pairs = zip(lines, words, strict=True)
    places = [[fit.span() for fit in _WORD.finditer(line)][: len(said)] for line, said in pairs]
    dated = list(date_claims(dates, lines))
    given = [*number_claims(order, places), *brand_claims(brands, lines), *dated]
    codes = codes_of(makers)
    found: list[LineRole] = []
    for index, line in enumerate(lines):
        cuts = {edge for claim in dated if claim.line == index for edge in claim.span}
        pieces = [(piece, at) for at, word in enumerate(places[index]) for piece in _pieces(line, word, cuts)]
        spans = [piece for piece, _ in pieces]
        claims = [claim for claim in given if claim.line == index]
        claims += chain(mark_claims(index, line, spans), code_claims(codes, index, line, spans))
        countries = [claim.span for claim in claims if claim.role is Role.COUNTRY]
        weighed: list[tuple[Span, Alternatives]] = []
        for piece, at in pieces:
            whole = piece == places[index][at]
            own = [claim for claim in claims if claim.span[0] <= piece[0] and piece[1] <= claim.span[1]]
            beside = any(start - piece[1] in _NEXT or piece[0] - end in _NEXT for start, end in countries)
            left = left_claims(index, piece, words[index], at, whole=whole, beside_country=beside)
            weighed.append((piece, alternatives([*own, *left])))
        found += _roles(index, as_read[index], _merged(weighed))
    return tuple(found)


def _pieces(line: str, word: Span, cuts: Collection[int]) -> list[Span]:
    """The word in pieces between the cuts, without signs at their edges where a cut was made."""
    inner = sorted(cut for cut in cuts if word[0] < cut < word[1])
    if not inner:
        return [word]
    parts = ([at for at in range(*part) if line[at].isalnum()] for part in pairwise((word[0], *inner, word[1])))
    return [(kept[0], kept[-1] + 1) for kept in parts if kept]


def _merged(weighed: Iterable[tuple[Span, Alternatives]]) -> list[tuple[Span, Alternatives]]:
    """Neighbours that one claim explains best are one piece: LM 358N."""
    merged: list[tuple[Span, Alternatives]] = []
    for span, roles in weighed:
        if merged and roles and merged[-1][1] and merged[-1][1][0][0] is roles[0][0]:
            merged[-1] = (merged[-1][0][0], span[1]), merged[-1][1]
        else:
            merged.append((span, roles))
    return merged


def _roles(index: int, line: str, weighed: Iterable[tuple[Span, Alternatives]]) -> Iterator[LineRole]:
    for (start, end), roles in weighed:
        for claim, probability in roles:
            yield LineRole(index, start, line[start:end], claim.role, probability, claim.says)
