"""Expected failures of provenance, each said in full."""

from django.utils.translation import gettext_lazy as _

from problems import Problem

LIST_KEPT_NOWHERE = _("Nothing of the list was stored.")
CORRECT_LIST = _("Correct the list and send it again.")


class ListRefused(Problem):
    """A list of markings that cannot be taken; the subclasses say why."""

    code = "list_refused"
    status = 422
    happened = _("The list could not be read.")
    kept = LIST_KEPT_NOWHERE
    next_step = CORRECT_LIST


class ListEmpty(ListRefused):
    """No marking in it."""

    code = "list_empty"
    happened = _("The list holds no marking.")
    next_step = _("Paste or choose a list with one marking in each line or row.")


class ListTooLarge(ListRefused):
    """More bytes than are taken, as sent or unpacked."""

    code = "list_too_large"
    status = 413
    happened = _("The list is larger than {limit} MB, as sent or once unpacked.")
    next_step = _("Send only the column of markings, or cut the list in pieces.")


class ListTooLong(ListRefused):
    """More rows than are taken."""

    code = "list_too_long"
    status = 413
    happened = _("The list has more than {limit} rows.")
    next_step = _("Cut the list in pieces and send them one by one.")


class MarkingTooLong(ListRefused):
    """One cell is no marking."""

    code = "marking_too_long"
    happened = _("Line {line} holds more than {limit} characters in the column of markings; no marking is that long.")


class ListHoldsNul(ListRefused):
    """A NUL character: the file is no text."""

    code = "list_holds_nul"
    happened = _("Line {line} holds a NUL character, which no text has.")
    next_step = _("Save the list as CSV in UTF-8, or as XLSX, and send it again.")


class ListNotUtf8(ListRefused):
    """Another encoding. It is not guessed: a wrong guess would change letters silently."""

    code = "list_not_utf8"
    happened = _("Line {line} is not text in UTF-8.")
    next_step = _("Save the list as CSV in UTF-8, or as XLSX, and send it again.")


class ListMalformed(ListRefused):
    """A table that breaks its own form."""

    code = "list_malformed"
    happened = _("Line {line} breaks the form of a table: {detail}.")


class WorkbookRefused(ListRefused):
    """An XLSX file that cannot or must not be opened."""

    code = "workbook_refused"
    happened = _("The workbook cannot be opened: it is damaged, protected by a password, or of another kind.")
    next_step = _("Save it anew as XLSX without a password, or as CSV in UTF-8.")


class ColumnNeeded(ListRefused):
    """Several columns, and none is named as markings are named."""

    code = "column_needed"
    happened = _(
        "The list has several columns, and it does not tell which one holds the markings. Its columns: {names}."
    )
    next_step = _("Choose the column, or name it “marking” in the first row.")


class BadRecoveryDay(ListRefused):
    """A cell of the column `recovered_on` that is no day."""

    code = "bad_recovery_day"
    happened = _("Line {line} says “{value}” for the day of recovery.")
    next_step = _("Write the day as 2022-08-26, or leave it empty.")
