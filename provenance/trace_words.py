"""Sentences for the codes of a trace. Neutral on purpose: a part found is nobody's guilt, silence no refusal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provenance.country_words import with_countries
from provenance.day_words import with_days

REASONS: Mapping[str, Promise] = {
    "names_exact": _("The record names exactly this part."),
    "names_base": _("The record names the base number of this part."),
    "names_family": _("The record names the family of this part."),
    "names_maker": _("The record names the maker, not the part."),
    "names_goods": _("The record names no part: only customs code, dates and quantities fit."),
    "one_more_hop": _("Each further pair of hands makes a chain less certain."),
    "many_could_feed": _("The seller received %(count)s deliveries that could have been these goods."),
    "gap_very_short": _("Passed on after %(days)s, sooner than is usual."),
    "gap_usual": _("Passed on after %(days)s, as is usual."),
    "gap_long": _("Passed on after %(days)s."),
    "gap_very_long": _("Passed on only after %(days)s."),
    "quantity_equal": _("The quantity stayed the same: %(received)s received, %(passed_on)s passed on."),
    "quantity_grows": _("More was passed on (%(passed_on)s) than received (%(received)s)."),
    "quantity_explained": _(
        "More was passed on (%(passed_on)s) than this delivery brought (%(received)s); with others, %(others)s came."
    ),
    "quantity_part": _("A part was passed on: %(passed_on)s of %(received)s."),
    "price_follows": _("The unit price follows that of the hop before."),
    "price_does_not_follow": _("The unit price does not follow that of the hop before."),
    "source_not_reliable": _("No source of this hop was judged reliable."),
    "source_not_judged": _("How reliable the sources of this hop are was not judged yet."),
    "source_party_to_war": _("The source, %(source)s, is a party to the war."),
    "name_taken_for": _("The record writes “%(written)s”; taken for %(party)s until somebody confirms it."),
    "undated": _("The record has no exact dates."),
    "split_deliveries": _("Several deliveries taken together: %(count)s."),
    "part_price_fits": _("The unit price (%(price)s USD) is near that of this part in the records (%(usual)s USD)."),
    "part_price_differs": _(
        "The unit price (%(price)s USD) is far from that of this part in the records (%(usual)s USD)."
    ),
    "corroborated": _("Confirmed by further independent sources: %(count)s."),
    "stated_not_authorised": _("%(maker)s stated that %(party)s is not an authorised distributor."),
    "relation_ownership": _("%(party)s owned the brand at that time."),
    "relation_authorisation": _("%(party)s was declared an authorised distributor. That is no record of a sale."),
    "sold_outside_territory": _("%(party)s was authorised for “%(territory)s”; this sale went to %(went_to)s."),
    "sold_inside_territory": _("%(party)s was authorised for “%(territory)s”: this sale (%(went_to)s) lay within."),
    "listed_later": _("%(party)s was put on %(list)s %(days)s after this hop."),
    "listing_unclear": _("It cannot be told whether %(party)s was on %(list)s on the day of this hop."),
    "starts_at_maker": _("The chain starts at %(party)s, whose part it is."),
    "authorisation_ended": _(
        "The chain starts at %(party)s, an authorised distributor until %(until)s: not when these goods left."
    ),
    "starts_at_distributor": _("The chain starts at %(party)s, an authorised distributor at that time."),
    "reaches_destination": _("The chain leads to %(party)s in a country of destination (%(country)s)."),
    "start_unknown": _("Where %(party)s had the part from is not known."),
    "end_unknown": _("To whom %(party)s passed the part on is not known."),
    "possible_route": _("A possible route, not a chain: no record names the part."),
    "relations_only": _("Standing relations only: no record shows that this part went this way."),
}

GAPS: Mapping[str, Promise] = {
    "made_unknown": _("When the part was made is not known: no date code was decoded."),
    "recovered_unknown": _("The date of recovery is not given."),
    "maker_unknown": _("No maker is known by the name “%(name)s”."),
    "maker_not_named": _("Whose part this is cannot be told from its number alone: name the maker."),
    "owner_since_unknown": _("Since when %(owner)s has owned %(brand)s is not recorded."),
    "distributors_unknown": _("No authorised distributor of %(maker)s is recorded. %(ask)s could name them."),
    "no_record_names_part": _("No shipment or statement names %(part)s."),
    "only_possible_routes": _(
        "No complete record names %(part)s: the routes shown are possible, not shown to be true."
    ),
    "records_held_back": _("There were more records than one trace reads; some were left out."),
    "source_of_seller_unknown": _("From whom did %(party)s buy the part? %(ask)s could say."),
    "sale_not_recorded": _("Did %(maker)s sell this part to %(party)s, when and how many? %(ask)s could say."),
    "nothing_between": _(
        "Nothing is known between %(from)s and %(to)s: the records do not say whether goods came from one to the other."
    ),
    "source_failed": _("One source could not be read, %(source)s: the answer is partial."),
    "goods_not_searched": _(
        "Records that name %(part)s lead all the way; records that only share its customs code were not searched."
    ),
    "plant_unknown": _("For which plant did %(party)s buy the part? No record tells."),
    "customs_code_unknown": _(
        "Under which customs code %(part)s travels is not known: controls by customs code are left out."
    ),
    "lot_not_named": _("No record names the lot %(lot)s. To whom was it sold? %(ask)s could say."),
    "lot_named_elsewhere": _(
        "Records name the lot %(lot)s (%(count)s), but none of these chains rests on them. %(ask)s could say more."
    ),
    "onward_unknown": _("To whom did %(party)s pass the part on? %(ask)s could say."),
}

TIERS: Mapping[str, Promise] = {
    "documented": _("documented"),
    "declared": _("declared"),
    "inferred": _("inferred"),
    "hypothetical": _("hypothetical"),
}


def describe_reason(code: str, params: Mapping[str, str]) -> str:
    """Return the sentence of a reason in the active language; an unknown code stands for itself."""
    return _filled(REASONS, code, params)


def describe_gap(code: str, params: Mapping[str, str]) -> str:
    """Return the sentence of a gap in the active language; an unknown code stands for itself."""
    return _filled(GAPS, code, params)


def describe_tier(tier: str) -> str:
    """Return the word for a tier in the active language."""
    return _filled(TIERS, tier, {})


def _filled(sentences: Mapping[str, Promise], code: str, params: Mapping[str, str]) -> str:
    sentence = sentences.get(code)
    return code if sentence is None else str(sentence) % with_days(with_countries(params))
