"""A maker's answers do not depend on what others have: byte for byte, on every route that is open to makers."""

import logging
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from makers.models import TraceRequest
from provenance.models import Party
from teardowns.models import Release
from tests.authorisation.world import World, build
from tests.makers.others import crowd
from tests.makers.two_worlds import ACTORS, Answered, everything, for_a_moment, own_event, own_findings
from tests.makers.working import work_off
from tests.rows import kept_for_long

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Hundreds of refusals are not worth a line each."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of everything."""
    with kept_for_long(django_db_blocker, build) as built:
        yield built


@pytest.mark.parametrize("actor", ACTORS)
def test_every_answer_is_byte_equal_with_and_without_everybody_else(world: World, actor: str) -> None:
    brand = Party.objects.get(slug="analog-devices")
    own_findings(brand)
    own = Release.objects.get(public_id=world.things["finding"])
    photo = own.identification.reading.marking.photo
    asked = TraceRequest.objects.get(public_id=world.things["answered_request"])
    work_off()
    with for_a_moment():
        others = crowd([asked], photo)
        own_event(world)
        crowded = everything(world, actor, others)
    own_event(world)
    alone = everything(world, actor, others)
    assert crowded.keys() == alone.keys()
    different = [key for key in alone if crowded[key] != alone[key]]
    assert not different, _shown(different[0], crowded, alone, len(different))
    assert {status for status, _body, _headers in alone.values()} >= (
        {200, 404, 422} if actor == "maker" else {200, 400, 404}
    )
    tagged = [path for path, (_status, _body, headers) in alone.items() if "ETag" in dict(headers)]
    assert len(tagged) > 20


def _shown(key: str, crowded: dict[str, Answered], alone: dict[str, Answered], count: int) -> str:
    """The first difference, near where it is."""
    one, other = crowded[key], alone[key]
    if one[0] != other[0] or one[2] != other[2]:
        return f"{count} differ, first {key}: {one[0], one[2]} / {other[0], other[2]}"
    place = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), 0)
    return f"{count} differ, first {key}: {one[1][place - 80 : place + 80]!r} / {other[1][place - 80 : place + 80]!r}"
