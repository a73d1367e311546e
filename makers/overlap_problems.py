"""Why a step of a private overlap was refused."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class RunsUsedUp(Problem):
    """So many runs a day: lots can be guessed, and each run tries some."""

    code = "overlap_runs_used_up"
    status = 409
    happened = _("Your organisation has begun {most} private overlaps today already.")
    kept = _("Nothing of your list was sent.")
    next_step = _("Begin again tomorrow (days are counted in UTC), with all lots in one list.")


class RunOver(Problem):
    """The key of a run is thrown away when it is finished, or late."""

    code = "overlap_run_over"
    status = 409
    happened = _("This run is over; its key is thrown away.")
    kept = _("What was released stays released.")
    next_step = _("Begin a new one.")


class NotABatch(Problem):
    """Bytes that are no blinded lots."""

    code = "overlap_not_a_batch"
    status = 422
    happened = _("These are no blinded lots: 1 to {most} elements of 32 bytes are expected, in base64.")
    next_step = _("Blind with ristretto255-SHA512 of RFC 9497, verifiable mode.")


class TooManyAsked(Problem):
    """A run takes so many lots."""

    code = "overlap_too_many_asked"
    status = 409
    happened = _("A run takes at most {most} blinded lots, padding included.")
    next_step = _("Finish this run and begin another one for the rest.")


class TooFewAsked(Problem):
    """One cannot ask for a single lot."""

    code = "overlap_too_few_asked"
    status = 409
    happened = _("Before our lots are handed out, at least {least} blinded lots must have been sent.")
    next_step = _("Send more, padding included.")


class NotFinished(Problem):
    """Nothing is released in the middle of a run."""

    code = "overlap_not_finished"
    status = 409
    happened = _("This run is not finished.")
    next_step = _("Finish it first, then choose what you release.")


class TooManyNamed(Problem):
    """Naming lots one after the other would be asking on."""

    code = "overlap_too_many_named"
    status = 409
    happened = _("After one run at most {most} lots can be named for release.")
    kept = _("What was released stays released.")
    next_step = _("Choose fewer.")
