"""One chip on two photos: joined by a person, read together, and parted again without a trace lost."""

import pytest

from accounts.roles import Role
from custody.queries import history
from custody.verify import ledger_faults
from problems import NotAllowed
from teardowns.models import Component, Decision, Identification, Marking, Reading, Release, Standing
from teardowns.operations.identifying import confirm, mark_illegible, reject
from teardowns.operations.joining import join_components, part_components
from teardowns.operations.opening import describe_component
from teardowns.operations.reading import write_reading
from teardowns.operations.resolving import propose
from teardowns.problems import JoinedMeanwhile, JudgementsDiffer, NotJoined, OtherTeardown, SameComponent
from teardowns.queries.judgements import current_identification, standing_judgements, waiting_for_analyst
from teardowns.queries.page_teardown import bill_of_materials, tree
from teardowns.queries.page_work import counted_teardowns
from teardowns.queries.visible import component_for, components_for
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_confirmed, make_photo, make_proposal, make_reading, make_teardown
from tests.racing import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_principal(Role.ANALYST)


@pytest.fixture
def photos():
    teardown = make_teardown()
    return make_photo(teardown), make_photo(teardown)


def proposed(lines, photo):
    return propose(make_reading(lines, photo))


@pytest.fixture
def pair(photos):
    """The same chip, sharp on the first photo and half read on the second."""
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    return (
        proposed(["AD9361BBCZ", "2147"], photos[0]).component,
        proposed(["ANALOG DEVICES", "AD9361BB"], photos[1]).component,
    )


def best(component):
    return current_identification(component).candidates[0]


def codes(candidate):
    return [reason["code"] for reason in candidate["reasons"]]


def actions(component):
    return [entry.action for entry in history("component", str(component.public_id))]


def test_joining_moves_the_markings_keeps_all_and_proposes_over_both_photos(analyst, pair):
    component, other = pair
    alone = best(component)["score"]
    assert join_components(principal=analyst, component=component, other=other) == component
    other.refresh_from_db()
    assert (other.joined_into, Component.objects.count(), Reading.objects.count()) == (component, 2, 2)
    assert component.markings.count() == 2 and not other.markings.exists()
    assert [marking.found_as for marking in component.markings.all()] == [None, other]
    now = current_identification(component)
    assert (now.standing, now.decision, now.part_number) == (Standing.PROPOSED, Decision.IDENTIFIED, "AD9361BBCZ")
    assert best(component)["score"] > alone and "seen_on_several_photos" in codes(best(component))
    assert now.reading.marking.photo == component.markings.first().photo, "on the photo that shows it best"
    assert now.supersedes.component == component
    assert actions(component)[-2:] == ["component.joined", "identification.proposed"]
    assert actions(other) == ["identification.proposed", "component.joined"]
    assert list(ledger_faults()) == []


def test_a_joined_chip_is_no_chip_of_its_own_any_more(analyst, pair):
    component, other = pair
    join_components(principal=analyst, component=component, other=other)
    assert list(components_for(analyst)) == [component]
    assert component_for(analyst, other.public_id) == other, "its history can still be opened"
    assert [one.component for one in standing_judgements(analyst)] == [component]
    assert [one.component for one in waiting_for_analyst(analyst)] == [component]
    assert [row.component for row in bill_of_materials(component.teardown)] == [component]
    assert vars(counted_teardowns(analyst).get())["chips"] == 1
    assert all(branch.components <= 1 for branch in tree(component.teardown))


def test_photos_that_disagree_leave_it_to_a_person(analyst, photos):
    maker = make_maker("Analog Devices")
    one, other = make_proposal("AD9361BBCZ", maker, photos[0]), make_proposal("ADF4351BCPZ", maker, photos[1])
    assert one.decision == other.decision == Decision.IDENTIFIED
    joined = join_components(principal=analyst, component=one.component, other=other.component)
    now = current_identification(joined)
    assert (now.decision, now.part_number) == (Decision.AMBIGUOUS, "")
    assert {found["part_number"] for found in now.candidates[:2]} == {"AD9361BBCZ", "ADF4351BCPZ"}
    assert all("other_photo_says" in codes(found) for found in now.candidates[:2])


