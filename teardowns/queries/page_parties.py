"""A part by its address, and parties by a piece of a name."""

from django.db.models import Q, QuerySet

from problems import NotFound
from provenance.models import Part, Party
from provenance.queries.merging import merged_parties
from provenance.queries.parties import LONGEST_NAME

LONGEST_NUMBER = 80


def part_named(maker_slug: str, number: str) -> tuple[Party, Part | None]:
    """A maker, the one that stands for it if it was merged, and its catalogued part: None where only people named it.

    Raises NotFound for an unknown maker and for what is no part number.
    """
    asked = Party.objects.filter(slug=maker_slug).first()
    if asked is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise NotFound
    merged = merged_parties()
    parts = Part.objects.filter(manufacturer__in=merged.rows([asked.pk]), number=number).select_related(
        "source", "manufacturer"
    )
    return merged.standing(asked), parts.order_by("pk").first()


def parties_like(text: str) -> QuerySet[Party]:
    """Parties with this piece in a name of any script; of merged ones the one that stands for them."""
    if not 2 <= len(text) <= LONGEST_NAME or not text.isprintable():
        return Party.objects.none()
    spelled = [text, text.lower(), text.capitalize(), text.title(), text.upper()]
    named = Q()
    for spelling in spelled:
        named |= Q(name__icontains=spelling) | Q(other_names__name__icontains=spelling)
    standing = merged_parties().roots
    hidden = Party.objects.filter(named, pk__in=standing).values_list("pk", flat=True) if standing else ()
    shown = named | Q(pk__in=[standing[key].pk for key in hidden])
    return Party.objects.filter(shown, merged_into__isnull=True).distinct().order_by("name")
