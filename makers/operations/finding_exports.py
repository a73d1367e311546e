"""Exports of findings in the background: asked for, written by a job, handed out, ended.

The rights are those of the moment, each time anew: when it is written, with every thousand findings and after the last
one; when it is handed out; and every hour until it goes. Somebody who is shut out, a token that is revoked, a brand
that is sold, a finding that is taken back: the file ends, and a fresh one can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.operations.turns import in_turn
from accounts.queries import Principal, asker_again
from accounts.roles import Capability
from custody.ledger import take_turn
from jobs.queue import enqueue
from jobs.runner import PermanentFailure, Progress
from makers.export_problems import ExportEnded, ExportNotReady, TooManyExports
from makers.finding_tables import FORMATS
from makers.models import ExportState, FindingExport
from makers.operations import export_files
from makers.operations.acts import note
from makers.operations.exporting import recorded
from makers.queries.finding_exports import export_for, filter_of, kept_filter
from makers.row_scope import own_rows
from problems import NotFound, Problem
from provenance.queries.parties import brands_of
from teardowns.models import Release
from teardowns.queries.findings import AT_ONCE, FindingFilter, OwnFindings, each_finding, taken_back_since

JOB = "makers.write_export"
KEPT = timedelta(days=7)
MOST = 40
"""Files of one organisation that are kept or being made."""
_STALE_SECONDS = 6 * 3600.0


@transaction.atomic
def ask_for_export(*, principal: Principal, wanted: FindingFilter, ending: str) -> FindingExport:
    """Order a file of what the filter leaves. While one is being made, the same person's same question is that one.

    `ending`: a key of `FORMATS`. Raises NotAllowed, NotFound for any other ending, TooManyExports.
    """
    principal.require(Capability.FINDING_SEE_OWN_BRANDS)
    if ending not in FORMATS:
        raise NotFound
    # Two clicks at once are one question, and count as one.
    in_turn(principal.organisation.pk)
    own = FindingExport.objects.filter(organisation=principal.organisation).exclude(state=ExportState.ENDED)
    question, token = kept_filter(wanted), principal.user.presented_token
    waiting = own.filter(state=ExportState.WAITING, asked_by=principal.user, token=token, ending=ending)
    if same := next((one for one in waiting if one.filter == question), None):
        return same
    if own.count() >= MOST:
        raise TooManyExports(most=MOST, days=KEPT.days)
    made = FindingExport.objects.create(
        organisation=principal.organisation,
        asked_by=principal.user,
        token=token,
        filter=question,
        ending=ending,
        brands=sorted(one.pk for one in OwnFindings(principal).brands if wanted.brand in ("", one.slug)),
    )
    public_id = str(made.public_id)
    details: dict[str, object] = {"filter": question, "format": ending}
    note(
        principal=principal,
        act="findings.export_asked",
        subject_type="export",
        subject_id=public_id,
        details=details,
    )
    enqueue(
        JOB,
        key=f"{JOB}:{public_id}",
        arguments={"export_id": public_id},
        subject_type="finding_export",
        subject_id=public_id,
    )
    return made


def write_export(*, progress: Progress, export_id: str) -> None:
    """Write the file; an attempt that was cut off is begun anew. Raises PermanentFailure when the rights are gone."""
    row = _rows().get(public_id=export_id)
    if row.state != ExportState.WAITING:
        return
    principal = _rights(row, row.brands)
    with own_rows(principal):
        _write(row, principal, progress)


@transaction.atomic
def give_up(*, export_id: str, code: str) -> None:
    """The work failed for good, unless an attempt that was taken for dead has written it after all."""
    row = FindingExport.objects.select_for_update().get(public_id=export_id)
    if row.state == ExportState.WAITING:
        _end(row, code)


def take_export(*, principal: Principal, public_id: UUID) -> tuple[FindingExport, Iterator[bytes]]:
    """A file and its bytes, for whom the organisation's findings are open today; the log says who took it, with its
    hash. Raises NotFound, ExportNotReady, ExportEnded."""
    row = export_for(principal, public_id)
    if row.state == ExportState.WAITING:
        raise ExportNotReady
    if row.state == ExportState.ENDED:
        raise ExportEnded(row.cause)
    if cause := _why_it_ends(row):
        raise ExportEnded(_end(row, cause))
    try:
        pieces = export_files.pieces_of(row.public_id)
    except FileNotFoundError:  # ended by somebody else meanwhile
        raise ExportEnded(_end(row, "lost")) from None
    return row, recorded(principal, row.ending, row.filter, pieces, kept=str(row.public_id))


def end_exports() -> int:
    """End what is over or may not be handed out any more, and remove what was left behind. Returns how many ended."""
    over = [(row, _why_it_ends(row)) for row in _rows().filter(state=ExportState.READY)]
    for row, cause in over:
        if cause:
            _end(row, cause)
    kept = FindingExport.objects.filter(state=ExportState.READY).values_list("public_id", flat=True)
    export_files.remove_others(set(kept), older_than=_STALE_SECONDS)
    return sum(1 for _row, cause in over if cause)


def _rows() -> QuerySet[FindingExport]:
    return FindingExport.objects.select_related("asked_by", "organisation", "token")


def _waiting(row: FindingExport) -> QuerySet[FindingExport]:
    """The row until it is ready or has ended: a late attempt has no say in what it tells."""
    return FindingExport.objects.filter(pk=row.pk, state=ExportState.WAITING)


def _write(row: FindingExport, principal: Principal, progress: Progress) -> None:
    wanted, begun_at = filter_of(row.filter), _now_in_turn()
    expected = OwnFindings(principal).counted(wanted).fitting
    _waiting(row).update(written=0, expected=expected, begun_at=begun_at)
    seen = _Seen(row, expected, progress)
    pieces = FORMATS[row.ending][1](seen.watched(each_finding(principal, wanted)))
    with export_files.written(row.public_id, pieces) as file:
        _rights(row, seen.brands)
        with transaction.atomic():
            locked = FindingExport.objects.select_for_update().get(pk=row.pk)
            if locked.state != ExportState.WAITING:  # another attempt was quicker
                return
            file.appear()
            locked.state, locked.brands, locked.begun_at = ExportState.READY, sorted(seen.brands), begun_at
            locked.written = locked.expected = seen.count
            locked.sha256, locked.size = file.sha256, file.size
            locked.finished_at = timezone.now()
            locked.expires_at = locked.finished_at + KEPT
            locked.save()
    progress(seen.count, seen.count)


@transaction.atomic
def _now_in_turn() -> datetime:
    """A moment before which every withdrawal can be seen by now; one that waits for the ledger is stamped later."""
    take_turn()
    return timezone.now()


class _Seen:
    """Looks on while findings are written: counts, tells how far it is, and asks for the rights again and again."""

    def __init__(self, row: FindingExport, expected: int, progress: Progress) -> None:
        self._row, self._expected, self._progress = row, expected, progress
        self.brands: set[int] = set()
        self.count = 0

    def watched(self, findings: Iterable[Release]) -> Iterator[Release]:
        """The findings as they are. Raises PermanentFailure when the rights are gone."""
        for one in findings:
            self.brands.add(one.brand_id)
            self.count += 1
            yield one
            if self.count % AT_ONCE == 0:
                _rights(self._row, self.brands)
                expected = max(self._expected, self.count)
                _waiting(self._row).update(written=self.count, expected=expected)
                self._progress(self.count, expected)


def _rights(row: FindingExport, brands: Iterable[int]) -> Principal:
    """Who asked, as they may act now. Raises PermanentFailure when they may not, or lost one of the brands."""
    principal = _asker(row)
    if principal is None:
        raise PermanentFailure("not_allowed")
    if not _speaks_for(row, brands):
        raise PermanentFailure("brand_left")
    return principal


def _asker(row: FindingExport) -> Principal | None:
    try:
        principal = asker_again(
            user=str(row.asked_by.public_id),
            organisation=str(row.organisation.public_id),
            token=str(row.token.public_id) if row.token else "",
        )
    except Problem:
        return None
    return principal if principal.can(Capability.FINDING_SEE_OWN_BRANDS) else None


def _speaks_for(row: FindingExport, brands: Iterable[int]) -> bool:
    return set(brands) <= brands_of(row.organisation, timezone.now().date())


def _why_it_ends(row: FindingExport) -> str:
    """Why a file that is ready may not be handed out now; empty where it may."""
    if row.expires_at is None or row.expires_at <= timezone.now():
        return "expired"
    if _asker(row) is None:
        return "not_allowed"
    if not _speaks_for(row, row.brands):
        return "brand_left"
    if row.begun_at is None or taken_back_since(row.begun_at, row.brands, filter_of(row.filter)):
        return "taken_back"
    return "" if export_files.is_there(row.public_id, row.size) else "lost"


def _end(row: FindingExport, cause: str) -> str:
    """Its line stays. Whichever came first is the cause, which is returned."""
    FindingExport.objects.filter(pk=row.pk).exclude(state=ExportState.ENDED).update(
        state=ExportState.ENDED,
        cause=cause[:60],
        finished_at=row.finished_at or timezone.now(),
    )
    export_files.remove(row.public_id)
    row.refresh_from_db(fields=["cause"])
    return row.cause
