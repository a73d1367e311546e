"""Who may do what: the one table. Pure; everything that is not written here is refused.

A person has one role in one organisation. A token narrows that role by its scopes and never widens it.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class OrganisationKind(StrEnum):
    """What an organisation is in the life of a recovered weapon."""

    FIELD_TEAM = "field_team"
    LAB = "lab"
    MAKER = "maker"
    AGENCY = "agency"


class Role(StrEnum):
    """What a person does here."""

    FIELD = "field"
    ANALYST = "analyst"
    MAKER = "maker"
    ENFORCEMENT = "enforcement"
    ADMIN = "admin"


class Capability(StrEnum):
    """One thing that a door asks for before it opens."""

    TEARDOWN_CREATE = "teardown.create"
    PHOTO_UPLOAD = "photo.upload"
    RECEIPT_SEE_OWN = "receipt.see_own"
    DEVICE_ENROL = "device.enrol"
    FIELD_SEND = "field.send"
    WIPE_HEAR = "wipe.hear"
    TEARDOWN_SEE_OWN = "teardown.see_own"
    TEARDOWN_SEE_ALL = "teardown.see_all"
    READING_WRITE = "reading.write"
    IDENTIFICATION_WRITE = "identification.write"
    IDENTIFICATION_CONFIRM = "identification.confirm"
    PART_SEE = "part.see"
    PART_ASK_OUTSIDE = "part.ask_outside"
    CATALOGUE_CORRECT = "catalogue.correct"
    TRACE_SEE = "trace.see"
    SCREENING_RUN = "screening.run"
    TRADE_ORIGINAL_TAKE = "trade_original.take"
    MAKER_COME_IN = "maker.come_in"
    MAKER_KEEP = "maker.keep"
    FINDING_SEE_OWN_BRANDS = "finding.see_own_brands"
    REQUEST_KEEP = "request.keep"
    REQUEST_SEE_OWN = "request.see_own"
    ANSWER_WRITE_OWN = "answer.write_own"
    ALERT_MANAGE_OWN = "alert.manage_own"
    ACT_SEE_OWN = "act.see_own"
    OWN_PEOPLE_MANAGE = "own_people.manage"
    LEDGER_SEE = "ledger.see"
    LEDGER_VERIFY = "ledger.verify"
    JOB_SEE = "job.see"
    JOB_RETRY = "job.retry"
    PEOPLE_MANAGE = "people.manage"
    IMPORT_RUN = "import.run"


CAPABILITIES: Final[Mapping[Role, frozenset[Capability]]] = MappingProxyType(
    {
        Role.FIELD: frozenset(
            {
                Capability.TEARDOWN_CREATE,
                Capability.PHOTO_UPLOAD,
                Capability.RECEIPT_SEE_OWN,
                Capability.TEARDOWN_SEE_OWN,
                Capability.DEVICE_ENROL,
                Capability.FIELD_SEND,
            }
        ),
        Role.ANALYST: frozenset(
            {
                Capability.TEARDOWN_SEE_ALL,
                Capability.READING_WRITE,
                Capability.IDENTIFICATION_WRITE,
                Capability.IDENTIFICATION_CONFIRM,
                Capability.PART_SEE,
                Capability.PART_ASK_OUTSIDE,
                Capability.CATALOGUE_CORRECT,
                Capability.TRACE_SEE,
                Capability.SCREENING_RUN,
                Capability.JOB_SEE,
                Capability.REQUEST_KEEP,
                Capability.MAKER_KEEP,
            }
        ),
        # Officers of one maker are peers: each may invite colleagues and end their access, and all of it is on record.
        Role.MAKER: frozenset(
            {
                Capability.MAKER_COME_IN,
                Capability.FINDING_SEE_OWN_BRANDS,
                Capability.REQUEST_SEE_OWN,
                Capability.ANSWER_WRITE_OWN,
                Capability.ALERT_MANAGE_OWN,
                Capability.ACT_SEE_OWN,
                Capability.OWN_PEOPLE_MANAGE,
            }
        ),
        Role.ENFORCEMENT: frozenset(
            {
                Capability.TEARDOWN_SEE_ALL,
                Capability.PART_SEE,
                Capability.PART_ASK_OUTSIDE,
                Capability.TRACE_SEE,
                Capability.SCREENING_RUN,
                Capability.TRADE_ORIGINAL_TAKE,
                Capability.LEDGER_SEE,
            }
        ),
        # An administrator keeps the house and does not read the evidence: job rows name objects, not content.
        Role.ADMIN: frozenset(
            {
                Capability.PEOPLE_MANAGE,
                Capability.MAKER_KEEP,
                Capability.JOB_SEE,
                Capability.JOB_RETRY,
                Capability.LEDGER_SEE,
                Capability.LEDGER_VERIFY,
                Capability.IMPORT_RUN,
            }
        ),
    }
)

# A maker's organisation holds makers only: an analyst in it would carry everybody's finds to one competitor.
ROLES_OF_KIND: Final[Mapping[OrganisationKind, frozenset[Role]]] = MappingProxyType(
    {
        OrganisationKind.FIELD_TEAM: frozenset({Role.FIELD}),
        OrganisationKind.LAB: frozenset({Role.ANALYST, Role.FIELD, Role.ADMIN}),
        OrganisationKind.MAKER: frozenset({Role.MAKER}),
        OrganisationKind.AGENCY: frozenset({Role.ENFORCEMENT, Role.ANALYST, Role.ADMIN}),
    }
)

# Asked for when CHIPTRAIL_REQUIRE_SECOND_FACTOR is on. Field teams are spared: gloves, cold, a shared phone;
# what their account can read is one organisation's own uploads.
SECOND_FACTOR_ROLES: Final[frozenset[Role]] = frozenset({Role.ANALYST, Role.MAKER, Role.ENFORCEMENT, Role.ADMIN})


class Scope(StrEnum):
    """What a token is for. There is none for administration: people are managed by people, in a browser."""

    UPLOAD = "upload"
    FIELD = "field"
    DEVICE = "device"
    ANALYST = "analyst"
    FINDINGS = "findings:read"
    REQUESTS = "requests:read"
    ANSWERS = "answers:write"
    WEBHOOKS = "webhooks"
    ACTS = "acts:read"
    EVIDENCE = "evidence"


SCOPES: Final[Mapping[Scope, frozenset[Capability]]] = MappingProxyType(
    {
        Scope.UPLOAD: frozenset({Capability.PHOTO_UPLOAD, Capability.RECEIPT_SEE_OWN}),
        # A phone is enrolled by a person in a browser, never by another key.
        Scope.FIELD: CAPABILITIES[Role.FIELD] - {Capability.DEVICE_ENROL},
        # A seized phone lists nothing: it sends, and hears of what it sent.
        Scope.DEVICE: frozenset({Capability.PHOTO_UPLOAD, Capability.RECEIPT_SEE_OWN, Capability.FIELD_SEND}),
        # Whom a maker speaks for is decided by people, in a browser.
        Scope.ANALYST: CAPABILITIES[Role.ANALYST] - {Capability.MAKER_KEEP},
        Scope.FINDINGS: frozenset({Capability.FINDING_SEE_OWN_BRANDS}),
        Scope.REQUESTS: frozenset({Capability.REQUEST_SEE_OWN}),
        Scope.ANSWERS: frozenset({Capability.REQUEST_SEE_OWN, Capability.ANSWER_WRITE_OWN}),
        Scope.WEBHOOKS: frozenset({Capability.ALERT_MANAGE_OWN}),
        Scope.ACTS: frozenset({Capability.ACT_SEE_OWN}),
        Scope.EVIDENCE: CAPABILITIES[Role.ENFORCEMENT],
    }
)

# A phone can be taken from someone's hands, so what it holds is worth little and not for long.
LONGEST_LIFE: Final[Mapping[Scope, timedelta]] = MappingProxyType(
    {scope: timedelta(days=365) for scope in Scope}
    | {Scope.UPLOAD: timedelta(days=90), Scope.FIELD: timedelta(days=90), Scope.DEVICE: timedelta(days=14)}
)

# All that the key of a phone still does when the phone is to be wiped: also after its end, also of somebody suspended.
# No role has it and no scope gives it.
TO_BE_WIPED: Final = frozenset({Capability.WIPE_HEAR})

# All that somebody may do whose organisation has not come in yet, or who has not agreed to the terms.
COMING_IN: Final = frozenset({Capability.MAKER_COME_IN})


def scopes_for(role: Role) -> tuple[Scope, ...]:
    """The scopes that a token of someone in this role may be issued with; that of a device comes by enrolment only."""
    return tuple(scope for scope in Scope if scope is not Scope.DEVICE and SCOPES[scope] <= CAPABILITIES[role])


def longest_life(scopes: Collection[Scope]) -> timedelta:
    """How long a token with these scopes may live at most."""
    return min((LONGEST_LIFE[scope] for scope in scopes), default=timedelta(0))


def capabilities_of(role: Role, scopes: Collection[Scope] | None) -> frozenset[Capability]:
    """What a role may do, narrowed by a token's scopes. `None` means no token; no scopes mean nothing."""
    if scopes is None:
        return CAPABILITIES[role]
    return CAPABILITIES[role] & frozenset().union(*(SCOPES[scope] for scope in scopes))
