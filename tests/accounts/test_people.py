"""Users, organisations and memberships: what is done, what is refused, and that all of it is logged."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import operations, problems, queries
from accounts.models import AccountEvent, ApiToken, Membership, User
from accounts.operations.log import record
from accounts.roles import OrganisationKind, Role
from tests.factories.accounts import ACTOR, PASSWORD, make_organisation, make_token, make_user

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AccountEvent.objects.values_list("action", flat=True))


def test_a_user_is_found_by_email_in_any_case() -> None:
    user = make_user(None, email="O.Marchenko@Lab.Example")
    assert user.email == "o.marchenko@lab.example"
    assert User.objects.get_by_natural_key("O.MARCHENKO@LAB.EXAMPLE") == user
    assert str(user) == user.email and user.get_full_name() == user.name
    with pytest.raises(problems.EmailTaken):
        make_user(None, email="o.marchenko@LAB.example")


def test_the_database_refuses_a_second_case_of_one_email() -> None:
    make_user(None, email="one@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ONE@example.org", name="x")])


def test_weak_passwords_are_refused_and_nobody_is_made() -> None:
    with pytest.raises(ValidationError):
        operations.create_user(email="a@example.org", name="A", password="password", actor=ACTOR)
    assert not User.objects.exists()
    assert actions() == []


@pytest.mark.parametrize("kind", OrganisationKind)
@pytest.mark.parametrize("role", Role)
def test_roles_fit_kinds(kind: OrganisationKind, role: Role) -> None:
    allowed = {
        (OrganisationKind.FIELD_TEAM, Role.FIELD),
        (OrganisationKind.LAB, Role.ANALYST),
        (OrganisationKind.LAB, Role.FIELD),
        (OrganisationKind.LAB, Role.ADMIN),
        (OrganisationKind.MAKER, Role.MAKER),
        (OrganisationKind.AGENCY, Role.ENFORCEMENT),
        (OrganisationKind.AGENCY, Role.ANALYST),
        (OrganisationKind.AGENCY, Role.ADMIN),
    }
    organisation, user = make_organisation(kind), make_user(None)
    if (kind, role) in allowed:
        assert operations.add_member(user=user, organisation=organisation, role=role, actor=ACTOR).role == role
    else:
        with pytest.raises(problems.RoleDoesNotFit):
            operations.add_member(user=user, organisation=organisation, role=role, actor=ACTOR)


def test_one_person_one_organisation() -> None:
    user = make_user(Role.FIELD)
    with pytest.raises(problems.AlreadyMember):
        operations.add_member(user=user, organisation=make_organisation(), role=Role.FIELD, actor=ACTOR)


def test_unknown_words_are_refused() -> None:
    with pytest.raises(problems.UnknownChoice):
        operations.create_organisation(name="X", kind="circus", actor=ACTOR)
    with pytest.raises(problems.UnknownChoice):
        operations.add_member(user=make_user(None), organisation=make_organisation(), role="king", actor=ACTOR)
    with pytest.raises(problems.UnknownChoice):
        operations.set_preferred_language(user=make_user(None), language="ru")
    make_organisation(name="Taken")
    with pytest.raises(problems.OrganisationNameTaken):
        make_organisation(name="taken ")


def test_leaving_ends_tokens_for_good() -> None:
    user = make_user(Role.FIELD)
    organisation = Membership.objects.get(user=user).organisation
    secret = make_token(user)
    operations.remove_member(user=user, reason="moved away", actor=ACTOR)
    assert operations.authenticate_token(secret) is None
    operations.add_member(user=user, organisation=organisation, role=Role.FIELD, actor=ACTOR)
    assert operations.authenticate_token(secret) is None
    with pytest.raises(problems.NotMember):
        operations.remove_member(user=make_user(None), reason="x", actor=ACTOR)


def test_suspension_needs_a_reason_and_is_logged_with_it() -> None:
    user = make_user(Role.FIELD)
    with pytest.raises(problems.ReasonMissing):
        operations.suspend_user(user=user, reason="  ", actor=ACTOR)
    suspended = operations.suspend_user(user=user, reason="phone was taken", actor=ACTOR)
    assert suspended.suspended and suspended.suspended_at
    assert suspended.suspension_reason == "phone was taken"
    event = AccountEvent.objects.latest("id")
    assert (event.action, event.details, event.actor) == ("user.suspended", {"reason": "phone was taken"}, ACTOR)
    with pytest.raises(problems.AlreadySuspended):
        operations.suspend_user(user=user, reason="again", actor=ACTOR)
    restored = operations.restore_user(user=user, actor=ACTOR)
    assert not restored.suspended and restored.suspended_at is None
    with pytest.raises(problems.NotSuspended):
        operations.restore_user(user=user, actor=ACTOR)
    assert not ApiToken.objects.filter(user=user, revoked_at__isnull=True).exists()


def test_the_last_administrator_stays() -> None:
    first = make_user(Role.ADMIN)
    for act in (operations.suspend_user, operations.remove_member):
        with pytest.raises(problems.LastAdministrator):
            act(user=first, reason="goes", actor=ACTOR)
    with pytest.raises(problems.LastAdministrator):
        operations.change_role(user=first, role=Role.ANALYST, actor=ACTOR)
    second = make_user(Role.ADMIN)
    operations.suspend_user(user=first, reason="goes", actor=ACTOR)
    with pytest.raises(problems.LastAdministrator):
        operations.suspend_user(user=second, reason="goes too", actor=ACTOR)


def test_a_changed_role_counts_at_once() -> None:
    user = make_user(Role.ENFORCEMENT)
    secret = make_token(user)
    operations.change_role(user=user, role=Role.ANALYST, actor=ACTOR)
    owner = operations.authenticate_token(secret)
    assert owner is not None
    principal = queries.principal_for(owner)
    assert principal.role == Role.ANALYST
    assert not any(c.endswith((".write", ".confirm")) for c in principal.capabilities)
    with pytest.raises(problems.RoleDoesNotFit):
        operations.change_role(user=user, role=Role.FIELD, actor=ACTOR)


def test_an_event_stands_or_falls_with_its_act() -> None:
    before = len(actions())
    with pytest.raises(RuntimeError), transaction.atomic():
        make_user(Role.FIELD)
        raise RuntimeError
    assert len(actions()) == before
    with pytest.raises(problems.EmailTaken):
        make_user(None, email=make_user(None).email)


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(action="x", actor=ACTOR, subject_type="user", subject_id=make_user(None).public_id)


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_accountevent SET actor = 'x'", "DELETE FROM accounts_accountevent"]
)
def test_the_log_cannot_be_changed(statement: str) -> None:
    make_user(None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_lost_second_factor_can_be_removed_by_another() -> None:
    user = make_user(Role.ANALYST)
    generation = user.session_generation
    assert operations.reset_second_factor(user=user, reason="phone lost", actor=ACTOR) == 0
    user.refresh_from_db()
    assert user.session_generation == generation + 1


def test_an_invitation_is_logged_and_not_for_the_suspended() -> None:
    user = make_user(Role.FIELD)
    assert "/password/reset/key/" in operations.invite(user=user, actor=ACTOR)
    assert AccountEvent.objects.latest("id").action == "user.invited"
    operations.suspend_user(user=user, reason="r", actor=ACTOR)
    with pytest.raises(problems.Suspended):
        operations.invite(user=user, actor=ACTOR)


def test_the_people_page_lists_what_it_needs() -> None:
    user = make_user(Role.ANALYST, name="Olena Marchenko", password=PASSWORD)
    make_token(user)
    make_user(None, email="nobody@example.org")
    row = next(r for r in queries.people() if r.email == user.email)
    assert (row.name, row.role, row.live_tokens, row.second_factor) == ("Olena Marchenko", Role.ANALYST, 1, False)
    assert [r.email for r in queries.people(search="MARCHENKO")] == [user.email]
    assert next(r for r in queries.people() if r.email == "nobody@example.org").role is None
    (organisation,) = queries.organisations()
    assert (organisation.kind, organisation.members) == (OrganisationKind.LAB, 1)
    (token,) = queries.tokens(user=user)
    assert token.state == "live"
    operations.revoke_token(token=queries.get_token(token.public_id), actor=ACTOR)
    assert [t.state for t in queries.tokens()] == ["revoked"]
    assert queries.get_user(user.public_id) == user
    assert queries.get_organisation(organisation.public_id).name == organisation.name
