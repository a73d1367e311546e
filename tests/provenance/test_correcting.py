"""Corrections as judgements: who may, what is refused, what is written down, and what two at once are told."""

from datetime import date

import pytest

from accounts.roles import OrganisationKind, Role
from custody.queries import history
from custody.verify import ledger_faults
from problems import NotAllowed
from provenance.correction_problems import (
    DOUBTS,
    AliasNotReadable,
    AliasTaken,
    BadCorrection,
    CorrectedAlready,
    FictitiousWithReal,
    MakerMustStay,
    MergedAlready,
    MergeDoubted,
    MergedWithItself,
    OthersSpeakForIt,
    PartNotCatalogued,
    RuleUnknown,
    TakenBackAlready,
)
from provenance.models import Correction, Party, PartyIdentifier, PartyKind, RelationKind
from provenance.operations.correcting import add_alias, mark_rule_wrong, merge_parties, withdraw_correction
from provenance.queries.corrections import corrections_for
from provenance.queries.merge_preview import merge_preview
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.provenance import (
    make_listing,
    make_maker,
    make_part,
    make_party,
    make_relation,
    make_shipment,
    represent,
)
from tests.racing import together

DAY = date(2022, 1, 1)
WHY = "same registration number on both invoices"
RULE = "prefix:LMH"


@pytest.fixture
def analyst(db):
    return make_principal(Role.ANALYST)


def merge(analyst, party, into, **more):
    return merge_parties(principal=analyst, party=party, into=into, note=WHY, **more)


@pytest.mark.parametrize("role", [Role.FIELD, Role.MAKER, Role.ENFORCEMENT, Role.ADMIN])
def test_only_analysts_correct(db, role):
    other, maker = make_principal(role), make_maker()
    made = mark_rule_wrong(principal=make_principal(Role.ANALYST), rule=RULE, note=WHY)
    for act in (
        lambda: merge(other, make_maker("One"), maker),
        lambda: add_alias(principal=other, manufacturer=maker, part_number="LM358", alias="ZQX77-TI", note=WHY),
        lambda: mark_rule_wrong(principal=other, rule="prefix:ADM", note=WHY),
        lambda: withdraw_correction(principal=other, correction=made, note=WHY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FIELD, Role.MAKER, Role.ADMIN])
def test_only_those_who_see_parts_see_corrections(db, role):
    with pytest.raises(NotAllowed):
        corrections_for(make_principal(role))


def test_a_judgement_has_an_author_a_day_a_reason_and_stands_in_the_ledger(analyst):
    made = mark_rule_wrong(principal=analyst, rule=RULE, note=f" {WHY} ")
    withdraw_correction(principal=make_principal(Role.ANALYST), correction=made, note="it was right after all")
    made.refresh_from_db()
    assert (made.author, made.note, made.withdrawal_note) == (analyst.user, WHY, "it was right after all")
    assert made.withdrawn_by != analyst.user
    assert made.withdrawn_at is not None
    assert made.made_at <= made.withdrawn_at
    told = history("correction", str(made.public_id))
    assert [entry.action for entry in told] == ["correction.made", "correction.withdrawn"]
    assert told[0].details["rule"] == RULE
    assert not list(ledger_faults())


@pytest.mark.parametrize("note", ["", "  ", "\x00", "a\u202eb", "x" * 2001])
def test_a_reason_is_asked_for(analyst, note):
    with pytest.raises(BadCorrection):
        mark_rule_wrong(principal=analyst, rule=RULE, note=note)
    assert not Correction.objects.exists()


def test_what_was_taken_back_can_be_judged_again(analyst):
    made = mark_rule_wrong(principal=analyst, rule=RULE, note=WHY)
    with pytest.raises(CorrectedAlready):
        mark_rule_wrong(principal=analyst, rule=RULE, note=WHY)
    withdraw_correction(principal=analyst, correction=made, note=WHY)
    with pytest.raises(TakenBackAlready):
        withdraw_correction(principal=analyst, correction=made, note=WHY)
    assert mark_rule_wrong(principal=analyst, rule=RULE, note=WHY).public_id != made.public_id


@pytest.mark.parametrize("rule", ["", "prefix:NOSUCH", "Ж" * 300, "\x00", "scheme:#00000000"])
def test_a_rule_must_be_one(analyst, rule):
    with pytest.raises(RuleUnknown):
        mark_rule_wrong(principal=analyst, rule=rule, note=WHY)


def test_aliases_that_cannot_be(analyst):
    maker = make_maker()
    make_part("LM358", maker)
    make_part("AD8015", make_maker("Analog Devices"))

    def named(alias, number="LM358"):
        return add_alias(principal=analyst, manufacturer=maker, part_number=number, alias=alias, note=WHY)

    for alias, problem in [
        ("AD8015", AliasTaken), ("AD-8O15", AliasTaken), ("LM358", AliasTaken), ("LOGO", AliasNotReadable),
        ("2217", AliasNotReadable), ("R1", AliasNotReadable), ("", BadCorrection), ("A1" * 41, BadCorrection),
    ]:  # fmt: skip
        with pytest.raises(problem):
            named(alias)
    with pytest.raises(PartNotCatalogued):
        named("ZQX77-TI", "LM9999")
    assert named("ZQX77-TI").alias_canonical == "20X77T1"
    with pytest.raises(CorrectedAlready):
        named("ZQX77TI")


