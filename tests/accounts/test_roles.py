"""The capability table is whole, and a scope never gives more than some role has."""

from itertools import chain, combinations

import pytest

from accounts.models.organisation import KIND_LABELS, ROLE_LABELS
from accounts.roles import (
    CAPABILITIES,
    LONGEST_LIFE,
    ROLES_OF_KIND,
    SCOPES,
    SECOND_FACTOR_ROLES,
    TO_BE_WIPED,
    Capability,
    OrganisationKind,
    Role,
    Scope,
    capabilities_of,
    longest_life,
    scopes_for,
)

SCOPE_SETS = list(chain.from_iterable(combinations(Scope, n) for n in range(len(Scope) + 1)))


def test_every_role_scope_and_kind_stands_in_every_table() -> None:
    assert set(CAPABILITIES) == set(Role) == set(ROLE_LABELS)
    assert set(SCOPES) == set(Scope) == set(LONGEST_LIFE)
    assert set(ROLES_OF_KIND) == set(OrganisationKind) == set(KIND_LABELS)
    assert set(Role) >= SECOND_FACTOR_ROLES


def test_every_capability_belongs_to_somebody() -> None:
    assert frozenset().union(*CAPABILITIES.values()) | TO_BE_WIPED == set(Capability)
    assert not TO_BE_WIPED & frozenset().union(*CAPABILITIES.values(), *SCOPES.values())


def test_every_role_has_a_place() -> None:
    assert frozenset().union(*ROLES_OF_KIND.values()) == set(Role)


def test_a_makers_organisation_holds_nobody_who_sees_other_brands() -> None:
    assert ROLES_OF_KIND[OrganisationKind.MAKER] == {Role.MAKER}
    own = {one for one in Capability if "own" in one.replace("_", ".").split(".")}
    assert CAPABILITIES[Role.MAKER] <= own | {Capability.MAKER_COME_IN}


def test_administrators_see_no_evidence() -> None:
    evidence = {
        Capability.TEARDOWN_SEE_ALL,
        Capability.TEARDOWN_SEE_OWN,
        Capability.PART_SEE,
        Capability.TRACE_SEE,
        Capability.FINDING_SEE_OWN_BRANDS,
        Capability.READING_WRITE,
    }
    assert not CAPABILITIES[Role.ADMIN] & evidence


def test_enforcement_reads_and_never_writes() -> None:
    assert not any(
        name.endswith((".write", ".create", ".confirm", ".upload")) for name in CAPABILITIES[Role.ENFORCEMENT]
    )


def test_no_token_administers() -> None:
    beyond = CAPABILITIES[Role.ADMIN] - CAPABILITIES[Role.ANALYST] - CAPABILITIES[Role.ENFORCEMENT]
    assert not frozenset().union(*SCOPES.values()) & beyond
    assert scopes_for(Role.ADMIN) == ()


def test_people_are_let_in_and_brands_are_granted_by_people_in_a_browser() -> None:
    by_people = {Capability.MAKER_COME_IN, Capability.MAKER_KEEP, Capability.OWN_PEOPLE_MANAGE}
    assert not frozenset().union(*SCOPES.values()) & by_people


def test_a_token_that_reads_findings_answers_nothing() -> None:
    assert capabilities_of(Role.MAKER, [Scope.FINDINGS]) == {Capability.FINDING_SEE_OWN_BRANDS}
    assert Capability.ANSWER_WRITE_OWN not in capabilities_of(Role.MAKER, [Scope.REQUESTS])


def test_an_upload_token_uploads_and_reads_its_receipt() -> None:
    assert capabilities_of(Role.FIELD, [Scope.UPLOAD]) == {
        Capability.PHOTO_UPLOAD,
        Capability.RECEIPT_SEE_OWN,
    }


def test_the_key_of_a_phone_sends_and_lists_nothing() -> None:
    assert capabilities_of(Role.FIELD, [Scope.DEVICE]) == {
        Capability.PHOTO_UPLOAD,
        Capability.RECEIPT_SEE_OWN,
        Capability.FIELD_SEND,
    }
    assert longest_life([Scope.DEVICE]).days == 14
    assert all(Scope.DEVICE not in scopes_for(role) for role in Role)


def test_no_key_enrols_a_phone() -> None:
    assert not any(Capability.DEVICE_ENROL in given for given in SCOPES.values())


@pytest.mark.parametrize("role", Role)
def test_scopes_narrow_and_never_widen(role: Role) -> None:
    for scopes in SCOPE_SETS:
        given = capabilities_of(role, scopes)
        assert given <= CAPABILITIES[role]
        assert given <= frozenset().union(*(SCOPES[scope] for scope in scopes))
    assert capabilities_of(role, []) == frozenset()
    assert capabilities_of(role, None) == CAPABILITIES[role]


def test_the_shortest_scope_sets_the_life() -> None:
    assert longest_life([Scope.UPLOAD, Scope.ANALYST]) == LONGEST_LIFE[Scope.UPLOAD]
    assert not longest_life([])
