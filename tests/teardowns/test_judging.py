import pytest

from accounts.roles import Role
from custody.queries import history
from problems import NotAllowed
from teardowns.models import Identification, Reading, Release, Standing
from teardowns.operations.identifying import confirm, mark_illegible, reject
from teardowns.operations.reading import write_reading
from teardowns.operations.releasing import withdraw
from teardowns.problems import BadText, JudgedMeanwhile, NoSuchCandidate, NotWithdrawable, UnknownMaker
from teardowns.queries.judgements import current_identification, current_reading, waiting_for_analyst
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_confirmed, make_finding, make_proposal, make_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_principal(Role.ANALYST)


def test_a_machine_s_word_releases_nothing():
    make_proposal()
    assert Release.objects.count() == 0


def test_confirming_the_first_candidate_supersedes_releases_and_is_told(analyst):
    proposal = make_proposal()
    judged = confirm(principal=analyst, component=proposal.component)
    assert (judged.part_number, judged.standing, judged.author) == ("AD9361BBCZ", Standing.CONFIRMED, analyst.user)
    assert judged.supersedes == proposal
    assert current_identification(proposal.component) == judged
    assert Release.objects.get().identification == judged
    actions = [entry.action for entry in history("component", str(proposal.component.public_id))]
    assert actions == ["identification.proposed", "identification.confirmed", "finding.released"]


def test_confirming_twice_is_one_judgement(analyst):
    proposal = make_proposal()
    first = confirm(principal=analyst, component=proposal.component)
    assert confirm(principal=analyst, component=proposal.component) == first
    assert Release.objects.count() == 1


def test_a_judgement_of_something_else_than_what_was_seen_is_refused(analyst):
    proposal = make_proposal()
    confirm(principal=analyst, component=proposal.component)
    with pytest.raises(JudgedMeanwhile):
        reject(principal=analyst, component=proposal.component, seen=str(proposal.public_id))


def test_a_part_of_one_s_own_needs_a_maker_that_is_known(analyst):
    proposal = make_proposal()
    with pytest.raises(UnknownMaker):
        confirm(principal=analyst, component=proposal.component, part_number="X1", manufacturer="Nobody Inc")
    make_maker("Texas Instruments")
    judged = confirm(
        principal=analyst, component=proposal.component, part_number="X1", manufacturer="texas instruments"
    )
    assert (judged.part_number, judged.manufacturer.name, judged.catalogued) == ("X1", "Texas Instruments", False)


@pytest.mark.parametrize("number", [-1, 99])
def test_a_candidate_that_was_not_offered_cannot_be_taken(analyst, number):
    with pytest.raises(NoSuchCandidate):
        confirm(principal=analyst, component=make_proposal().component, candidate=number)


def test_changing_one_s_mind_takes_the_finding_back(analyst):
    confirmed = make_confirmed(analyst=analyst)
    reject(principal=analyst, component=confirmed.component, note="wrong photo")
    confirmed.release.refresh_from_db()
    assert confirmed.release.withdrawn_at is not None
    assert current_identification(confirmed.component).standing == Standing.REJECTED
    assert Identification.objects.count() == 3, "nothing is overwritten"


def test_illegible_is_an_answer(analyst):
    proposal = make_proposal()
    assert mark_illegible(principal=analyst, component=proposal.component).standing == Standing.ILLEGIBLE
    assert not waiting_for_analyst(analyst).exists()


def test_only_analysts_judge():
    proposal = make_proposal()
    for role in set(Role) - {Role.ANALYST}:
        someone = make_principal(role)
        with pytest.raises(NotAllowed):
            confirm(principal=someone, component=proposal.component)
        with pytest.raises(NotAllowed):
            write_reading(principal=someone, marking=proposal.reading.marking, lines=["X"])
        assert not waiting_for_analyst(someone).exists()


def test_a_typed_reading_supersedes_and_is_resolved_anew(analyst):
    machine = make_proposal("AD9361BBCZ").reading
    make_part("STM32F405RGT6", make_maker("STMicroelectronics"))
    typed = write_reading(principal=analyst, marking=machine.marking, lines=["STM32F405RGT6"])
    machine.refresh_from_db()
    assert machine.texts == ["AD9361BBCZ", "#2147"], "the machine's reading is untouched"
    assert current_reading(machine.marking) == typed
    assert current_identification(machine.marking.component).part_number == "STM32F405RGT6"


def test_correcting_a_confirmed_reading_takes_the_finding_back(analyst):
    confirmed = make_confirmed(analyst=analyst)
    write_reading(principal=analyst, marking=confirmed.reading.marking, lines=["QQQQ"])
    confirmed.release.refresh_from_db()
    assert confirmed.release.withdrawn_at is not None


def test_a_reading_of_something_else_than_what_was_seen_is_refused(analyst):
    machine = make_reading()
    write_reading(principal=analyst, marking=machine.marking, lines=["AD9361"])
    with pytest.raises(JudgedMeanwhile):
        write_reading(principal=analyst, marking=machine.marking, lines=["X"], seen=str(machine.public_id))


@pytest.mark.parametrize("lines", [[], [""], ["x" * 100_000], ["x"] * 500])
def test_text_that_is_no_reading_is_refused(analyst, lines):
    marking = make_reading().marking
    with pytest.raises(BadText):
        write_reading(principal=analyst, marking=marking, lines=lines)
    assert Reading.objects.count() == 1


def test_control_and_bidi_characters_do_not_get_in(analyst):
    typed = write_reading(principal=analyst, marking=make_reading().marking, lines=["AD\x009361\u202eBBCZ"])
    assert typed.texts == ["AD 9361 BBCZ"]


def test_the_worklist_begins_with_what_is_identified(analyst):
    make_reading_unknown = make_reading(["???"])
    from teardowns.operations.resolving import propose

    unknown = propose(make_reading_unknown)
    identified = make_proposal()
    assert list(waiting_for_analyst(analyst)) == [identified, unknown]


def test_a_finding_is_withdrawn_once(analyst):
    finding = make_finding()
    withdraw(principal=analyst, release=finding, reason="mistake")
    with pytest.raises(NotWithdrawable):
        withdraw(principal=analyst, release=finding, reason="again")
