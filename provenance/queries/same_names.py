"""Whom a name means: a party of the same name in a compatible country, whatever the spelling or the legal form."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from provenance.models import Party, PartyName
from provenance.name_key import stored_key
from provenance.queries.merging import Merged

FORM = " +"
"""What parts the words of a name key from its legal forms."""


def party_meant(name: str, country: str, merged: Merged) -> Party | None:
    """The only party that bears this name, as its own or another one; None where none or several do.

    A legal form that only one of two names has, and a country that only one of them says, does not part them.
    """
    key = stored_key(name)
    bearers = [(party, theirs) for party, theirs in _bearers(key) if not country or party.country in (country, "")]
    exactly = {merged.standing(party) for party, theirs in bearers if theirs == key}
    perhaps = {merged.standing(party) for party, _ in bearers}
    return next((found.pop() for found in (exactly, perhaps) if len(found) == 1), None)


def _bearers(key: str) -> Iterator[tuple[Party, str]]:
    words = key.split(FORM)[0]
    if not words:
        return
    other_form = Q(name_key=key) if FORM in key else Q(name_key__startswith=words + FORM)
    fitting = Q(name_key=words) | other_form
    for party in Party.objects.filter(fitting).order_by("pk"):
        yield party, party.name_key
    for other in PartyName.objects.filter(fitting).select_related("party").order_by("pk"):
        yield other.party, other.name_key