def test_markings_of_one_photo_are_one_witness(analyst, photos):
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    one, other = proposed(["AD9361BBCZ"], photos[0]), proposed(["AD9361BBCZ"], photos[0])
    joined = join_components(principal=analyst, component=one.component, other=other.component)
    assert best(joined)["score"] == one.candidates[0]["score"]
    assert "seen_on_several_photos" not in codes(best(joined))


def test_joining_twice_is_joining_once(analyst, pair):
    component, other = pair
    join_components(principal=analyst, component=component, other=other)
    told, judged = len(actions(component)), Identification.objects.count()
    assert join_components(principal=analyst, component=component, other=other) == component
    assert join_components(principal=analyst, component=other, other=component) == component
    assert (len(actions(component)), Identification.objects.count()) == (told, judged)


def test_parting_gives_back_what_each_had(analyst, pair):
    component, other = pair
    before = best(component), best(other)
    join_components(principal=analyst, component=component, other=other)
    parted = part_components(principal=analyst, component=component, other=other)
    assert (parted, parted.joined_into, parted.joined_at) == (other, None, None)
    assert [one.markings.count() for one in pair] == [1, 1]
    assert not Marking.objects.filter(found_as__isnull=False).exists()
    assert (best(component), best(other)) == before
    assert actions(component)[-2:] == ["component.parted", "identification.proposed"]
    assert actions(other)[-2:] == ["component.parted", "identification.proposed"]
    assert [one.component for one in waiting_for_analyst(analyst)] == [component, other]
    with pytest.raises(NotJoined):
        part_components(principal=analyst, component=component, other=other)
    join_components(principal=analyst, component=component, other=other)
    assert "seen_on_several_photos" in codes(best(component)), "and joined once more"


def test_a_third_photo_joins_both_and_each_parts_by_itself(analyst, photos, pair):
    component, other = pair
    third = proposed(["AD9361BBCZ"], make_photo(component.teardown)).component
    join_components(principal=analyst, component=component, other=other)
    join_components(principal=analyst, component=third, other=component)
    other.refresh_from_db()
    assert other.joined_into == third and third.markings.count() == 3
    assert {
        reason["params"]["count"] for reason in best(third)["reasons"] if reason["code"] == "seen_on_several_photos"
    } == {"3"}
    part_components(principal=analyst, component=third, other=other)
    assert [one.markings.count() for one in (component, other, third)] == [0, 1, 2]


def test_what_cannot_be_one_chip_is_refused(analyst, pair):
    component, other = pair
    stranger = make_proposal().component
    with pytest.raises(SameComponent):
        join_components(principal=analyst, component=component, other=component)
    with pytest.raises(OtherTeardown):
        join_components(principal=analyst, component=component, other=stranger)
    with pytest.raises(NotJoined):
        part_components(principal=analyst, component=component, other=other)
    join_components(principal=analyst, component=component, other=other)
    third = proposed(["AD9361BBCZ"], make_photo(component.teardown)).component
    with pytest.raises(JoinedMeanwhile):
        join_components(principal=analyst, component=third, other=other)


def test_only_analysts_join_and_part(pair):
    for role in set(Role) - {Role.ANALYST}:
        someone = make_principal(role)
        for act in (join_components, part_components):
            with pytest.raises(NotAllowed):
                act(principal=someone, component=pair[0], other=pair[1])


def test_a_joined_chip_is_not_judged_by_itself(analyst, pair):
    component, other = pair
    marking = other.markings.get()
    join_components(principal=analyst, component=component, other=other)
    with pytest.raises(JoinedMeanwhile):
        confirm(principal=analyst, component=other)
    with pytest.raises(JoinedMeanwhile):
        write_reading(principal=analyst, marking=marking, lines=["AD9361"])
    describe_component(principal=analyst, component=other, designator="U9")
    other.refresh_from_db()
    assert other.joined_into == component, "a stale row does not part what was joined"


@pytest.mark.parametrize("swapped", [False, True])
def test_a_person_s_word_stands_whichever_way_it_is_joined(analyst, photos, swapped):
    judged = make_confirmed(photo=photos[0], analyst=analyst)
    other = proposed(["AD9361BBC"], photos[1]).component
    ends = (other, judged.component) if swapped else (judged.component, other)
    assert join_components(principal=analyst, component=ends[0], other=ends[1]) == judged.component
    assert current_identification(judged.component) == judged
    assert Release.objects.get().withdrawn_at is None
    part_components(principal=analyst, component=judged.component, other=other)
    assert current_identification(judged.component) == judged


