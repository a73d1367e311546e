"""Hypotheses in words. Neutral on purpose: each says what is known, none that somebody did it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from provenance.country_words import with_countries
from provenance.day_words import with_days

NAMES: Mapping[str, Promise] = {
    "direct_sale": _("direct sale"),
    "distributor_diversion": _("passed on by a distributor's customer"),
    "broker": _("through a broker in a third country"),
    "salvaged": _("taken from other goods"),
    "old_stock": _("old stock"),
    "counterfeit": _("counterfeit or remarked"),
}

MEANINGS: Mapping[str, Promise] = {
    "direct_sale": _("The maker or its distributor sold straight to the country of destination."),
    "distributor_diversion": _("A customer of an authorised distributor passed the part on."),
    "broker": _("An independent trader in a third country bought the part and passed it on."),
    "salvaged": _("The part was taken off a product that is on sale to anybody."),
    "old_stock": _("The part lay in a store for years before it moved."),
    "counterfeit": _("The part is not what its lettering says."),
}

FACTS: Mapping[str, Promise] = {
    "seller_is_not_the_maker": _("The first known seller, %(party)s, is neither the maker nor known as authorised."),
    "distributor_sold_to_destination": _("%(seller)s, an authorised distributor, delivered to %(buyer)s itself."),
    "maker_sold_to_destination": _("%(seller)s delivered to %(buyer)s itself."),
    "sold_after_announced_stop": _("%(maker)s had announced by %(date)s that it no longer delivers there."),
    "first_buyer_elsewhere": _("The first buyer, %(party)s, is in another country (%(country)s)."),
    "stated_not_authorised": _("%(maker)s stated that %(party)s is not an authorised distributor."),
    "maker_sold_itself": _("%(seller)s delivered to %(buyer)s itself, without a distributor."),
    "customer_passed_on": _("%(customer)s, a customer of %(distributor)s, passed goods on."),
    "distributor_sold_elsewhere": _("%(seller)s delivered to %(buyer)s. Where the goods went then is not known."),
    "sold_outside_territory": _(
        "%(seller)s was authorised for “%(territory)s”; its delivery to %(buyer)s went to %(went_to)s."
    ),
    "passed_on_in_third_country": _("%(party)s (%(country)s) passed goods on to %(buyer)s."),
    "no_hands_in_third_country": _("Nobody in a third country stands between the maker and the destination."),
    "desoldering_seen": _("The part shows traces of having been taken off another board."),
    "no_desoldering_seen": _("The part was examined: no traces of having been taken off another board."),
    "donor_known": _("This part is known in a product on sale to anybody: %(product)s (%(source)s)."),
    "donor_of_kind_known": _("Parts of this kind are known in products on sale to anybody: %(product)s (%(source)s)."),
    "made_long_before_first_record": _("Made %(years)s or more years before the first recorded delivery."),
    "made_long_before_recovery": _("Made %(years)s or more years before the recovery."),
    "made_shortly_before_first_record": _("Made at most %(days)s before the first recorded delivery."),
    "made_shortly_before_recovery": _("Made at most %(days)s before the recovery."),
    "moved_after_end_of_life": _("First delivered %(days)s after the last day of making, %(date)s."),
    "made_after_end_of_life": _("The date code is later than the last day of making, %(date)s."),
    "made_before_end_of_life": _("The date code fits: the part was made until %(date)s."),
    "made_before_it_existed": _("The date code is earlier than the series, which is known from %(date)s on."),
    "made_after_recovery": _("The date code is later than the recovery on %(date)s."),
    "lettering_contradicts": _("The lettering contradicts the maker's scheme."),
    "lettering_agrees": _("The lettering was examined: it agrees with the maker's scheme."),
    "date_codes_of_lot_differ": _("Parts of this one lot bear different date codes: %(codes)s."),
    "price_far_below": _("%(buyer)s paid %(price)s USD a piece; the records have %(usual)s USD as the usual price."),
    "price_as_usual": _("The price that %(buyer)s paid, %(price)s USD a piece, is usual (%(usual)s USD)."),
    "documented_from_maker": _("Every delivery from %(party)s to the destination is documented."),
}


def hypothesis_name(kind: str) -> str:
    """The name of a hypothesis in the active language; an unknown kind stands for itself."""
    return str(NAMES.get(kind, kind))


def hypothesis_meaning(kind: str) -> str:
    """What a hypothesis says, in the active language."""
    return str(MEANINGS.get(kind, ""))


def describe_fact(code: str, params: Mapping[str, str]) -> str:
    """The sentence of a fact in the active language; an unknown code stands for itself."""
    sentence = FACTS.get(code)
    return code if sentence is None else str(sentence) % with_days(with_countries(params))


def standing_of(speaks_for: int, documented: int) -> str:
    """How much speaks for a hypothesis: counted, never weighed."""
    if not speaks_for:
        return gettext("Nothing known speaks for it.")
    if not documented:
        return gettext("What speaks for it is not documented.")
    return ngettext(
        "%(count)d documented fact speaks for it.", "%(count)d documented facts speak for it.", documented
    ) % {"count": documented}
