"""Why a maker was not let speak for a brand."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class SecondPersonNeeded(Problem):
    """Who asks does not decide."""

    code = "second_person_needed"
    status = 409
    happened = _("You asked for this yourself, so another person has to decide.")
    kept = _("It still waits.")
    next_step = _("Ask a colleague who has not asked for it to look at it.")


class ClaimedByOthers(Problem):
    """Other makers speak for the brand, or for what it owns, on the same days: `names`."""

    code = "brand_claimed_by_others"
    status = 409
    happened = _("This brand is already spoken for by: {names}.")
    next_step = _("Give the other one a last day first, or say that both are meant to speak for it.")


class AskedAlready(Problem):
    """The same brand waits for a decision, or stands."""

    code = "brand_asked_already"
    status = 409
    happened = _("This organisation speaks for this brand already, or a decision on it waits.")
    next_step = _("Look at its brands below.")


class AlreadyDecided(Problem):
    """Somebody was quicker."""

    code = "brand_already_decided"
    status = 409
    happened = _("This was decided already.")
    next_step = _("Look at its brands below.")


class DaysWrong(Problem):
    """The last day lies before the first one."""

    code = "brand_days_wrong"
    status = 422
    happened = _("The last day lies before the first one.")
    next_step = _("Correct the days.")


class NotADay(Problem):
    """What was typed as a last day is none."""

    code = "brand_not_a_day"
    status = 422
    happened = _("This is not a day.")
    next_step = _("Write the day as 2026-12-31.")


class ProlongedAlone(DaysWrong):
    """One person takes a brand away; to give it for longer takes two."""

    code = "brand_prolonged_alone"
    happened = _("The last day that was set is earlier.")
    kept = _("It stays.")
    next_step = _("Ask for the brand anew, with the later day; another person decides on it.")


class NoBrand(Problem):
    """No maker or brand is known by this name: `value` as it was typed."""

    code = "brand_unknown"
    status = 422
    happened = _("No manufacturer or brand is known by the name “{value}”, or several are.")
    next_step = _("Write its full name, as its page here shows it.")
