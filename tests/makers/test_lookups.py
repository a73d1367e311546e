"""No parameter of a list that is open to makers reaches the ORM: only names on a list of ours pass."""

from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import resolve
from rest_framework.request import Request

from accounts.roles import OrganisationKind, Role
from api.problems import UnknownParameter
from api.views import Door
from tests.authorisation.expected import ROUTES
from tests.authorisation.routes import all_routes
from tests.authorisation.walk import address
from tests.authorisation.world import World
from tests.factories.accounts import make_organisation, make_user
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding
from web.forms.findings import FindingForm

AT_ONCE = 900
SOME = 150
"""Names that each door is asked with; that no other passes follows from its list, which is looked at whole."""
ALLOWED = {
    "api:manufacturer:findings": {
        *("limit", "cursor", "part_number", "date_code", "lot", "text", "weapon_model", "brand"),
        *("made_from", "made_to", "found_from", "found_to", "opened_since"),
    },
}
FORM = {
    *("part_number", "date_code", "lot", "brand", "weapon_model", "made_from", "made_to", "found_from", "found_to"),
    *("new", "q"),
}
API = [
    name
    for name, route in ROUTES.items()
    if name.startswith("api:manufacturer:") and "GET" in route.doors and name in all_routes()
]


@cache
def names() -> tuple[str, ...]:
    """Every field of every model, alone, with each of its lookups, and through each relation one step further."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            found.add(field.name)
            if hasattr(field, "get_lookups"):
                found |= {f"{field.name}__{lookup}" for lookup in field.get_lookups()}
            if field.is_relation and field.related_model:
                found |= {f"{field.name}__{far.name}" for far in field.related_model._meta.get_fields()}
    return tuple(sorted(found))


def doors() -> Iterator[tuple[str, type[Door]]]:
    """The views of the makers' API that answer GET."""
    things = dict.fromkeys((thing for route in ROUTES.values() for thing in route.kwargs.values()), "1")
    anything = World({}, {}, things | dict.fromkeys(things, "00000000-0000-4000-8000-000000000000"))
    for name in API:
        view = resolve(address(name, ROUTES[name], anything)).func.view_class  # type: ignore[attr-defined]
        if issubclass(view, Door):
            yield name, view


def test_there_is_something_to_try() -> None:
    assert len(names()) > 5000
    assert "identification__component" in names() and "brand__slug" in names() and "withdrawn_at__isnull" in names()
    assert len(list(doors())) >= 7


def test_the_api_takes_no_field_of_any_model_but_those_on_the_list() -> None:
    request = RequestFactory().get("/")
    for name, view in doors():
        allowed = set(view.query().fields)
        assert not any("__" in one for one in allowed), name
        assert allowed == ALLOWED.get(name, allowed), name
        door, asked = view(), Request(request)
        for one in names()[:: len(names()) // SOME]:
            if one in allowed:
                continue
            asked._request.GET = QueryDict(f"{one}=1")
            with pytest.raises(UnknownParameter):
                door._parameters(asked)


@pytest.mark.django_db
def test_the_page_does_not_heed_them() -> None:
    brand, organisation = make_maker("Analog Devices"), make_organisation(OrganisationKind.MAKER)
    represent(organisation, brand)
    make_finding("AD9361BBCZ", brand)
    client = Client()
    client.force_login(make_user(Role.MAKER, organisation=organisation))
    tried = [one for one in names() if one not in FORM]
    for start in range(0, len(tried), AT_ONCE):
        query = "&".join(f"{one}=nothing" for one in tried[start : start + AT_ONCE])
        answer = client.get(f"/findings/?{query}")
        assert answer.status_code == 200
        assert answer.context["counted"].fitting == len(answer.context["window"].rows) == 1


def test_the_form_of_the_page_takes_no_other_names() -> None:
    assert set(FindingForm.base_fields) == FORM
    assert not any("__" in name for name in FORM)
