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
    ("screening", _("Screening"), frozenset({Capability.SCREENING_RUN})),
    ("names", _("Names"), frozenset({Capability.CATALOGUE_CORRECT})),
    ("lists", _("Resolve a list"), frozenset({Capability.PART_SEE})),
    ("corrections", _("Corrections"), frozenset({Capability.PART_SEE})),
    ("findings", _("Findings"), frozenset({Capability.FINDING_SEE_OWN_BRANDS})),
    ("ledger", _("Evidence"), frozenset({Capability.LEDGER_SEE})),
    ("imports", _("Imports"), frozenset({Capability.IMPORT_RUN})),
    ("jobs", _("Jobs"), frozenset({Capability.JOB_SEE})),
    ("people", _("People"), frozenset({Capability.PEOPLE_MANAGE})),
    ("phones", _("Phones"), frozenset({Capability.PEOPLE_MANAGE, Capability.DEVICE_ENROL})),
)


def entries(principal: Principal) -> list[Entry]:
    """The menu of this principal, in the order of the work. A maker's home is the findings page itself."""
    found = [
        Entry(section, label, reverse(f"web:{section}"))
        for section, label, any_of in _SECTIONS
        if any_of & principal.capabilities
    ]
    if principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return found
    return [Entry("", _("Work"), reverse("web:home")), *found]


def search(principal: Principal) -> Search | None:
    """The search that this principal may use, if any."""
    if principal.can(Capability.PART_SEE):
        return Search(reverse("web:parts"), "q", _("Part number, marking or company"), live=True)
    if principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return Search(reverse("web:findings"), "part_number", _("Part number in your findings"))
    return None
