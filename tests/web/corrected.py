"""What analysts corrected in the scene: one correction of each kind, the rule's taken back."""

from accounts.queries import Principal
from provenance.models import Party
from provenance.operations.correcting import add_alias, mark_rule_wrong, merge_parties, withdraw_correction


def correct(analyst: Principal) -> Party:
    """Make them; returns the company that stands for two."""
    maker = Party.objects.get(name="STMicroelectronics")
    other = Party.objects.create(slug="st-micro", name="S T Micro Electronics", kind="maker", country=maker.country)
    merge_parties(principal=analyst, party=other, into=maker, note="same address on both data sheets")
    add_alias(
        principal=analyst,
        manufacturer=maker,
        part_number="STM32F103C8T6",
        alias="GH103-ST",
        note="marking table of the module's maker, page 4",
    )
    wrong = mark_rule_wrong(principal=analyst, rule="prefix:LMH", note="two finds were another maker's")
    withdraw_correction(principal=analyst, correction=wrong, note="the finds were misread")
    return maker
