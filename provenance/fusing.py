"""What several photos of one chip say, as one answer: agreement raises, disagreement lowers. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import prod

from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.ranking import (
    CANDIDATE_FROM,
    CLEARLY_AHEAD,
    IDENTIFIED_FROM,
    MAX_CANDIDATES,
    same_part,
)
from provenance.partnumbers.types import Candidate, DateCode, Decision, DecodedLine, LineRole, Reason, Resolution

SEEN, CONTRADICTED = "seen_on_several_photos", "other_photo_says"
CODES = (SEEN, CONTRADICTED)
"""The reasons that only a look at several photos gives."""
AGREEMENT = 0.3
"""Share of its own score with which a further photo removes doubt. Photos of one chip share dirt, wear and reader,
so this is far less than independent witnesses would remove."""
DISAGREEMENT = 0.5
"""Share of a photo's lead for another part, beyond a candidate that hardly counts, by which the score is lowered."""
_HIGHEST = 0.99
_NOTHING = Resolution(lines=(), candidates=(), date_codes=(), decision=Decision.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _View:
    """What one photo says of one part: the best score for it, and the best candidate for any other."""

    here: float
    other: Candidate | None
    undecided: bool

    @property
    def behind(self) -> float:
        """By how much another part leads on this photo."""
        return (self.other.score if self.other else 0.0) - self.here

    @property
    def speaks_for(self) -> bool:
        return self.here > 0 and self.behind < CLEARLY_AHEAD

    @property
    def speaks_against(self) -> bool:
        """A photo of which nothing can be said speaks against nothing."""
        return not self.undecided and self.other is not None and self.behind >= CLEARLY_AHEAD

    @property
    def denial(self) -> float:
        """How strongly it speaks for the other part: its lead, over a candidate that just counts at least."""
        return max(0.0, self.behind + self.here - max(self.here, CANDIDATE_FROM))

    @property
    def contradicts(self) -> bool:
        """It would name another part by itself."""
        return self.speaks_against and self.other is not None and self.other.score >= IDENTIFIED_FROM


@dataclass(frozen=True, slots=True)
class _Fused:
    """A candidate with the photo that it comes from, and what each of the photos says of it."""

    candidate: Candidate
    source: int
    views: tuple[_View, ...]

    @property
    def supporters(self) -> list[int]:
        return [place for place, view in enumerate(self.views) if view.speaks_for]


def fuse(resolutions: Sequence[Resolution], *, makers: Makers | None = None) -> Resolution:
    """One answer from those of several photos of one chip, in any order; one alone comes back as it is.

    Give one resolution a photo: markings of the same photo are no independent witnesses. A part that would be named
    by one photo and denied by another is never identified; nor is one that every photo names with the same doubt or
    the same veto.
    """
    makers = makers or known_makers()
    photos = sorted((one for one in resolutions if one.lines or one.candidates or one.date_codes), key=_place)
    if len(photos) < 2:
        return next(iter(photos or resolutions), _NOTHING)
    fused = _fullest([_weighed(one) for one in _merged(photos, makers)], makers)
    return Resolution(
        lines=tuple(dict.fromkeys(line for photo in photos for line in photo.lines)),
        candidates=tuple(one.candidate for one in fused[:MAX_CANDIDATES]),
        date_codes=_date_codes(photos),
        decision=_decision(fused, photos, makers),
        decoded=_decoded(fused, photos, makers),
        roles=_roles(photos),
        warnings=tuple({repr(one): one for photo in photos for one in photo.warnings}.values()),
    )


def _place(photo: Resolution) -> tuple[float, str]:
    """An order that does not depend on the order of the photos: the best first."""
    return -max((one.score for one in photo.candidates), default=0.0), repr(photo)


def _order(one: _Fused) -> tuple[float, int, str, str]:
    named = one.candidate
    return -named.score, -len(named.part_number), named.part_number, named.manufacturer


def _merged(photos: Sequence[Resolution], makers: Makers) -> list[_Fused]:
    """Each part number of a maker once, as on the photo that shows it best."""
    best: dict[tuple[str, str], tuple[Candidate, int]] = {}
    for source, photo in enumerate(photos):
        for one in photo.candidates:
            known = best.get(_key(one))
            if known is None or one.score > known[0].score:
                best[_key(one)] = one, source
    return [_Fused(one, source, tuple(_view(one, photo, makers) for photo in photos)) for one, source in best.values()]


def _view(part: Candidate, photo: Resolution, makers: Makers) -> _View:
    """On a photo that names another part first, a shorter number that would fit both speaks for neither."""
    leading = bool(photo.candidates) and _same(part, photo.candidates[0], makers)
    here = [one.score for one in photo.candidates if _key(one) == _key(part) or (leading and _same(part, one, makers))]
    others = [one for one in photo.candidates if not _same(part, one, makers)]
    return _View(
        here=max(here, default=0.0),
        other=max(others, key=lambda one: one.score, default=None),
        undecided=photo.decision is Decision.UNKNOWN,
    )


def _weighed(one: _Fused) -> _Fused:
    """With the score and the reasons that the other photos give it."""
    others = [view for place, view in enumerate(one.views) if place != one.source]
    agreeing = [view for view in others if view.speaks_for] if one.views[one.source].speaks_for else []
    against = [view for view in others if view.speaks_against]
    own = one.candidate.score
    raised = 1 - (1 - own) * prod(1 - AGREEMENT * view.here for view in agreeing)
    kept = prod(1 - DISAGREEMENT * view.denial for view in against)
    reasons = list(one.candidate.reasons)
    if agreeing:
        reasons.append(Reason("for", SEEN, {"count": str(len(agreeing) + 1)}))
    named = sorted({view.other.part_number for view in against if view.other is not None})
    reasons += [Reason("against", CONTRADICTED, {"number": number}) for number in named]
    score = round(max(own, min(_HIGHEST, raised)) * kept, 3)
    return replace(one, candidate=replace(one.candidate, score=score, reasons=tuple(reasons)))


def _fullest(fused: Sequence[_Fused], makers: Makers) -> list[_Fused]:
    """In order; what speaks for the beginning of a number speaks for all of it, where that is read nearly as well."""
    ordered = sorted(fused, key=_order)
    if not ordered:
        return []
    best = ordered[0].candidate
    return sorted((_lifted(one, best, makers) for one in ordered), key=_order)


def _lifted(one: _Fused, best: Candidate, makers: Makers) -> _Fused:
    longer = plain(one.candidate.part_number).startswith(plain(best.part_number)) and _same(best, one.candidate, makers)
    nearly = one.views[one.source].speaks_for and best.score - one.candidate.score < CLEARLY_AHEAD
    return replace(one, candidate=replace(one.candidate, score=best.score)) if longer and nearly else one


def _decision(fused: Sequence[_Fused], photos: Sequence[Resolution], makers: Makers) -> Decision:
    if not fused or all(photo.decision is Decision.UNKNOWN for photo in photos):
        return Decision.UNKNOWN
    best = fused[0]
    rivals = [one.candidate.score for one in fused if not _same(best.candidate, one.candidate, makers)]
    ahead = best.candidate.score - max(rivals, default=0.0) >= CLEARLY_AHEAD
    strong = bool(best.candidate.manufacturer) and best.candidate.score >= IDENTIFIED_FROM
    if strong and ahead and not any(view.contradicts for view in best.views) and _settled(best, photos, makers):
        return Decision.IDENTIFIED
    return Decision.AMBIGUOUS


def _settled(best: _Fused, photos: Sequence[Resolution], makers: Makers) -> bool:
    """One photo names it by itself and none another part, or several do of which each doubts something else."""
    named = [photo.candidates[0] for photo in photos if photo.decision is Decision.IDENTIFIED]
    if named:
        return all(_same(one, other, makers) for one, other in combinations([best.candidate, *named], 2))
    doubts = [_doubts(best.candidate, photos[place], makers) for place in best.supporters]
    return len(doubts) > 1 and not frozenset.intersection(*doubts)


def _doubts(part: Candidate, photo: Resolution, makers: Makers) -> frozenset[tuple[str, str]]:
    """What speaks against the part on a photo: a code, and of doubts about the lettering what was read; the vetoes."""
    shown = max((one for one in photo.candidates if _same(part, one, makers)), key=lambda one: one.score)
    against = ((one.code, one.params.get("read", "")) for one in shown.reasons if one.sign == "against")
    return frozenset((*against, *(("veto", number) for number in shown.vetoes)))


def _decoded(fused: Sequence[_Fused], photos: Sequence[Resolution], makers: Makers) -> tuple[DecodedLine, ...]:
    """The lines of the photos that name first what all of them together do."""
    lines = (
        line for photo in photos for line in photo.decoded if _same(fused[0].candidate, photo.candidates[0], makers)
    )
    return tuple(dict.fromkeys(lines))


def _roles(photos: Sequence[Resolution]) -> tuple[LineRole, ...]:
    """Of each line those that the first photo that shows it gives."""
    lines = list(dict.fromkeys(line for photo in photos for line in photo.lines))
    said: dict[int, tuple[LineRole, ...]] = {}
    for photo in photos:
        for index, line in enumerate(photo.lines):
            place = lines.index(line)
            own = (replace(role, line=place) for role in photo.roles if role.line == index)
            said.setdefault(place, tuple(own))
    return tuple(role for place in sorted(said) for role in said[place])


def _date_codes(photos: Sequence[Resolution]) -> tuple[DateCode, ...]:
    """Each once; the intervals that most photos give come first."""
    given = Counter(interval for photo in photos for interval in {(c.earliest, c.latest) for c in photo.date_codes})
    every = dict.fromkeys(code for photo in photos for code in photo.date_codes)
    return tuple(sorted(every, key=lambda code: -given[code.earliest, code.latest]))


def _key(one: Candidate) -> tuple[str, str]:
    return plain(one.part_number), one.manufacturer


def _same(one: Candidate, other: Candidate, makers: Makers) -> bool:
    return same_part(one, other, makers) or same_part(other, one, makers)
