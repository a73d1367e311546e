"""How screening names can fail, in words."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NoNames(Problem):
    """Nothing to screen."""

    code = "no_names"
    status = 422
    happened = _("No name was given.")
    next_step = _("Write one name a line.")


class NamesBeingIndexed(Problem):
    """The lists have changed, and the index of their names is not built yet."""

    code = "names_being_indexed"
    status = 503
    happened = _("The lists have just changed: their names are being prepared for screening ({done} of {total}).")
    kept = _("Nothing was screened yet; what you wrote is still here.")
    next_step = _("Try again in some seconds.")


class TooManyNames(Problem):
    """More names than a page answers at once."""

    code = "too_many_names"
    status = 422
    happened = _("{count} names are more than can be screened at once here.")
    next_step = _("Send at most {most} names, or use the command screen_names.")


class BadDay(Problem):
    """No day in the calendar, or one to come."""

    code = "bad_screening_day"
    status = 422
    happened = _("The day {day} cannot be screened for.")
    next_step = _("Give a day such as 2024-05-31 that is not in the future.")


class BadJudgement(Problem):
    """A note that cannot be stored."""

    code = "bad_screening_note"
    status = 422
    happened = _("The note is empty or too long.")
    next_step = _("Write in a few words why; the others read it too.")


class JudgedAlready(Problem):
    """A judgement on this name and party stands."""

    code = "screening_judged_already"
    status = 409
    happened = _("Somebody judged this name and this party already.")
    next_step = _("Take that judgement back first.")
