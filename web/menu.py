"""What each role finds in the header."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import Principal
from accounts.roles import Capability
from problems import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main menu; `section` is the first part of the addresses that belong to it."""

    section: str
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Search:
    """The header's search field: where it goes and what can be looked for; `live`: it answers while one types."""

    url: str
    name: str
    label: Text
    live: bool = False


_SECTIONS: tuple[tuple[str, Text, frozenset[Capability]], ...] = (
    ("teardowns", _("Teardowns"), frozenset({Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL})),
    ("parts", _("Parts"), frozenset({Capability.PART_SEE})),
    ("traces", _("Traces"), frozenset({Capability.TRACE_SEE})),
    ("lots", _("Lots"), frozenset({Capability.PART_SEE})),
    ("requests", _("Requests"), frozenset({Capability.REQUEST_KEEP})),
    ("screening", _("Screening"), frozenset({Capability.SCREENING_RUN})),
    ("findings", _("Findings"), frozenset({Capability.FINDING_SEE_OWN_BRANDS})),
    ("maker_requests", _("Requests"), frozenset({Capability.REQUEST_SEE_OWN})),
    ("maker_alerts", _("Alerts"), frozenset({Capability.ALERT_MANAGE_OWN})),
    ("maker_exports", _("Exports"), frozenset({Capability.FINDING_SEE_OWN_BRANDS})),
    ("maker_overlap", _("Private overlap"), frozenset({Capability.FINDING_SEE_OWN_BRANDS})),
    ("maker_brands", _("Our organisation"), frozenset({Capability.OWN_PEOPLE_MANAGE})),
    ("makers", _("Manufacturers"), frozenset({Capability.MAKER_KEEP})),
    ("ledger", _("Evidence"), frozenset({Capability.LEDGER_SEE})),
    ("names", _("Names"), frozenset({Capability.CATALOGUE_CORRECT})),
    ("lists", _("Resolve a list"), frozenset({Capability.PART_SEE})),
    ("corrections", _("Corrections"), frozenset({Capability.PART_SEE})),
    ("imports", _("Imports"), frozenset({Capability.IMPORT_RUN})),
    ("jobs", _("Jobs"), frozenset({Capability.JOB_SEE})),
    ("people", _("People"), frozenset({Capability.PEOPLE_MANAGE})),
    ("phones", _("Phones"), frozenset({Capability.PEOPLE_MANAGE, Capability.DEVICE_ENROL})),
)


_IN_ROW = 7
"""What fits beside the search at 1280 pixels in Ukrainian, the longer of the two languages."""


def entries(principal: Principal) -> tuple[list[Entry], list[Entry]]:
    """The menu of this principal in the order of the work: what stands in the row, and what stands under "More"."""
    found = _entries(principal)
    return found[:_IN_ROW], found[_IN_ROW:]


def _entries(principal: Principal) -> list[Entry]:
    """A maker's home is the findings page itself."""
    found = [
        Entry(section, label, reverse(f"web:{section}"))
        for section, label, any_of in _SECTIONS
        if any_of & principal.capabilities
    ]
    if principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return found
    return [Entry("", _("Work"), reverse("web:home")), *found]


_OWN_HOUSE = frozenset({"people", "tokens", "acts"})
"""Pages below /maker/ that stand beside the brands, with no entry of their own."""


def section_of(path: str) -> str:
    """The section to which an address belongs; below /maker/ there is one for each of its pages."""
    first, _slash, rest = path.lstrip("/").partition("/")
    if first != "maker":
        return first
    inner = rest.partition("/")[0]
    return "maker_brands" if inner in _OWN_HOUSE else f"maker_{inner}"


def search(principal: Principal) -> Search | None:
    """The search that this principal may use, if any."""
    if principal.can(Capability.PART_SEE):
        return Search(reverse("web:parts"), "q", _("Part number, marking or company"), live=True)
    if principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return Search(reverse("web:findings"), "q", _("Part number, date code, lot"))
    return None
