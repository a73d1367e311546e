"""A person's word on a name that was taken for another one: it is that company, another one, or one of its own.

Each is a judgement with an author that stands until it is taken back; then the name is a likely one again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from django.db import transaction
from django.db.models import ForeignObjectRel
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from provenance.batching import batches
from provenance.models import (
    NameJudgement,
    NameMatch,
    NameVerdict,
    Party,
    Shipment,
    ShipmentMention,
    TradeName,
    TradeSlab,
)
from provenance.name_problems import BadNameNote, NameJudgementGone, NameNotLikely, NameTradesWithItself
from provenance.operations import bulk
from provenance.operations.staleness import mark_touched
from provenance.operations.trade_parties import made_party
from provenance.queries.merging import merged_parties
from provenance.tracing.columns import pack_country, unpack
from provenance.tracing.scopes import Scope, row_scopes

LONGEST_NOTE = 2000


@transaction.atomic
def confirm_name(*, principal: Principal, name: TradeName, note: str = "") -> TradeName:
    """The name means the company for which it was taken. Raises NotAllowed, NameNotLikely, BadNameNote."""
    reason, locked = _note(note), _locked(principal, name)
    judgement = _judged(principal, locked, NameVerdict.SAME, locked.party_id, reason)
    locked.how = NameMatch.CONFIRMED
    locked.save(update_fields=["how"])
    _tell("confirmed", principal, judgement, reason)
    mark_touched(parties=[locked.party_id], reason="party")
    return locked


def set_name_apart(*, principal: Principal, name: TradeName, note: str = "") -> TradeName:
    """The name means a company of its own: it is made, and the rows that bear the name become its rows.

    Raises NotAllowed, NameNotLikely, BadNameNote.
    """
    return _given(principal, name, None, _note(note))


def give_name(*, principal: Principal, name: TradeName, party: Party, note: str = "") -> TradeName:
    """The name means this other company; the rows that bear it become that one's.

    Raises NotAllowed, NameNotLikely, NameTradesWithItself, BadNameNote.
    """
    standing = merged_parties().standing(party)
    if standing == merged_parties().standing(name.party):
        return confirm_name(principal=principal, name=name, note=note)
    return _given(principal, name, standing, _note(note))


@transaction.atomic
def take_back_name(*, principal: Principal, judgement: NameJudgement, note: str) -> NameJudgement:
    """The name is a likely one again, taken for the company of before, and its rows with it.

    A company that was made for it goes where nothing else refers to it. Raises NotAllowed, NameJudgementGone,
    NameTradesWithItself, BadNameNote.
    """
    principal.require(Capability.CATALOGUE_CORRECT)
    reason = _note(note, needed=True)
    bulk.begin(Shipment, TradeName)
    standing = NameJudgement.objects.select_for_update().get(pk=judgement.pk)
    if standing.withdrawn_at is not None or standing.party_id is None:
        raise NameJudgementGone
    touched, scopes = [standing.before_id, standing.party_id], set[Scope]()
    key = {"text": standing.text, "country": standing.country, "registration": standing.registration}
    name = TradeName.objects.filter(**key).first()
    if name is not None and name.party_id == standing.party_id:
        if standing.verdict != NameVerdict.SAME:
            scopes = set(_move(name, standing.before))
        name.party_id, name.how, name.score = standing.before_id, NameMatch.LIKELY, standing.score
        name.made_party = False
        name.save(update_fields=["party", "how", "score", "made_party"])
    standing.withdrawn_by, standing.withdrawn_at, standing.withdrawal_note = principal.user, timezone.now(), reason
    _tell("taken_back", principal, standing, reason)
    if standing.verdict == NameVerdict.NEW:
        made, standing.party = standing.party_id, None
    standing.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_note", "party"])
    mark_touched(parties=touched, scopes=scopes, reason="party")
    if standing.verdict == NameVerdict.NEW:
        _forget(made)
    return standing


@transaction.atomic
def _given(principal: Principal, name: TradeName, party: Party | None, reason: str) -> TradeName:
    """The name means this company, or one that is made for it."""
    principal.require(Capability.CATALOGUE_CORRECT)
    bulk.begin(Shipment, TradeName)
    locked = _locked(principal, name)
    before = locked.party_id
    meant = party or Party.objects.get(pk=made_party(locked.text, locked.country))
    judgement = _judged(principal, locked, NameVerdict.OTHER if party else NameVerdict.NEW, meant.pk, reason)
    scopes = set(_move(locked, meant))
    locked.party, locked.how, locked.score, locked.made_party = meant, NameMatch.CONFIRMED, 1.0, party is None
    locked.save(update_fields=["party", "how", "score", "made_party"])
    _tell("given" if party else "set_apart", principal, judgement, reason)
    mark_touched(parties=[before, meant.pk], scopes=scopes, reason="party")
    return locked


def _move(name: TradeName, party: Party) -> Iterator[Scope]:
    """The rows that bear the name become this company's, in the slabs too; where these rows lie."""
    for side, other in (("seller", "buyer"), ("buyer", "seller")):
        rows = Shipment.objects.filter(**{side: name.party_id, f"{side}_name": name})
        if rows.filter(**{other: party}).exists():
            raise NameTradesWithItself(party=party.name)
        found = list(rows.values_list("pk", "file_id", "hs6", "earliest", "latest"))
        if not found:
            continue
        keys = {row[0] for row in found}
        slabs = TradeSlab.objects.filter(file__in={row[1] for row in found}, hs6__in={row[2] for row in found})
        _repack(side, keys, slabs, party, country="" if name.country else party.country)
        rows.update(**{side: party})
        named = _numbers(keys)
        for key, _file, hs6, earliest, latest in found:
            yield from row_scopes(canonicals=named.get(key, ()), hs6=hs6, earliest=earliest, latest=latest)


