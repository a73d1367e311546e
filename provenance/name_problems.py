"""What can stand against a judgement on a name in records of trade."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NameNotLikely(Problem):
    """There is nothing to judge about the name."""

    code = "name_not_likely"
    status = 409
    happened = _("Nobody has to judge this name: it is no likely misspelling, or somebody judged it meanwhile.")
    next_step = _("Reload the page to see whom it means.")


class NameTradesWithItself(Problem):
    """The chosen company stands on the other side of a row that bears the name."""

    code = "name_trades_with_itself"
    status = 409
    happened = _("In a row with this name {party} is the other side already: nobody trades with itself.")
    kept = _("Nothing was changed.")
    next_step = _("Choose another company, or say that it is a company of its own.")


class BadNameNote(Problem):
    """The reason is missing or too long."""

    code = "bad_name_note"
    status = 422
    happened = _("A reason is needed here: some words, at most {most} characters.")
    kept = _("Nothing was changed.")
    next_step = _("Write why, then do it once more.")


class NameJudgementGone(Problem):
    """The judgement does not stand any more."""

    code = "name_judgement_gone"
    status = 409
    happened = _("This judgement was taken back already.")
    next_step = _("Reload the page to see whom the name means.")
