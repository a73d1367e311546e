"""How asking outside can fail, in words. What the service's token door says is never repeated: it may hold a key."""

from django.utils.translation import gettext_lazy as _

from problems import Problem

ASK_ADMINISTRATOR = _("Tell your administrator the code; going on without it loses nothing that is stored here.")


class PartSearchOff(Problem):
    """The operator has given no key of their own."""

    code = "part_search_off"
    status = 409
    happened = _("This installation asks no outside service about parts: its operator has given no key.")
    kept = _("Nothing was sent.")
    next_step = _("Ask your administrator when you need it for your work.")


class NotAPartNumber(Problem):
    """Nothing that a service could look up, or more than a number."""

    code = "not_a_part_number"
    status = 422
    happened = _("This cannot be sent as a part number: it needs 3 to {longest} printable characters on one line.")
    kept = _("Nothing was sent.")
    next_step = _("Send the part number alone, without date and lot codes.")


class PartSearchFailed(Problem):
    """The service was asked and gave nothing that can be used. A person's wish stays in the ledger all the same."""

    code = "part_search_failed"
    status = 502
    happened = _("{service} answered with an error: {said}.")
    kept = _("The ledger says who asked for the number; nothing else was changed.")
    next_step = _("Try again in a few minutes; if it fails again, tell your administrator.")


class KeyRefused(PartSearchFailed):
    """The service does not know the key, or the key lacks the right to search."""

    code = "part_search_key_refused"
    happened = _("{service} refused the key of this installation.")
    next_step = _("Ask your administrator to check the client id, its secret and the scope of the key.")


class QuotaUsedUp(PartSearchFailed):
    """The parts that the operator's plan allows are used up."""

    code = "part_search_quota_used_up"
    happened = _("{service} gives this installation no more parts: what its plan allows is used up.")
    next_step = _("Wait until the plan begins anew, or ask your administrator for a larger one.")


class AskedTooOften(PartSearchFailed):
    """The service wants to be left alone for some seconds; until then it is."""

    code = "part_search_too_often"
    happened = _("{service} asks for a pause: too many questions in a short time.")
    next_step = _("Ask again in {seconds} seconds.")


class Unreachable(PartSearchFailed):
    """No answer, or half of one."""

    code = "part_search_unreachable"
    happened = _("{service} could not be asked: {why}.")


class NoAnswer(PartSearchFailed):
    """Something came that is no answer: a web page, broken JSON, far too much."""

    code = "part_search_no_answer"
    happened = _("What came from {service} is no answer: {why}.")
    next_step = ASK_ADMINISTRATOR


class AnswerUnknown(PartSearchFailed):
    """JSON of a form that we do not know: the service has changed what it sends."""

    code = "part_search_answer_unknown"
    happened = _("{service} answered in a form that Chiptrail does not know: “{missing}” is missing or different.")
    next_step = ASK_ADMINISTRATOR
