"""Correcting the catalogue: two names of one company, another name of a part, a rule that misleads.

Each is a judgement with an author and a reason. It stands until it is taken back, and later runs respect it: what was
stored before is not rewritten. All corrections are made one after another (`take_turn`): two people who correct the
same at once are told so, and no circle of companies can come about.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append, take_turn
from provenance.correction_problems import (
    AliasNotReadable,
    AliasTaken,
    BadCorrection,
    CorrectedAlready,
    MergeDoubted,
    PartNotCatalogued,
    RuleUnknown,
    TakenBackAlready,
)
from provenance.models import Correction, CorrectionKind, Part, Party
from provenance.operations.staleness import MERGED, mark_touched
from provenance.partnumbers.normalise import canonical, clean_line
from provenance.partnumbers.parse import spellings
from provenance.partnumbers.rule_book import rules
from provenance.partnumbers.words import words_of
from provenance.queries.goods_of import goods_of
from provenance.queries.merge_preview import merge_doubts, merge_refusal
from provenance.queries.merging import merged_parties

LONGEST_NOTE = 2000
LONGEST_ALIAS = 80


@transaction.atomic
def merge_parties(
    *, principal: Principal, party: Party, into: Party, note: str, despite: Collection[str] = ()
) -> Correction:
    """Say that `party` is the same company as `into`, which stays; `despite`: the doubts that the person has seen.

    Nothing moves: all that names `party` is shown under `into`. Findings stay with those who could see them: what an
    organisation may see follows from the brands that it speaks for, never from a merge, and two parties for which
    different organisations speak are not merged at all.
    Raises NotAllowed, BadCorrection, MergedWithItself, MergedAlready, FictitiousWithReal, MakerMustStay,
    OthersSpeakForIt, MergeDoubted.
    """
    principal.require(Capability.CATALOGUE_CORRECT)
    reason = _text(note, LONGEST_NOTE)
    take_turn()
    party, into = (Party.objects.select_related("merged_into").get(pk=one.pk) for one in (party, into))
    _check_merge(party, into, despite)
    Party.objects.filter(pk=party.pk).update(merged_into=into)
    correction = Correction.objects.create(
        kind=CorrectionKind.MERGED_PARTIES, party=party, into=into, note=reason, author=principal.user
    )
    _told(principal, correction, {"despite": sorted(despite)})
    mark_touched(parties=(party.pk, into.pk), scopes=goods_of([party.pk]), reason=MERGED)
    return correction


@transaction.atomic
def add_alias(*, principal: Principal, manufacturer: Party, part_number: str, alias: str, note: str) -> Correction:
    """Record that lettering `alias` names a catalogued part.

    Raises NotAllowed, BadCorrection, PartNotCatalogued, AliasNotReadable, AliasTaken, CorrectedAlready.
    """
    principal.require(Capability.CATALOGUE_CORRECT)
    reason, lettering = _text(note, LONGEST_NOTE), _text(clean_line(alias), LONGEST_ALIAS)
    take_turn()
    rows = merged_parties().rows([manufacturer.pk])
    part = Part.objects.filter(manufacturer__in=rows, number=part_number).select_related("manufacturer").first()
    if part is None:
        raise PartNotCatalogued(maker=manufacturer.name, number=part_number[:LONGEST_ALIAS])
    key = canonical(lettering)
    if key not in {spelling.key for spelling in spellings(words_of([lettering], frozenset()))}:
        raise AliasNotReadable(alias=lettering)
    listed = Part.objects.filter(canonical=key).select_related("manufacturer").first()
    if listed is not None:
        raise AliasTaken(alias=lettering, maker=listed.manufacturer.name, number=listed.number)
    said = {"kind": CorrectionKind.ALIAS, "party": part.manufacturer, "part_number": part.number}
    _only_once(Correction.objects.filter(**said, alias_canonical=key))
    correction = Correction.objects.create(
        **said, alias=lettering, alias_canonical=key, note=reason, author=principal.user
    )
    return _told(principal, correction, {"part_number": part.number, "alias": lettering})


@transaction.atomic
def mark_rule_wrong(*, principal: Principal, rule: str, note: str) -> Correction:
    """Leave a rule (`partnumbers.rule_ids`) aside from now on.

    Raises NotAllowed, BadCorrection, RuleUnknown, CorrectedAlready.
    """
    principal.require(Capability.CATALOGUE_CORRECT)
    reason = _text(note, LONGEST_NOTE)
    if rule not in rules():
        raise RuleUnknown(rule=rule[:60] if rule.isprintable() else "")
    take_turn()
    _only_once(Correction.objects.filter(kind=CorrectionKind.RULE_WRONG, rule=rule))
    correction = Correction.objects.create(
        kind=CorrectionKind.RULE_WRONG, rule=rule, note=reason, author=principal.user
    )
    return _told(principal, correction, {"rule": rule})


@transaction.atomic
def withdraw_correction(*, principal: Principal, correction: Correction, note: str) -> Correction:
    """Take a correction back: later runs answer as they did before it. Raises NotAllowed, BadCorrection,
    TakenBackAlready."""
    principal.require(Capability.CATALOGUE_CORRECT)
    reason = _text(note, LONGEST_NOTE)
    take_turn()
    standing = Correction.objects.select_for_update().get(pk=correction.pk)
    if standing.withdrawn_at is not None:
        raise TakenBackAlready
    standing.withdrawn_by, standing.withdrawn_at = principal.user, timezone.now()
    standing.withdrawal_note = reason
    standing.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_note"])
    parted: list[int] = []
    if standing.kind == CorrectionKind.MERGED_PARTIES:
        Party.objects.filter(corrections=standing).update(merged_into=None)
        parted = [key for key in (standing.party_id, standing.into_id) if key is not None]
    append(
        action="correction.withdrawn",
        subject=Subject("correction", str(standing.public_id)),
        actor=principal.actor,
        details={"kind": standing.kind, "reason": reason},
    )
    mark_touched(parties=parted, scopes=goods_of(parted[:1]), reason=MERGED)
    return standing


def _check_merge(party: Party, into: Party, despite: Collection[str]) -> None:
    merged = merged_parties()
    refusal = merge_refusal(party, into, merged)
    if refusal is not None:
        raise refusal
    unseen = [doubt for doubt in merge_doubts(party, into, merged) if doubt not in despite]
    if unseen:
        raise MergeDoubted(name=party.name, into=into.name, doubts=unseen)


def _only_once(same: QuerySet[Correction]) -> None:
    if same.filter(withdrawn_at__isnull=True).exists():
        raise CorrectedAlready


def _text(text: str, longest: int) -> str:
    clean = text.strip()
    if not clean or len(clean) > longest or not "".join(clean.split()).isprintable():
        raise BadCorrection
    return clean


def _told(principal: Principal, correction: Correction, details: dict[str, object]) -> Correction:
    parties = {
        side: str(party.public_id)
        for side, party in (("party", correction.party), ("into", correction.into))
        if party is not None
    }
    append(
        action="correction.made",
        subject=Subject("correction", str(correction.public_id)),
        actor=principal.actor,
        details={"kind": correction.kind, **parties, **details, "reason": correction.note},
    )
    return correction
