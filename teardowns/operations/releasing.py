"""Opening a finding to those who speak for the brand, and taking it back."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append, take_turn
from custody.queries import history
from custody.vault import OriginalMissing, derivatives
from jobs.queue import enqueue
from problems import NotAllowed
from teardowns.disclosure import Found, Line, disclose
from teardowns.images.covers import Quad, cover
from teardowns.lots import lot_as_read
from teardowns.models import DerivativeKind, Identification, Marking, Reading, Release, Standing
from teardowns.ocr.geometry import area, as_box, centre, contains
from teardowns.operations.storing import faults_of_the_vault
from teardowns.problems import NotWithdrawable

COVER_MARGIN = 24
HEAR = "makers.hear_of_release"
"""By name: whoever is outside this package may listen, and this package knows nobody who does."""


@transaction.atomic
def release(*, principal: Principal, identification: Identification) -> Release:
    """Freeze what the maker may see of a confirmed identification. The same identification is released once."""
    brand = identification.manufacturer
    confirmed = identification.standing == Standing.CONFIRMED
    if Capability.IDENTIFICATION_CONFIRM not in principal.capabilities or not confirmed or brand is None:
        raise NotAllowed
    made_before = Release.objects.filter(identification=identification).first()
    if made_before is not None:
        return made_before
    specimen = identification.component.teardown.specimen
    marking = identification.reading.marking
    shown = disclose(
        Found(
            part_number=identification.part_number,
            marking_lines=_lines(identification.reading),
            date_code=identification.date_code,
            region=specimen.region,
            recovered_on=specimen.recovered_on,
            precision=specimen.recovered_precision,
            lot_code=lot_as_read(identification.roles, identification.lot_code),
            catalogued=identification.catalogued,
            sealed_at=marking.photo.received_at,
        )
    )
    released = Release.objects.create(
        identification=identification,
        brand=brand,
        part_number=shown.part_number,
        marking_lines=list(shown.marking_lines),
        date_code=shown.date_code,
        date_rule=identification.date_rule if shown.date_code else "",
        made_earliest=identification.made_earliest if shown.date_code else None,
        made_latest=identification.made_latest if shown.date_code else None,
        lot_code=shown.lot_code,
        weapon_model=specimen.weapon_model,
        region=shown.region,
        month=shown.month,
        picture_sha256=_covered_picture(marking),
        grade=shown.grade,
        sealed_month=shown.sealed_month,
        custody_entries=history("component", str(identification.component.public_id)).count(),
        readings=marking.readings.count(),
        level=shown.level,
        released_by=principal.user,
        released_on=timezone.now().date(),
    )
    _tell(principal, released, "finding.released", {"level": shown.level, "part_number": shown.part_number})
    return released


@transaction.atomic
def withdraw(*, principal: Principal, release: Release, reason: str) -> Release:
    """Take a finding back: its maker sees it no longer. Raises NotAllowed, NotWithdrawable."""
    if Capability.IDENTIFICATION_CONFIRM not in principal.capabilities:
        raise NotAllowed
    locked = Release.objects.select_for_update().get(pk=release.pk)
    if locked.withdrawn_at is not None:
        raise NotWithdrawable
    take_turn()  # so that who holds it after us sees this withdrawal, and whose turn was before us is before its time
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    _tell(principal, locked, "finding.withdrawn", {"reason": reason[:300]})
    return locked


def withdraw_of(*, principal: Principal, identification: Identification, reason: str = "superseded") -> None:
    """Take back the finding of a judgement that no longer stands, if it was released."""
    standing = Release.objects.filter(identification=identification, withdrawn_at__isnull=True).first()
    if standing is not None:
        withdraw(principal=principal, release=standing, reason=reason)


def restore_of(*, principal: Principal, identification: Identification, since: datetime) -> None:
    """Open the finding of a judgement that stands once more, if it was taken back at `since` or later."""
    taken_back = Release.objects.filter(identification=identification, withdrawn_at__gte=since).first()
    if taken_back is not None:
        taken_back.withdrawn_at, taken_back.opened_at = None, timezone.now()
        taken_back.save(update_fields=["withdrawn_at", "opened_at"])
        told = {"level": taken_back.level, "part_number": taken_back.part_number, "reason": "parted"}
        _tell(principal, taken_back, "finding.released", told)


def _covered_picture(marking: Marking) -> str:
    """SHA-256 of the covered view: this component alone, everything around it burnt to black in the pixels."""
    picture = marking.photo.derivatives.filter(kind=DerivativeKind.READING).first()
    if picture is None or not marking.photo.width:
        return ""
    scale = picture.width / marking.photo.width
    try:
        with derivatives().open(picture.sha256) as file:
            covered = cover(file.read(), marking.box, margin=COVER_MARGIN, scale=scale, hide=_neighbours(marking))
    except (OriginalMissing, ValueError):  # lost with the derivatives, or the box lies outside the photo
        return ""
    with faults_of_the_vault():
        return derivatives().store_stream([covered], max_bytes=settings.VAULT_MAX_BYTES).sha256


def _neighbours(marking: Marking) -> Iterator[Quad]:
    """What of other components may reach into the view of this one: smaller ones, and the lettering of larger ones."""
    own = area(as_box(marking.box))
    for other in marking.photo.markings.exclude(pk=marking.pk).prefetch_related("readings"):
        if area(as_box(other.box)) < own:
            yield other.box
        else:
            yield from (line["box"] for reading in other.readings.all() for line in reading.lines if "box" in line)


def _lines(reading: Reading) -> tuple[Line, ...]:
    """The lines of a reading, each with whether it lies on the component; what a person typed was typed for it."""
    body = as_box(reading.marking.box)
    return tuple(
        Line(line["text"], on_component="box" not in line or contains(body, centre(as_box(line["box"]))))
        for line in reading.lines
    )


def _tell(principal: Principal, released: Release, action: str, details: dict[str, object]) -> None:
    """The ledger's entry, and the job by which its maker is told: both stand or fall with the release."""
    entry = append(
        action=action,
        subject=Subject("component", str(released.identification.component.public_id)),
        actor=principal.actor,
        details={"release": str(released.public_id), "brand": released.brand.slug, **details},
    )
    heard = {"release_id": str(released.public_id), "news": action, "entry": str(entry.sequence), "at": entry.time}
    enqueue(HEAR, key=f"{HEAR}:{entry.sequence}", arguments=heard)
