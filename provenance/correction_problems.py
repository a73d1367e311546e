"""How correcting the catalogue can fail, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Problem, Text

DOUBTS: Mapping[str, Text] = {
    "other_country": _("The two are recorded in different countries."),
    "other_registration": _("The two have different registration numbers."),
    "owned": _("One is recorded as the owner of the other: an owner and a brand that it bought are two companies."),
    "listed": _("One of the two is on a list that does not name the other; both will be shown as listed."),
    "opens_findings": _(
        "Nobody speaks for the first, somebody speaks for the second: what is confirmed as made by it from now on is "
        "shown to them."
    ),
}
"""What speaks against two parties being one company, and must be looked at before they are merged."""


class BadCorrection(Problem):
    """A note or an alias that cannot be stored."""

    code = "bad_correction_text"
    status = 422
    happened = _("The text is empty, too long or holds characters that cannot be stored.")
    next_step = _("Write in a few words why; the others read it too.")


class MergedWithItself(Problem):
    """One party, twice."""

    code = "merged_with_itself"
    status = 422
    happened = _("These are not two companies but one and the same.")
    next_step = _("Choose the other company.")


class NoCompanyChosen(Problem):
    """The form came without the other party."""

    code = "no_company_chosen"
    status = 422
    happened = _("No company was chosen.")
    next_step = _("Search the company that stays and choose it.")


class FictitiousWithReal(Problem):
    """A party of the demonstration and a real one."""

    code = "fictitious_with_real"
    status = 422
    happened = _("One of the two is made up for demonstration, the other is real.")
    next_step = _("Choose a company of the same kind.")


class MergedAlready(Problem):
    """One of two parties is merged already, perhaps a moment ago."""

    code = "merged_already"
    status = 409
    happened = _("{name} is merged with {into} already.")
    next_step = _("Use {into} instead, or take the other correction back first.")


class MakerMustStay(Problem):
    """A maker would be hidden behind a party that is none."""

    code = "maker_must_stay"
    status = 422
    happened = _("{name} is a maker, {into} is none: its parts would lose their maker.")
    next_step = _("Do it the other way round, from the page of {into}.")


class OthersSpeakForIt(Problem):
    """Different organisations of users speak for the two: merging would open findings to the wrong ones."""

    code = "others_speak_for_it"
    status = 409
    happened = _("Not the same organisations speak for {name} and for {into}: findings would go to the wrong ones.")
    next_step = _("Ask an administrator to settle first who speaks for both.")


class MergeDoubted(Problem):
    """Something speaks against it that the person has not confirmed to have seen. `doubts` are keys of DOUBTS."""

    code = "merge_doubted"
    status = 409
    happened = _("Something speaks against merging {name} with {into}: {doubts}")
    next_step = _("Look at the preview; if they are one company all the same, confirm each point.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the doubts in words."""
        said = " ".join(str(DOUBTS.get(doubt, doubt)) for doubt in self.params["doubts"])
        names = {"name": self.params["name"], "into": self.params["into"]}
        return str(self.happened).format(**names, doubts=said), str(self.kept), str(self.next_step)


class PartNotCatalogued(Problem):
    """An alias for a part that the catalogue does not have."""

    code = "part_not_catalogued"
    status = 422
    happened = _("The catalogue of {maker} has no part {number}.")
    next_step = _("Import the part first, then record its other name.")


class AliasTaken(Problem):
    """Lettering that is a number of the catalogue itself."""

    code = "alias_taken"
    status = 409
    happened = _("{alias} is a part number of its own: {maker} {number}.")
    next_step = _("A number of the catalogue cannot name another part as well.")


class AliasNotReadable(Problem):
    """Lettering that the look-up never takes for a part number."""

    code = "alias_not_readable"
    status = 422
    happened = _("{alias} is never taken for a part number: it needs letters and digits, three characters at least.")
    next_step = _("Write the lettering as it stands on the part.")


class RuleUnknown(Problem):
    """No rule of this release has the id."""

    code = "rule_unknown"
    status = 422
    happened = _("There is no rule {rule}.")
    next_step = _("Choose the rule beside the reason that rests on it.")


class CorrectedAlready(Problem):
    """The same judgement stands already, perhaps for a moment only."""

    code = "corrected_already"
    status = 409
    happened = _("This is corrected already.")
    next_step = _("Nothing more needs to be done; the list of corrections tells who did it and why.")


class TakenBackAlready(Problem):
    """The correction does not stand any more."""

    code = "taken_back_already"
    status = 409
    happened = _("This correction was taken back already.")
    next_step = _("Nothing more needs to be done.")
