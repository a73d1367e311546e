"""From a reading to a proposal of the machine: which part this may be."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from custody.ledger import Subject, append
from jobs.runner import Progress
from provenance.operations.tracing import request_trace
from provenance.partnumbers.types import Candidate, DateCode, LineRole
from provenance.queries.parties import maker_named
from teardowns.lots import lot_code
from teardowns.models import Component, Decision, Identification, Marking, Photo, PhotoState, Reading, Standing
from teardowns.queries.judgements import current_identification
from teardowns.queries.resolved import Resolved, resolved, standing_readings

MACHINE = "machine:resolve"
AWAITING = (PhotoState.READ, PhotoState.FAILED)


def resolve_photo(*, photo_id: str, progress: Progress) -> None:
    """Propose a part for each chip that was read on a photo. Terminal state of a photo that went well."""
    photo = Photo.objects.get(public_id=photo_id)
    if photo.state not in AWAITING:
        return
    standing = Reading.objects.filter(marking__photo=photo, successor__isnull=True, beside__isnull=True)
    readings = list(standing.order_by("pk"))
    progress(0, len(readings))
    for done, reading in enumerate(readings, start=1):
        propose(reading)
        progress(done, len(readings))
    Photo.objects.filter(pk=photo.pk, state__in=AWAITING).update(state=PhotoState.RESOLVED, state_code="")


def propose(reading: Reading) -> Identification:
    """The machine's proposal after a reading, over all photos of its component, made once. It supersedes what stood;
    an identified part is traced.

    A reading that was superseded meanwhile gets none, and a machine's reading unseats no person's judgement: what
    stands is returned then. The search runs before the transaction that stores: it holds no lock.
    """
    component = Component.objects.get(markings=reading.marking_id)
    return _made_before(reading) or _record(component, reading, resolved(standing_readings(component)))


def propose_anew(component: Component) -> Identification | None:
    """A proposal for a component that gained or lost photos. It supersedes whatever stood: the caller holds the
    component locked and has seen to it that no person's judgement is lost. None when nothing was read of it.
    """
    readings = standing_readings(component)
    if not readings:
        return None
    found = resolved(readings)
    return _store(component, found.leading, found)


def _made_before(reading: Reading) -> Identification | None:
    return Identification.objects.filter(reading=reading, standing=Standing.PROPOSED).first()


@transaction.atomic
def _record(component: Component, reading: Reading, found: Resolved) -> Identification:
    Component.objects.select_for_update().get(pk=component.pk)
    if not Marking.objects.filter(pk=reading.marking_id, component=component).exists():  # joined or parted meanwhile
        return propose(reading)
    made_before, standing = _made_before(reading), current_identification(component)
    if made_before is not None:
        return made_before
    if standing is not None and _outrun(reading, standing):
        return standing
    readings = standing_readings(component)
    return _store(component, reading, found if tuple(readings) == found.readings else resolved(readings))


def _store(component: Component, reading: Reading, found: Resolved) -> Identification:
    resolution = found.resolution
    best = resolution.candidates[0] if resolution.candidates else None
    date_codes = [date_code_json(code) for code in resolution.date_codes]
    roles = [role_json(role, resolution.lines) for role in resolution.roles]
    identified = best if resolution.decision.value == Decision.IDENTIFIED else None
    proposal = Identification.objects.create(
        component=component,
        reading=reading,
        standing=Standing.PROPOSED,
        decision=resolution.decision.value,
        part_number=identified.part_number if identified else "",
        manufacturer=maker_named(identified.manufacturer) if identified else None,
        catalogued=identified.catalogued if identified else False,
        candidates=[candidate_json(candidate) for candidate in resolution.candidates],
        date_codes=date_codes,
        decoded=[asdict(line) for line in resolution.decoded],
        roles=roles,
        lot_code=lot_code(roles),
        **made_fields(date_codes, best.manufacturer if best else ""),
        supersedes=current_identification(component),
    )
    append(
        action="identification.proposed",
        subject=Subject("component", str(component.public_id)),
        actor=MACHINE,
        details=_told(proposal, found),
    )
    trace(proposal, actor=MACHINE)
    return proposal


def _outrun(reading: Reading, standing: Identification) -> bool:
    superseded = Reading.objects.filter(supersedes=reading).exists()
    return superseded or (reading.author_id is None and standing.author_id is not None)


def trace(identification: Identification, *, actor: str) -> None:
    """Start the trace of an identified part, when its maker is one we know."""
    if not identification.part_number or identification.manufacturer is None:
        return
    specimen = identification.component.teardown.specimen
    identification.trace = request_trace(
        part_number=identification.part_number,
        manufacturer=identification.manufacturer,
        made=(identification.made_earliest, identification.made_latest),
        recovered=specimen.recovered_on,
        actor=actor,
    )
    Identification.objects.filter(pk=identification.pk).update(trace=identification.trace)


def made_fields(date_codes: list[dict[str, Any]], manufacturer: str) -> dict[str, Any]:
    """When it was made: the one interval that the maker's own rules give, else the general ones; nothing when open."""
    codes = [code for code in date_codes if code["manufacturer"] == manufacturer] or date_codes
    if len({(code["earliest"], code["latest"]) for code in codes}) != 1:
        return {"date_code": "", "date_rule": "", "made_earliest": None, "made_latest": None}
    return {
        "date_code": codes[0]["text"],
        "date_rule": codes[0]["rule"],
        "made_earliest": date.fromisoformat(codes[0]["earliest"]),
        "made_latest": date.fromisoformat(codes[0]["latest"]),
    }


def candidate_json(candidate: Candidate) -> dict[str, object]:
    """A candidate as it is stored; score in thousandths, because evidence holds no floating-point numbers."""
    return {
        "part_number": candidate.part_number,
        "manufacturer": candidate.manufacturer,
        "owner": candidate.owner,
        "catalogued": candidate.catalogued,
        "score": round(candidate.score * 1000),
        "reasons": [
            {"sign": reason.sign, "code": reason.code, "params": dict(reason.params)} for reason in candidate.reasons
        ],
    }


def date_code_json(code: DateCode) -> dict[str, Any]:
    """A date code as it is stored; dates in ISO 8601."""
    return {**_days(asdict(code)), "ruled_out": [_days(asdict(one)) for one in code.ruled_out]}


def role_json(role: LineRole, lines: Sequence[str]) -> dict[str, object]:
    """A role of a piece of one of the `lines` as it is stored; probability in thousandths."""
    return {
        "line": lines[role.line],
        "start": role.start,
        "text": role.text,
        "role": role.role.value,
        "probability": round(role.probability * 1000),
        "says": {"code": role.says.code, "params": dict(role.says.params)},
    }


def _days(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _told(proposal: Identification, found: Resolved) -> dict[str, object]:
    return {
        "identification": str(proposal.public_id),
        "reading": str(proposal.reading.public_id),
        "readings": [str(reading.public_id) for reading in found.readings],
        "decision": proposal.decision,
        "part_number": proposal.part_number,
        "candidates": len(found.resolution.candidates),
    }
