"""Why something about alerts, mails or webhooks was refused."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class RuleFitsAll(Problem):
    """A rule that picks nothing out."""

    code = "rule_fits_all"
    status = 422
    happened = _("This rule would fit every finding.")
    next_step = _("Choose at least one condition, or choose “every finding” where the alert goes.")


class RuleNameMissing(Problem):
    """A rule is chosen by its name."""

    code = "rule_name_missing"
    status = 422
    happened = _("The rule has no name.")
    next_step = _("Give it a name by which your colleagues know it.")


class RuleGone(Problem):
    """A rule that was ended since the page was opened, or never was."""

    code = "rule_gone"
    status = 409
    happened = _("This rule was ended meanwhile.")
    kept = _("The endpoint goes by the rule that it had.")
    next_step = _("Choose another rule.")


class RuleInUse(Problem):
    """A rule that a mail or a webhook goes by."""

    code = "rule_in_use"
    status = 409
    happened = _("A mail or a webhook goes by this rule.")
    next_step = _("Choose another rule there first.")


class TooMany(Problem):
    """A limit that nobody needs to reach."""

    code = "too_many"
    status = 409
    happened = _("There are {most} already.")
    next_step = _("End one that is no longer needed.")


class NotAnEndpoint(Problem):
    """An address to which no webhook is sent; `why` says what is wrong with it."""

    code = "not_an_endpoint"
    status = 422
    happened = _("Nothing can be sent to this address. {why}")
    next_step = _("Give the https address of your receiver as it is reached from the internet.")


class EndpointPaused(Problem):
    """Nothing is sent while an endpoint stands still."""

    code = "endpoint_paused"
    status = 409
    happened = _("This endpoint is paused.")
    kept = _("What waits for it is kept.")
    next_step = _("Resume sending first.")


class EndpointNotPaused(Problem):
    """It goes on already."""

    code = "endpoint_not_paused"
    status = 409
    happened = _("This endpoint is not paused.")
    next_step = _("There is nothing to do.")


class NotToBeSentAgain(Problem):
    """A delivery that waits, or was ended because the finding is no longer theirs to hear of."""

    code = "not_to_be_sent_again"
    status = 409
    happened = _("This message cannot be sent again.")
    next_step = _("Send a test instead, or look the finding up among your findings.")
