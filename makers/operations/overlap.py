"""The steps of a private overlap: begin, evaluate what is blinded, finish, and release what one chooses to.

Who asks is looked at in each step, and its brands on the day of the step. No step sees or keeps a lot that was not
released to us; the log of acts and the ledger count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.operations.turns import in_turn
from accounts.queries import Principal
from accounts.roles import Capability
from accounts.sealing import seal, unseal
from custody.ledger import Subject, append
from makers.models import OverlapRelease, OverlapRun
from makers.operations.acts import note
from makers.overlap_problems import (
    NotABatch,
    NotFinished,
    RunOver,
    RunsUsedUp,
    TooFewAsked,
    TooManyAsked,
    TooManyNamed,
)
from makers.overlapping import (
    BATCH,
    ELEMENT,
    LEAST,
    MOST,
    TAG,
    NotElements,
    comparable,
    evaluate,
    fresh_seed,
    public_key,
    tags,
)
from makers.queries.overlap import RUNS_A_DAY, our_lots, run_for, runs_left

LIFE: Final = timedelta(hours=2)
MOST_NAMED: Final = 1000
"""Lots that can be named for release after one run."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A run, and the key by which its answers are checked."""

    run: OverlapRun
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Elements of 32 bytes in the order of the blinded ones, and one proof for all."""

    elements: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Ours:
    """Outputs of our lots, 16 bytes each, padded and in an order that says nothing; see `OurLots`."""

    findings: bytes
    waiting: bytes


@transaction.atomic
def begin_overlap(*, principal: Principal) -> Begun:
    """A run with a key of its own. Raises NotAllowed, RunsUsedUp."""
    principal.require(Capability.FINDING_SEE_OWN_BRANDS)
    in_turn(principal.organisation.pk)  # two at once count as two
    if not runs_left(principal):
        raise RunsUsedUp(most=RUNS_A_DAY)
    seed, now = fresh_seed(), timezone.now()
    run = OverlapRun.objects.create(
        organisation=principal.organisation,
        begun_by=principal.user,
        begun_at=now,
        expires_at=now + LIFE,
        seed=seal(seed),
    )
    _write(principal, "overlap.begun", run, {})
    return Begun(run, public_key(seed))


def evaluate_batch(*, principal: Principal, public_id: UUID, blinded: bytes) -> Evaluated:
    """Evaluate blinded lots under the key of the run. Raises NotFound, RunOver, NotABatch, TooManyAsked."""
    principal.require(Capability.FINDING_SEE_OWN_BRANDS)
    begun = run_for(principal, public_id)
    seed = _seed(begun)
    if begun.asked >= MOST:  # what is used up computes nothing more
        raise TooManyAsked(most=MOST)
    try:
        elements, proof = evaluate(seed, blinded)
    except NotElements:
        raise NotABatch(most=BATCH) from None
    with transaction.atomic():  # counted before it is handed out
        run = _locked(principal, public_id)
        if not run.seed:
            raise RunOver
        asked = run.asked + len(blinded) // ELEMENT
        if asked > MOST:
            raise TooManyAsked(most=MOST)
        run.asked = asked
        run.save(update_fields=["asked"])
    return Evaluated(elements, proof)


def finish_overlap(*, principal: Principal, public_id: UUID) -> Ours:
    """Hand out the outputs of our lots and throw the key away. Raises NotFound, RunOver, TooFewAsked."""
    principal.require(Capability.FINDING_SEE_OWN_BRANDS)
    run = run_for(principal, public_id)
    seed = _seed(run)
    if run.asked < LEAST:
        raise TooFewAsked(least=LEAST)
    lots = our_lots(principal)
    ours = Ours(tags(seed, lots.findings), tags(seed, lots.waiting))
    with transaction.atomic():
        run = _locked(principal, public_id)
        if not run.seed:
            raise RunOver
        run.seed, run.finished_at = b"", timezone.now()
        run.shown = (len(ours.findings) + len(ours.waiting)) // TAG
        run.save(update_fields=["seed", "finished_at", "shown"])
        _write(principal, "overlap.finished", run, {"asked": run.asked, "shown": run.shown})
    return ours


@transaction.atomic
def release_lots(*, principal: Principal, public_id: UUID, lots: Iterable[str]) -> int:
    """Tell us that these lots are the maker's own; how many of them we have. Others are counted and not kept.

    Raises NotAllowed, NotFound, NotFinished, RunOver, TooManyNamed.
    """
    principal.require(Capability.ANSWER_WRITE_OWN)
    run = _locked(principal, public_id)
    if run.finished_at is None:
        raise NotFinished
    if run.expires_at <= timezone.now():
        raise RunOver
    said = {lot for text in lots if (lot := comparable(text))}
    run.named += len(said)
    if run.named > MOST_NAMED:
        raise TooManyNamed(most=MOST_NAMED)
    run.save(update_fields=["named"])
    ours = our_lots(principal)
    both = {lot for lot in said if lot in ours}
    # A colleague with a run of their own may name the same lot now.
    in_turn(principal.organisation.pk)
    known = OverlapRelease.objects.filter(organisation=principal.organisation, lot__in=both)
    fresh = sorted(both - set(known.values_list("lot", flat=True)))
    OverlapRelease.objects.bulk_create(
        OverlapRelease(organisation=principal.organisation, run=run, lot=lot, released_by=principal.user)
        for lot in fresh
    )
    if fresh:
        _write(principal, "overlap.released", run, {"lots": len(fresh)})
    return len(both)


def forget_keys() -> int:
    """Throw away the keys of runs that nobody finished in time; how many there were."""
    return OverlapRun.objects.filter(expires_at__lte=timezone.now()).exclude(seed=b"").update(seed=b"")


def _seed(run: OverlapRun) -> bytes:
    seed = unseal(run.seed) if run.seed and run.expires_at > timezone.now() else None
    if seed is None:
        raise RunOver
    return seed


def _locked(principal: Principal, public_id: UUID) -> OverlapRun:
    return OverlapRun.objects.select_for_update().get(pk=run_for(principal, public_id).pk)


def _write(principal: Principal, action: str, run: OverlapRun, details: dict[str, object]) -> None:
    """The ledger's entry, and the maker's own log: numbers alone."""
    subject = Subject("overlap_run", str(run.public_id))
    append(action=action, subject=subject, actor=principal.actor, details=details)
    note(principal=principal, act=action, subject_type=subject.type, subject_id=subject.id, details=details)
