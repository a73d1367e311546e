"""Why a party is named for a name, and what came of it, as sentences in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JSON = dict[str, Any]

SENTENCES: Mapping[str, Promise] = {
    "same_name": _("The name is the same once script, spelling and legal form are set aside: %(name)s."),
    "like_name": _("The closest name of this party is %(name)s."),
    "same_words": _("The same words stand in both names: %(words)s."),
    "alike_words": _("Words that sound or are spelt alike: %(words)s."),
    "same_meanings": _("Words that mean the same: %(words)s."),
    "abbreviations": _("An abbreviation of the words in the other name: %(words)s."),
    "joined_words": _("The remaining words are alike when written as one: %(words)s."),
    "other_words": _("Words that the other name lacks: %(asked)s (asked for), %(listed)s (listed)."),
    "other_letter": _("Short words that differ by one letter: %(words)s."),
    "short_name": _("Both names are one short word, written differently; many companies may be called so."),
    "other_numbers": _("The names hold different numbers."),
    "other_places": _("The names hold different places."),
    "other_form": _("The legal forms differ."),
    "same_number": _("The text holds a number that names this party alone: %(scheme)s %(number)s."),
    "same_weak_number": _("The text holds a number of this party: %(scheme)s %(number)s."),
    "shares_address": _("A party with exactly the name %(party)s shares an address with this party."),
}
AGAINST = frozenset(("other_words", "other_letter", "short_name", "other_numbers", "other_places", "other_form"))
"""The reasons that speak against."""

DECISIONS: Mapping[str, Promise] = {"match": _("match"), "possible": _("possible match")}

ERRORS: Mapping[str, Promise] = {
    "empty": _("The line holds no name."),
    "unreadable": _("The line holds no letter or digit that can be read."),
    "too_long": _("The line is longer than 1,000 characters."),
}


def sentence(reason: JSON) -> str:
    """One reason, said."""
    return str(str(SENTENCES[reason["code"]]) % reason["params"])


def spoken(answer: JSON) -> JSON:
    """A stored answer with the sentence and the sign of each reason, and of its error, in the active language."""
    said = dict(answer)
    if "error" in answer:
        said["error"] = answer["error"] | {"text": str(ERRORS[answer["error"]["code"]])}
    said["matches"] = [_match(match) for match in answer["matches"]]
    return said


def _match(match: JSON) -> JSON:
    reasons = [
        reason | {"sign": "against" if reason["code"] in AGAINST else "for", "text": sentence(reason)}
        for reason in match["reasons"]
    ]
    return match | {"reasons": reasons}
