"""What a request about a lot would be: whom it goes to, about which findings, and whether it is worth asking now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability
from makers.models import TraceRequest
from makers.queries.requests import speakers_of_any, today
from makers.requesting import REPLIED, Status
from makers.triage import Known, LotFacts, Triage, triage
from problems import NotFound
from provenance.models import Party
from provenance.queries.merging import merged_parties
from provenance.queries.parties import brands_of
from provenance.queries.parts import part_view
from teardowns.lots import lot_as_read
from teardowns.models import Identification, Release
from teardowns.queries.lot_clusters import Lead, Shared, lead_for
from teardowns.queries.page_parties import part_named


@dataclass(frozen=True, slots=True)
class Asked:
    """One organisation that can be asked: by which brand, about which of its findings."""

    organisation: Organisation
    brand: Party
    findings: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A lot as a request would name it. `asked`: empty where nobody here speaks for its maker.

    `hidden`: how many of its finds are not open to their maker.
    """

    lead: Lead
    printed: str
    hidden: int
    asked: tuple[Asked, ...]
    triage: Triage
    requests: tuple[TraceRequest, ...]

    @property
    def maker(self) -> Party:
        """The maker as the catalogue calls it today."""
        return self.lead.maker

    @property
    def part_number(self) -> str:
        """The part."""
        return self.lead.cluster.part_number

    @property
    def shared(self) -> str:
        """What the finds share: "lot" or "date"."""
        return self.lead.cluster.shared.value

    @property
    def code(self) -> str:
        """The lot code, or both days of making."""
        return self.lead.cluster.code

    def for_organisation(self, organisation: Organisation) -> Asked | None:
        """What this organisation would be asked; None where it does not speak for the maker."""
        return next((one for one in self.asked if one.organisation == organisation), None)


def draft_for(principal: Principal, *, maker: str, part_number: str, shared: str, code: str) -> Draft:
    """The draft of a request about one lot, for our analysts. Raises NotFound."""
    if Capability.REQUEST_KEEP not in principal.capabilities:
        raise NotFound
    lead, finds = lead_for(principal, maker=maker, part_number=part_number, shared=shared, code=code)
    releases = _released(finds)
    rows = merged_parties().rows([lead.maker.pk])
    requests = lot_requests(principal, brands=rows, part_number=part_number)
    same = tuple(one for one in requests if (one.shared, one.code) == (shared, code))
    return Draft(
        lead=lead,
        printed=printed_code(finds, code) if lead.cluster.shared is Shared.LOT else "",
        hidden=len(finds) - len(releases),
        asked=_asked(releases, rows),
        triage=triage(_facts(lead, finds, requests), today()),
        requests=same,
    )


def later_finds(principal: Principal, request: TraceRequest) -> list[Release]:
    """Findings of the lot of a request that came after it and are not beside it yet."""
    named = {"part_number": request.part_number, "shared": request.shared, "code": request.code}
    try:
        lot = draft_for(principal, maker=request.brand.slug, **named)
    except NotFound:  # nothing of the lot stands confirmed any more
        return []
    asked = lot.for_organisation(request.organisation)
    there = set(request.releases.values_list("pk", flat=True))
    return [one for one in asked.findings if one.pk not in there] if asked else []


def lot_requests(principal: Principal, *, brands: Sequence[int], part_number: str) -> list[TraceRequest]:
    """Requests about a part of these brands, the latest first; of all its lots."""
    if Capability.REQUEST_KEEP not in principal.capabilities:
        return []
    found = TraceRequest.objects.filter(brand__in=brands, part_number=part_number)
    return list(found.select_related("organisation", "brand"))


def lot_requests_for(principal: Principal, lead: Lead) -> list[TraceRequest] | None:
    """The requests about one lot that stand, for our analysts; None for others."""
    if Capability.REQUEST_KEEP not in principal.capabilities:
        return None
    own = lead.cluster
    rows = merged_parties().rows([lead.maker.pk])
    found = lot_requests(principal, brands=rows, part_number=own.part_number)
    same = [one for one in found if (one.shared, one.code) == (own.shared, own.code)]
    return [one for one in same if one.status != Status.WITHDRAWN]


def printed_code(finds: Sequence[Identification], code: str) -> str:
    """The lot code as most of the finds show it, with its punctuation."""
    read = Counter(lot_as_read(one.roles, one.lot_code) for one in finds if one.lot_code == code)
    return read.most_common(1)[0][0] if read else code


def _released(finds: Sequence[Identification]) -> list[Release]:
    shown = Release.objects.filter(identification__in=finds, withdrawn_at__isnull=True)
    return list(shown.select_related("brand"))


def _asked(releases: Sequence[Release], rows: Sequence[int]) -> tuple[Asked, ...]:
    brands = {one.brand_id for one in releases} | set(rows)
    asked = []
    for organisation in speakers_of_any(brands):
        own = brands_of(organisation, today())
        findings = tuple(one for one in releases if one.brand_id in own)
        if findings:
            asked.append(Asked(organisation, _brand(findings, rows), findings))
    return tuple(asked)


def _brand(findings: Sequence[Release], rows: Sequence[int]) -> Party:
    """The brand that the request names: that of the most findings; of equals the one that stands for the others."""
    counted = Counter(one.brand for one in findings)
    return max(counted, key=lambda brand: (counted[brand], -_place(rows, brand.pk)))


def _place(rows: Sequence[int], key: int) -> int:
    return rows.index(key) if key in rows else len(rows)


def _facts(lead: Lead, finds: Sequence[Identification], requests: Sequence[TraceRequest]) -> LotFacts:
    own = lead.cluster
    maker, part = part_named(lead.maker.slug, own.part_number)
    facts = part_view(maker, own.part_number, part).facts
    return LotFacts(
        shared=own.shared.value,
        specimens=own.specimens,
        dated=own.dated > 0,
        made_latest=own.made[1] if own.made else None,
        recovered_latest=lead.recovered[1] if lead.recovered else None,
        tier=_tier(facts.priority.tier if facts.priority else ""),
        known=_known(requests, own.shared.value, own.code),
    )


def _tier(text: str) -> int:
    """1 to 4 of what the list calls "1", "3.A"...; 0 for none."""
    return int(text[0]) if text[:1].isdigit() else 0


def _known(requests: Sequence[TraceRequest], shared: str, code: str) -> Known:
    answered = [one for one in requests if Status(one.status) in REPLIED - {Status.DECLINED}]
    if any((one.shared, one.code) == (shared, code) for one in answered):
        return Known.THIS_LOT
    if answered:
        return Known.OTHER_LOT
    silent = any(Status(one.status) in (Status.NO_REPLY, Status.DECLINED) for one in requests)
    return Known.NO_REPLY if silent else Known.NOTHING
