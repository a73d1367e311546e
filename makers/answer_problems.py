"""What can go wrong when a maker answers."""

from django.utils.translation import gettext_lazy as _

from problems import Problem, Text
from provenance.claim_import_words import ROWS as CLAIM_ROWS
from provenance.importers.table import RowError

ROWS: dict[str, Text] = {
    **CLAIM_ROWS,
    "date_order_unclear": _("{value} may be a day and a month or a month and a day: write it as 2022-08-26"),
    "terms_missing": _("it does not say how this may be used ({column})"),
    "until_too_late": _("{value}: the last day that can be said is {known}; without a day it holds for good"),
    "until_over": _("{value}: that day is over, and so it would be open at once; write a later day, or open"),
    "until_far": _("it stays closed until {value}, for more than 50 years; correct it if another year is meant"),
    "pieces_unclear": _("{value} may mean different numbers: write how many pieces in digits alone, such as 2000"),
    "letters_unsure": _("its letters were read as “{value}”"),
    "same_as_line": _("it is the same sale as line {known}; both were taken, as two sales"),
    "same_as_standing": _("this is the answer about {value} that stands already; nothing was changed"),
    "unknown_lot": _("no request to you is about {value}; the line stays in your file and is not used"),
    "which_part": _("several requests are about {value}: write the number of the request, or the part number"),
    "differs_from_line_before": _("{column} is {value} here and {known} in a line before, of the same lot"),
    "answered_meanwhile": _(
        "an answer about {value} was given after this file was sent; it stays, and so does the file"
    ),
    "after_withdrawal": _("the request {value} had been withdrawn; your answer is kept"),
    "document_too_large": _("{name} is larger than {megabytes} MB"),
}
"""Codes of lines that are not taken, or otherwise than written."""


def row_error(error: RowError) -> str:
    """Why a line was not taken; an unknown code stands for itself."""
    said = ROWS.get(error.code)
    return str(said).format(**error.params) if said else error.code


class AnswerRefused(Problem):
    """A field of an answer cannot be taken. `code_of_row` names what, as in a table."""

    code = "answer_refused"
    status = 422
    happened = _("The answer was not taken: {detail}.")
    kept = _("What you wrote is still there.")
    next_step = _("Correct it and send it again.")

    def __init__(self, refused: str, **params: str) -> None:
        super().__init__(
            detail=row_error(RowError(0, refused, params)), refused=refused, column=params.get("column", "")
        )


class NothingSaid(Problem):
    """An answer without content."""

    code = "answer_empty"
    status = 422
    happened = _("The answer says nothing yet.")
    next_step = _("Say whether the part is yours, or to whom the lot was sold.")


class AnsweredMeanwhile(Problem):
    """Somebody else answered since this page was opened. `standing`: the answer that stands."""

    code = "answered_meanwhile"
    status = 409
    happened = _("Somebody of your organisation answered this request meanwhile, at {at} UTC.")
    kept = _("That answer stands, and what you wrote is still here.")
    next_step = _("Read that answer. If yours is to take its place, send yours once more.")


class AnswerNotStanding(Problem):
    """Withdrawn already, or corrected."""

    code = "answer_not_standing"
    status = 409
    happened = _("This answer does not stand any more.")
    next_step = _("Open the request to see the one that stands.")


class NoSuchGrade(Problem):
    """No credibility from 2 to 6."""

    code = "no_such_grade"
    status = 422
    happened = _("There is no such grade.")
    kept = _("The grade that stood stays.")
    next_step = _("Choose one from 2 to 6: one’s own word confirms nothing.")


class FileTooLarge(Problem):
    """More bytes than a table of answers or a document may have."""

    code = "answer_file_too_large"
    status = 413
    happened = _("The file is larger than {megabytes} MB.")
    next_step = _("Send it in several parts.")


class FileEmpty(Problem):
    """A file without a byte."""

    code = "answer_file_empty"
    status = 422
    happened = _("The file is empty.")
    next_step = _("Choose the file that you filled in.")


class FileNotStored(Problem):
    """The vault took nothing."""

    code = "answer_file_not_stored"
    status = 503
    happened = _("The file could not be stored just now.")
    next_step = _("Send it again in a few minutes.")
