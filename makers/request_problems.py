"""How trace requests can fail, in words."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class StepNotPossible(Problem):
    """The request does not stand where this can be done."""

    code = "step_not_possible"
    status = 409
    happened = _("This cannot be done with a request that is {status}.")
    next_step = _("Look at the request as it is now.")


class UnknownStep(Problem):
    """A form that names nothing that can be done."""

    code = "unknown_step"
    status = 422
    happened = _("The form did not say what is to be done.")
    next_step = _("Open the page anew and use one of its buttons.")


class NoLotChosen(Problem):
    """A request about nothing."""

    code = "no_lot_chosen"
    status = 422
    happened = _("No lot was chosen.")
    next_step = _("Begin on the page of the lot that you want to ask about.")


class ChangedMeanwhile(Problem):
    """Somebody else was quicker."""

    code = "changed_meanwhile"
    status = 409
    happened = _("Somebody else was quicker: the request is {status} now.")
    kept = _("What they did is kept; what you wanted was not done.")
    next_step = _("Look at the request as it is now, then decide again.")


class SamePerson(Problem):
    """Who wrote it may not let it pass."""

    code = "same_person"
    status = 409
    happened = _("You wrote this yourself; a second person has to let it pass.")
    next_step = _("Ask a colleague to read and approve it.")


class MakerBusy(Problem):
    """The maker has enough before it."""

    code = "maker_busy"
    status = 409
    happened = _("{maker} has {open} requests before it; more than {most} at a time are not sent.")
    kept = _("The request stays approved.")
    next_step = _("Send it when one is answered, or withdraw one that matters less.")


class NobodySpeaks(Problem):
    """No organisation here speaks for the brand today."""

    code = "nobody_speaks"
    status = 409
    happened = _("Nobody here speaks for {brand} today.")
    next_step = _("Invite its maker first; an administrator grants the brand.")


class NothingToShow(Problem):
    """Every finding of the lot is withdrawn or not released."""

    code = "nothing_to_show"
    status = 409
    happened = _("No finding of this lot is open to its maker.")
    next_step = _("Confirm a component of the lot first; a question without a finding cannot be answered.")


class RequestThere(Problem):
    """One request a lot."""

    code = "request_there"
    status = 409
    happened = _("There is a request about this lot already: {label}, {status}.")
    kept = _("Nothing was sent twice.")
    next_step = _("Open that request; its answer serves every find of the lot.")


class BadRequestText(Problem):
    """A text that is empty, too long or cannot be stored."""

    code = "bad_request_text"
    status = 422
    happened = _("The text is empty, longer than {most} characters or holds characters that cannot be stored.")
    next_step = _("Write it in a few sentences.")


class DayOutOfRange(Problem):
    """A new deadline that is none."""

    code = "day_out_of_range"
    status = 422
    happened = _("The new day must lie after {after} and not after {until}.")
    next_step = _("Choose a day between them, written as 2026-12-31.")


class ExtendedAlready(Problem):
    """A maker takes more time by itself once."""

    code = "extended_already"
    status = 409
    happened = _("You have taken more time for this request already.")
    next_step = _("Write to us when that is not enough; we can give more.")


class WordingUnderWay(Problem):
    """One version at a time."""

    code = "wording_under_way"
    status = 409
    happened = _("The maker has a version of this wording before it; it cannot be changed under its eyes.")
    next_step = _("Withdraw that version, then write a new one: its 28 days begin anew.")


class WordingNotThere(Problem):
    """The version is not in the state that this needs."""

    code = "wording_not_possible"
    status = 409
    happened = _("This cannot be done with a wording that is {state}.")
    next_step = _("Look at the wording as it is now.")


class TooEarly(Problem):
    """The maker's 28 days are not over and it has not agreed."""

    code = "wording_too_early"
    status = 409
    happened = _("The maker has until {day} to correct this wording, and has not agreed to it yet.")
    next_step = _("Publish it after that day, or once the maker finds nothing to correct.")


class UnknownCalendar(Problem):
    """No such country or time zone."""

    code = "unknown_calendar"
    status = 422
    happened = _("This country or this time zone is not known here.")
    next_step = _("Choose both from the lists.")
