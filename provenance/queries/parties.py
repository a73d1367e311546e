"""Finding parties by name, and whose brands belong to whom."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from accounts.models import Organisation
from provenance.models import BrandRepresentation, Credibility, Party, PartyKind, PartyRelation, RelationKind
from provenance.queries.merging import merged_parties

MAX_STEPS = 6
LONGEST_NAME = 300
MAX_NAMESAKES = 20


def maker_named(name: str) -> Party | None:
    """The maker or brand of this name or other name, whatever the case; None when none or several bear it.

    Names that were merged are one company's: the party that stands for them.
    """
    wanted = name.strip()
    if not 1 <= len(wanted) <= LONGEST_NAME or not wanted.isprintable():
        return None
    makers = Party.objects.filter(kind__in=(PartyKind.MAKER, PartyKind.BRAND_OWNER))
    for condition in (Q(name__iexact=wanted), Q(slug=wanted), Q(other_names__name__iexact=wanted)):
        fitting = list(makers.filter(condition).distinct()[:MAX_NAMESAKES])
        if any(party.merged_into_id for party in fitting):
            standing = merged_parties().standing
            fitting = list(dict.fromkeys(standing(party) for party in fitting))
        if len(fitting) == 1:
            return fitting[0]
    return None


def brands_of(organisation: Organisation, on: date) -> set[int]:
    """Primary keys of the parties that this organisation speaks for on a day: those named, and what they own.

    Findings open by this: that one owns the other must be possible at least (grade 3), a rumour opens nothing. Of a
    purchase whose year alone is known the buyer speaks when that year is over: before, it may not be the owner yet.
    Nor does a merge (`Party.merged_into`): an analyst's word on names gives no organisation a brand, and takes none.
    """
    represented = BrandRepresentation.objects.filter(organisation=organisation).filter(_in_force(on))
    return with_owned(represented.values_list("party_id", flat=True), on)


def with_owned(parties: Iterable[int], on: date) -> set[int]:
    """Primary keys of these parties and of what they own on a day, through any number of companies between."""
    found = set(parties)
    frontier = set(found)
    for _step in range(MAX_STEPS):
        owned = PartyRelation.objects.filter(
            _in_force(on),
            Q(start_latest__isnull=True) | Q(start_latest__lte=on),
            kind=RelationKind.OWNER,
            party_id__in=frontier,
            credibility__lte=Credibility.POSSIBLE,
        )
        frontier = set(owned.values_list("target_id", flat=True)) - found
        if not frontier:
            break
        found |= frontier
    return found


def _in_force(on: date) -> Q:
    return (Q(start__isnull=True) | Q(start__lte=on)) & (Q(end__isnull=True) | Q(end__gte=on))
