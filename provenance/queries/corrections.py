"""What people corrected: the judgements in force for a piece of work, and the history of all of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import Correction, CorrectionKind, Part, Party, PartyKind
from provenance.partnumbers.corrections import Corrections, SameBrand
from provenance.partnumbers.types import Alias, CataloguePart
from provenance.queries.merging import Merged, merged_parties

MAKERS = (PartyKind.MAKER, PartyKind.BRAND_OWNER)


def standing_corrections(merged: Merged | None = None) -> Corrections:
    """What is in force now. Ask once for a piece of work: two queries, three where names were recorded."""
    merged = merged or merged_parties()
    in_force = Correction.objects.filter(withdrawn_at__isnull=True)
    rows = list(in_force.exclude(kind=CorrectionKind.MERGED_PARTIES).select_related("party").order_by("pk"))
    return Corrections(
        wrong_rules=frozenset(row.rule for row in rows if row.kind == CorrectionKind.RULE_WRONG),
        aliases=_aliases([row for row in rows if row.kind == CorrectionKind.ALIAS], merged),
        merged=_same_brands(merged),
    )


def corrections_for(principal: Principal) -> QuerySet[Correction]:
    """Every judgement, the newest first, withdrawn ones too, for those who may see parts. Raises NotAllowed."""
    principal.require(Capability.PART_SEE)
    return Correction.objects.select_related("party", "into", "author", "withdrawn_by").order_by("-made_at", "-pk")


def correction_for(principal: Principal, public_id: Any) -> Correction:
    """One judgement. Raises NotAllowed, NotFound."""
    found = corrections_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def wrong_rules() -> frozenset[str]:
    """The ids of the rules that are left aside now."""
    marked = Correction.objects.filter(kind=CorrectionKind.RULE_WRONG, withdrawn_at__isnull=True)
    return frozenset(marked.values_list("rule", flat=True))


def standing_merges(rows: Collection[int]) -> QuerySet[Correction]:
    """The merges in force into any of these rows of parties, the newest first."""
    merges = Correction.objects.filter(kind=CorrectionKind.MERGED_PARTIES, into__in=rows, withdrawn_at__isnull=True)
    return merges.select_related("party", "into", "author").order_by("-made_at", "-pk")


def aliases_of(maker: Party, number: str) -> QuerySet[Correction]:
    """The names that people recorded for a part and that stand, the newest first."""
    aliases = Correction.objects.filter(kind=CorrectionKind.ALIAS, part_number=number, withdrawn_at__isnull=True)
    ours = aliases.filter(party__in=merged_parties().rows([maker.pk]))
    return ours.select_related("author").order_by("-made_at", "-pk")


def standing_rule_correction(rule: str) -> Correction | None:
    """The judgement by which a rule is left aside now, if there is one."""
    marked = Correction.objects.filter(kind=CorrectionKind.RULE_WRONG, rule=rule, withdrawn_at__isnull=True)
    return marked.select_related("author").first()


def _aliases(rows: list[Correction], merged: Merged) -> dict[str, tuple[Alias, ...]]:
    named = Part.objects.filter(number__in={row.part_number for row in rows}) if rows else Part.objects.none()
    categories = {(part.manufacturer_id, part.number): part.category for part in named}
    found: dict[str, tuple[Alias, ...]] = {}
    for row in rows:
        if row.party is not None:
            maker = merged.standing(row.party).name
            category = categories.get((row.party.pk, row.part_number), "")
            part = CataloguePart(row.part_number, maker, row.alias_canonical, category)
            alias = Alias(
                row.alias,
                row.alias_canonical,
                part,
                correction=str(row.public_id),
                recorded_on=row.made_at.date().isoformat(),
            )
            found[row.alias_canonical] = (*found.get(row.alias_canonical, ()), alias)
    return found


def _same_brands(merged: Merged) -> frozenset[SameBrand]:
    """Merged makers by name; a name that another standing maker bears too is left as it is."""
    if not merged.roots:
        return frozenset()
    rows = Party.objects.filter(pk__in=merged.roots, kind__in=MAKERS).values_list("pk", "name")
    pairs = {(name, merged.roots[pk].name) for pk, name in rows if name != merged.roots[pk].name}
    names = {name for name, _ in pairs}
    borne = Party.objects.filter(name__in=names, merged_into__isnull=True, kind__in=MAKERS)
    taken = set(borne.values_list("name", flat=True))
    single = {name for name in names if sum(name == other for other, _ in pairs) == 1}
    return frozenset((name, by) for name, by in pairs if name in single - taken)