def _numbers(rows: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for some in batches(rows):
        for row, number in ShipmentMention.objects.filter(shipment__in=some).values_list("shipment", "canonical"):
            found[row] = (*found.get(row, ()), number)
    return found


def _repack(side: str, keys: Collection[int], slabs: Collection[TradeSlab], party: Party, *, country: str) -> None:
    """`country`: the buyer's, where the record itself names none."""
    for slab in slabs:
        rows = unpack([slab.packed]).copy()
        borne = np.isin(rows["row"], list(keys))
        if borne.any():
            rows[side][borne] = party.pk
            if side == "buyer" and country:
                rows["country"][borne] = pack_country(country)
            slab.packed = rows.tobytes()
            slab.save(update_fields=["packed"])


def _locked(principal: Principal, name: TradeName) -> TradeName:
    principal.require(Capability.CATALOGUE_CORRECT)
    locked = TradeName.objects.select_for_update(of=("self",)).select_related("party").filter(pk=name.pk).first()
    if locked is None or locked.how != NameMatch.LIKELY:
        raise NameNotLikely
    return locked


def _judged(principal: Principal, name: TradeName, verdict: NameVerdict, party: int, note: str) -> NameJudgement:
    return NameJudgement.objects.create(
        text=name.text,
        country=name.country,
        registration=name.registration,
        verdict=verdict,
        before_id=name.party_id,
        party_id=party,
        score=name.score,
        note=note,
        author=principal.user,
    )


def _note(text: str, *, needed: bool = False) -> str:
    note = text.replace("\x00", "").strip()
    if len(note) > LONGEST_NOTE or (needed and not note):
        raise BadNameNote(most=LONGEST_NOTE)
    return note


def _forget(party: int) -> None:
    """A company that was made for a name, once nothing refers to it."""
    for relation in Party._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: party})
            if rows.exists():
                return
    Party.objects.filter(pk=party).delete()


def _tell(what: str, principal: Principal, judgement: NameJudgement, reason: str) -> None:
    parties = {"before": str(judgement.before.public_id)}
    if judgement.party is not None:
        parties["party"] = str(judgement.party.public_id)
    append(
        action=f"trade_name.{what}",
        subject=Subject("name_judgement", str(judgement.public_id)),
        actor=principal.actor,
        details={"name": judgement.text, "country": judgement.country, **parties, "reason": reason},
    )
