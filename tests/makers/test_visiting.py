"""What is new to whom, and the filters that somebody keeps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import OrganisationKind, Role
from makers.finding_problems import FilterNameMissing, TooManyFilters
from makers.models import FindingVisit, SavedFilter
from makers.operations import visiting
from makers.operations.visiting import AWAY, NEW_FOR, forget_filter, save_filter, visited
from makers.queries.finding_filters import saved_filters
from problems import NotAllowed, NotFound
from tests.factories.accounts import make_organisation, make_principal

pytestmark = pytest.mark.django_db


def ago(**spent):
    """Let the last visit be so long ago."""
    FindingVisit.objects.update(last_at=timezone.now() - timedelta(**spent))


def test_new_is_what_came_since_the_visit_before_this_one():
    officer = make_principal(Role.MAKER)
    assert visited(principal=officer) <= timezone.now() - NEW_FOR
    ago(days=3)
    left = FindingVisit.objects.get().last_at
    assert visited(principal=officer) == left
    ago(minutes=10)
    assert visited(principal=officer) == left, "still the same visit"
    assert timezone.now() - FindingVisit.objects.get().last_at < timedelta(minutes=1)
    ago(seconds=AWAY.total_seconds() + 60)
    assert visited(principal=officer) > left


def test_colleagues_visit_for_themselves():
    house = make_organisation(OrganisationKind.MAKER)
    one, other = (make_principal(Role.MAKER, organisation=house) for _each in range(2))
    visited(principal=one)
    ago(days=2)
    visited(principal=one)
    assert visited(principal=other) <= timezone.now() - NEW_FOR
    assert FindingVisit.objects.count() == 2


def test_a_filter_is_kept_replaced_and_forgotten_by_its_owner_alone():
    officer, stranger = make_principal(Role.MAKER), make_principal(Role.MAKER)
    save_filter(principal=officer, name="  lot  of May ", question={"lot": "1"})
    kept = save_filter(principal=officer, name="lot of May", question={"lot": "2 3", "new": "on"})
    assert [(one.name, one.address) for one in saved_filters(officer)] == [("lot of May", "lot=2+3&new=on")]
    assert saved_filters(stranger) == ()
    with pytest.raises(NotFound):
        forget_filter(principal=stranger, public_id=kept.public_id)
    forget_filter(principal=officer, public_id=kept.public_id)
    assert not SavedFilter.objects.exists()


def test_what_cannot_be_kept_is_said(monkeypatch):
    officer = make_principal(Role.MAKER)
    for nameless in ("", "   ", "a\x00b"):
        with pytest.raises(FilterNameMissing):
            save_filter(principal=officer, name=nameless, question={})
    monkeypatch.setattr(visiting, "MOST_FILTERS", 1)
    save_filter(principal=officer, name="one", question={})
    save_filter(principal=officer, name="one", question={"lot": "1"})
    with pytest.raises(TooManyFilters):
        save_filter(principal=officer, name="two", question={})
    with pytest.raises(NotAllowed):
        save_filter(principal=make_principal(Role.ANALYST), name="x", question={})
