"""A person's judgement about a component. It supersedes what stood before and never overwrites it."""

from typing import Any

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import NotAllowed
from provenance.models import Part, Party
from provenance.queries.merging import merged_parties
from provenance.queries.parties import maker_named
from teardowns.models import Component, Decision, Identification, Standing
from teardowns.operations.opening import MAX_NOTE, optional_text
from teardowns.operations.releasing import release, withdraw_of
from teardowns.operations.resolving import made_fields, trace
from teardowns.paths import clean_text
from teardowns.problems import BadText, JoinedMeanwhile, JudgedMeanwhile, NoSuchCandidate, UnknownMaker
from teardowns.queries.judgements import current_identification


@transaction.atomic
def confirm(
    *,
    principal: Principal,
    component: Component,
    candidate: int | None = None,
    part_number: str = "",
    manufacturer: str = "",
    note: str = "",
    seen: str = "",
) -> Identification:
    """Say which part this is: candidate number `candidate` (0 is the best), or a part number and maker of one's own.

    `seen`: public id of the judgement that the person looked at; another one standing now is JudgedMeanwhile.
    Confirming opens the finding to those who speak for the brand, and starts the trace. What an analyst confirms twice
    stays one judgement. Raises NotAllowed, NoSuchCandidate, UnknownMaker, BadText, JudgedMeanwhile, JoinedMeanwhile.
    """
    standing = _standing(principal, component, seen)
    number, maker, catalogued = (
        _own(part_number, manufacturer) if part_number else _offered(standing, 0 if candidate is None else candidate)
    )
    if (standing.standing, standing.part_number, standing.manufacturer) == (
        Standing.CONFIRMED,
        number,
        maker,
    ):
        return standing
    judged = _judge(
        principal,
        standing,
        Standing.CONFIRMED,
        note,
        part_number=number,
        manufacturer=maker,
        catalogued=catalogued,
        decision=Decision.IDENTIFIED,
    )
    trace(judged, actor=principal.actor)
    release(principal=principal, identification=judged)
    return judged


@transaction.atomic
def reject(*, principal: Principal, component: Component, note: str = "", seen: str = "") -> Identification:
    """Say that none of the candidates is right and the part stays unknown. Raises as `confirm`."""
    return _judge(principal, _standing(principal, component, seen), Standing.REJECTED, note, decision=Decision.UNKNOWN)


@transaction.atomic
def mark_illegible(*, principal: Principal, component: Component, note: str = "", seen: str = "") -> Identification:
    """Say that nobody can read this marking: an answer, not an error. Raises as `confirm`."""
    return _judge(principal, _standing(principal, component, seen), Standing.ILLEGIBLE, note, decision=Decision.UNKNOWN)


def _standing(principal: Principal, component: Component, seen: str) -> Identification:
    if Capability.IDENTIFICATION_CONFIRM not in principal.capabilities:
        raise NotAllowed
    if Component.objects.select_for_update().get(pk=component.pk).joined_into_id is not None:
        raise JoinedMeanwhile
    standing = current_identification(component)
    if standing is None:
        raise NoSuchCandidate(number=1)
    if seen and seen != str(standing.public_id):
        raise JudgedMeanwhile
    return standing


def _offered(standing: Identification, index: int) -> tuple[str, Party, bool]:
    if not 0 <= index < len(standing.candidates):
        raise NoSuchCandidate(number=index + 1)
    chosen = standing.candidates[index]
    return chosen["part_number"], _maker(chosen["manufacturer"]), chosen["catalogued"]


def _own(part_number: str, manufacturer: str) -> tuple[str, Party, bool]:
    number = clean_text(part_number, 80)
    if not number:
        raise BadText(field="part_number")
    maker = _maker(manufacturer)
    rows = merged_parties().rows([maker.pk])
    return number, maker, Part.objects.filter(manufacturer__in=rows, number=number).exists()


def _maker(name: str) -> Party:
    maker = maker_named(name)
    if maker is None:
        raise UnknownMaker(name=clean_text(name[:80], 80) or "")
    return maker


def _judge(
    principal: Principal,
    before: Identification,
    standing: Standing,
    note: str,
    manufacturer: Party | None = None,
    **judged: Any,
) -> Identification:
    now = Identification.objects.create(
        component=before.component,
        reading=before.reading,
        standing=standing,
        candidates=before.candidates,
        date_codes=before.date_codes,
        roles=before.roles,
        lot_code=before.lot_code,
        **made_fields(before.date_codes, manufacturer.name if manufacturer else ""),
        author=principal.user,
        note=optional_text("note", note, MAX_NOTE),
        supersedes=before,
        manufacturer=manufacturer,
        **judged,
    )
    append(
        action=f"identification.{standing.value}",
        subject=Subject("component", str(before.component.public_id)),
        actor=principal.actor,
        details={
            "identification": str(now.public_id),
            "part_number": now.part_number,
            "manufacturer": now.manufacturer.slug if now.manufacturer else "",
            "supersedes": str(before.public_id),
        },
    )
    withdraw_of(principal=principal, identification=before)
    return now
