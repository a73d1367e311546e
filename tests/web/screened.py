"""A screening for the pages: names that fit, names that do not, one judged."""

from datetime import date

from accounts.queries import Principal
from provenance.models import Listing
from provenance.operations.screening import judge, screen_on_a_page
from tests.web.likely import misspell
from tests.web.listed import hold_versions


def screen(principal: Principal, analyst: Principal, admin: Principal) -> str:
    """Screen a few names; the public id of the screening. First come likely names, and a list in two versions."""
    misspell(analyst)
    hold_versions(admin)
    party = Listing.objects.select_related("party").order_by("pk")[0].party
    words = party.name.split()
    names = [" ".join((*words[1:], words[0])).upper(), "ООО «Ромашка»", "", "深圳市华强电子有限公司", party.name]
    judge(principal=principal, name=party.name, party=party, same=True, note="Same register number in the contract.")
    return str(screen_on_a_page(principal=principal, names=names, as_of=date(2024, 5, 31)).public_id)