def test_a_photo_that_nobody_could_read_joins_the_better_one(analyst, photos):
    blurred, sharp = make_proposal(photo=photos[0]), make_proposal(photo=photos[1])
    mark_illegible(principal=analyst, component=blurred.component)
    kept = join_components(principal=analyst, component=blurred.component, other=sharp.component)
    assert kept == sharp.component
    assert current_identification(kept).standing == Standing.PROPOSED
    confirm(principal=analyst, component=kept)
    assert Release.objects.count() == 1


def test_judgements_that_differ_are_settled_first(analyst, photos):
    maker = make_maker("Analog Devices")
    one = make_confirmed("AD9361BBCZ", maker, photo=photos[0], analyst=analyst)
    other = make_proposal("ADF4351BCPZ", maker, photos[1])
    with pytest.raises(JudgementsDiffer) as refusal:
        join_components(principal=analyst, component=one.component, other=other.component)
    assert "AD9361BBCZ is judged on the one, ADF4351BCPZ on the other" in str(refusal.value)
    reject(principal=analyst, component=other.component)
    with pytest.raises(JudgementsDiffer) as refusal:
        join_components(principal=analyst, component=one.component, other=other.component)
    assert "no part on the other" in str(refusal.value)
    confirm(principal=analyst, component=other.component, part_number="AD9361BBCZ", manufacturer=maker.name)
    join_components(principal=analyst, component=one.component, other=other.component)


def test_one_chip_is_one_finding_and_two_again_when_parted(analyst, photos):
    one, other = (make_confirmed(photo=photo, analyst=analyst) for photo in photos)
    join_components(principal=analyst, component=one.component, other=other.component)
    assert list(Release.objects.filter(withdrawn_at__isnull=True)) == [one.release]
    assert actions(other.component)[-2:] == ["component.joined", "finding.withdrawn"]
    part_components(principal=analyst, component=one.component, other=other.component)
    assert Release.objects.filter(withdrawn_at__isnull=True).count() == 2
    assert current_identification(other.component) == other
    assert actions(other.component)[-2:] == ["component.parted", "finding.released"]


def test_what_was_judged_on_a_photo_that_leaves_is_judged_anew(analyst, pair):
    component, other = pair
    join_components(principal=analyst, component=component, other=other)
    typed = write_reading(principal=analyst, marking=other.markings_lent.get(), lines=["AD9361BBCZ"])
    judged = confirm(principal=analyst, component=component)
    assert judged.reading == typed
    part_components(principal=analyst, component=component, other=other)
    now = current_identification(component)
    assert (now.standing, now.supersedes, now.reading.marking.component) == (Standing.PROPOSED, judged, component)
    assert Release.objects.get().withdrawn_at is not None
    assert current_identification(other).reading == typed


def test_a_correction_on_one_photo_is_weighed_with_the_other(analyst, pair):
    component, other = pair
    make_part("ADF4351BCPZ", make_maker("Analog Devices"))
    join_components(principal=analyst, component=component, other=other)
    typed = write_reading(principal=analyst, marking=other.markings_lent.get(), lines=["ADF4351BCPZ"])
    now = current_identification(component)
    assert (now.reading, now.decision) == (typed, Decision.AMBIGUOUS)
    assert propose(typed) == now, "made once"


def test_a_late_proposal_for_a_chip_that_was_joined_meanwhile_goes_to_the_one_that_stands(analyst, photos):
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    first = proposed(["AD9361BBCZ"], photos[0])
    late = make_reading(["AD9361BBCZ"], photos[1])
    listed = Reading.objects.select_related("marking__component").get(pk=late.pk)
    join_components(principal=analyst, component=first.component, other=late.marking.component)
    made = propose(listed)
    assert made.component == first.component
    assert current_identification(first.component) == made
    assert not late.marking.component.identifications.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_join_the_same_pair_at_once_join_it_once(analyst, pair):
    component, other = pair
    raised = together(
        lambda: join_components(principal=analyst, component=component, other=other),
        lambda: join_components(principal=analyst, component=other, other=component),
    )
    assert raised == [None, None]
    kept = components_for(analyst).get()
    assert kept.markings.count() == 2 and actions(kept).count("component.joined") == 1
    assert list(ledger_faults()) == []