def test_merges_that_cannot_be(analyst):
    maker, other, third = make_maker("One"), make_maker("Other"), make_maker("Third")
    broker, made_up = make_party("Broker", PartyKind.BROKER), make_maker("Made up")
    Party.objects.filter(pk=made_up.pk).update(fictitious=True)
    for party, into, problem in [
        (maker, maker, MergedWithItself), (maker, made_up, FictitiousWithReal), (maker, broker, MakerMustStay),
    ]:  # fmt: skip
        with pytest.raises(problem):
            merge(analyst, party, into)
    merge(analyst, maker, other)
    for party, into in [(maker, other), (maker, third), (other, maker), (third, maker)]:
        with pytest.raises(MergedAlready):
            merge(analyst, party, into)
    merge(analyst, other, third)
    with pytest.raises(MergedAlready):
        merge(analyst, third, maker)


def test_what_speaks_against_a_merge_must_be_confirmed_point_by_point(analyst):
    here, there = make_maker("Here"), make_maker("There")
    Party.objects.filter(pk=there.pk).update(country="DE")
    for party, number in ((there, "HRB 7"), (here, "123")):
        PartyIdentifier.objects.create(party=party, scheme="other", value=number, text=number)
    make_relation(here, RelationKind.OWNER, there)
    make_listing(here, DAY)
    represent(make_organisation(OrganisationKind.MAKER), there)
    doubts = {"other_country", "other_registration", "owned", "listed", "opens_findings"}
    with pytest.raises(MergeDoubted) as refused:
        merge(analyst, here, there)
    assert set(refused.value.params["doubts"]) == doubts
    assert "Here" in str(refused.value)
    with pytest.raises(MergeDoubted) as refused:
        merge(analyst, here, there, despite=doubts - {"owned"})
    assert refused.value.params["doubts"] == ["owned"]
    assert not Correction.objects.exists()
    merge(analyst, here, there, despite=doubts)


def test_a_merge_for_whose_sides_different_organisations_speak_is_refused(analyst):
    maker, other = make_maker("One"), make_maker("Other")
    represent(make_organisation(OrganisationKind.MAKER), maker)
    with pytest.raises(OthersSpeakForIt):
        merge(analyst, maker, other)
    represent(make_organisation(OrganisationKind.MAKER), other)
    with pytest.raises(OthersSpeakForIt):
        merge(analyst, maker, other)


def test_who_speaks_for_a_row_that_was_merged_before_counts_too(analyst):
    first, second, third = make_maker("First"), make_maker("Second"), make_maker("Third")
    merge(analyst, first, second)
    represent(make_organisation(OrganisationKind.MAKER), first)
    represent(make_organisation(OrganisationKind.MAKER), third)
    with pytest.raises(OthersSpeakForIt):
        merge(analyst, second, third, despite=DOUBTS)


def test_a_merge_of_two_for_which_the_same_organisation_speaks_is_not(analyst):
    organisation = make_organisation(OrganisationKind.MAKER)
    maker, other = make_maker("One"), make_maker("Other")
    represent(organisation, maker)
    represent(organisation, other)
    assert merge(analyst, maker, other).into == other


def test_the_preview_counts_what_would_be_shown_under_the_other(analyst, django_assert_max_num_queries):
    maker, other, broker = make_maker("One"), make_maker("Other"), make_party("Broker", PartyKind.BROKER)
    make_part("LM358", maker)
    make_shipment(maker, broker, DAY)
    listing = make_listing(maker, DAY)
    with django_assert_max_num_queries(18):
        preview = merge_preview(maker, other)
    assert (preview.parts, preview.records, preview.listings) == (1, 1, (listing,))
    assert preview.doubts == ("listed",)


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_both_ways_at_once_make_one_merge_and_no_circle():
    analyst, colleague = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    maker, other = make_maker("One"), make_maker("Other")
    raised = together(lambda: merge(analyst, maker, other), lambda: merge(colleague, other, maker))
    assert sorted(type(error).__name__ for error in raised) == ["MergedAlready", "NoneType"]
    assert Correction.objects.count() == 1
    assert Party.objects.filter(merged_into__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_who_would_close_a_circle_at_once_leave_one_that_stands():
    analyst = make_principal(Role.ANALYST)
    ring = [make_maker(name) for name in ("One", "Two", "Three", "Four")]
    raised = together(*(lambda i=i: merge(analyst, ring[i], ring[(i + 1) % 4]) for i in range(4)))
    assert {type(error).__name__ for error in raised} == {"MergedAlready", "NoneType"}
    assert Party.objects.filter(merged_into__isnull=True).exists()
    assert not list(ledger_faults())


@pytest.mark.django_db(transaction=True)
def test_two_who_judge_or_take_back_the_same_at_once_are_told():
    analyst, colleague = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    both = [analyst, colleague]
    raised = together(*(lambda who=who: mark_rule_wrong(principal=who, rule=RULE, note=WHY) for who in both))
    assert sorted(type(error).__name__ for error in raised) == ["CorrectedAlready", "NoneType"]
    made = Correction.objects.get()
    raised = together(*(lambda who=who: withdraw_correction(principal=who, correction=made, note=WHY) for who in both))
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", "TakenBackAlready"]
