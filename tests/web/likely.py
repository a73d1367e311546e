"""Names in the scene that records write nearly as a company's: two that wait, one that was judged."""

from accounts.queries import Principal
from provenance.models import NameMatch, Party, Shipment, TradeName
from provenance.operations.trade_judging import confirm_name


def misspell(analyst: Principal) -> None:
    """Rows of the demonstration bear other spellings of some of its companies; one is confirmed."""
    for slug, text, rows in (
        ("demo-north", "Exemple Import North (fictitious)", 3),
        ("demo-harbour", "Example Harbuor Trading (fictitious)", 2),
        ("demo-steppe", "Steppe Specimen Import (fictitious)", 1),
    ):
        party = Party.objects.filter(slug=slug).first()
        if party is None:
            continue
        name = TradeName.objects.create(text=text, country=party.country, party=party, how=NameMatch.LIKELY, score=0.94)
        keys = list(Shipment.objects.filter(buyer=party).order_by("-pk").values_list("pk", flat=True)[:rows])
        Shipment.objects.filter(pk__in=keys).update(buyer_name=name)
    judged = TradeName.objects.filter(how=NameMatch.LIKELY).last()
    if judged is not None:
        confirm_name(principal=analyst, name=judged, note="The contract on file bears both spellings.")
