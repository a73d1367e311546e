"""Why somebody has not come in yet, and why a step of coming in was refused."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class DomainNotProven(Problem):
    """The organisation has not shown yet that its domain is its own."""

    code = "domain_not_proven"
    status = 403
    happened = _("Your organisation has not shown yet that its domain is its own.")
    kept = _("Nothing was read or changed.")
    next_step = _("Sign in on the page: it leads through the steps that are missing.")


class TermsNotAccepted(Problem):
    """This person has not agreed to the terms that hold now."""

    code = "terms_not_accepted"
    status = 403
    happened = _("You have not agreed to the terms of version {version} yet.")
    kept = _("Nothing was read or changed. What you agreed to before is kept.")
    next_step = _("Sign in on the page, read them there and agree.")


class NotAMaker(Problem):
    """Coming in is for organisations of manufacturers."""

    code = "not_a_maker"
    status = 409
    happened = _("This organisation is not a manufacturer’s.")
    next_step = _("Choose a manufacturer, or add a new organisation of that kind.")


class DomainWrong(Problem):
    """Not a domain name that an organisation can own: `value` as it was typed."""

    code = "domain_wrong"
    status = 422
    happened = _("“{value}” is not a domain that an organisation can show to be its own.")
    next_step = _("Write the domain of its website or e-mail, such as example.com. Free mail services do not count.")


class DomainMissing(Problem):
    """No domain was written down for the organisation yet."""

    code = "domain_missing"
    status = 409
    happened = _("No domain was written down for your organisation yet.")
    next_step = _("Ask the administrator who invited you to write it down.")


class AlreadyProven(Problem):
    """Shown before."""

    code = "already_proven"
    status = 409
    happened = _("The domain was shown to be yours already.")
    next_step = _("There is nothing to do.")


class AddressElsewhere(Problem):
    """An e-mail address that does not lie at the domain."""

    code = "address_elsewhere"
    status = 422
    happened = _("This e-mail address is not at {domain}.")
    next_step = _("Choose an address that ends with @{domain}.")


class TooManyCodes(Problem):
    """A code was mailed a moment ago."""

    code = "too_many_codes"
    status = 429
    happened = _("A code was mailed less than {minutes} minutes ago.")
    kept = _("That code still counts.")
    next_step = _("Look for it in the mailbox, also among unwanted mail, or wait before you ask for another one.")


class CodeWrong(Problem):
    """Not the code that was mailed, or too late, or one try too many; which of them is not told."""

    code = "code_wrong"
    status = 422
    happened = _("This is not a code that counts now.")
    next_step = _(
        "Type the last code that was mailed, or have a new one mailed. A code counts for 30 minutes and 5 tries."
    )


class CheckUnderWay(Problem):
    """A look at the records is under way."""

    code = "check_under_way"
    status = 409
    happened = _("The records of the domain are being looked at already.")
    next_step = _("Wait for the answer on this page.")


class TermsChanged(Problem):
    """The terms changed while they were being read."""

    code = "terms_changed"
    status = 409
    happened = _("The terms have changed since you opened this page.")
    kept = _("Your agreement was not written down.")
    next_step = _("Read the new text and agree to it.")


class TooManyInvitations(Problem):
    """As many people are invited as may be at once."""

    code = "too_many_invitations"
    status = 409
    happened = _("{n} people of your organisation are invited and have not come in yet.")
    next_step = _("Wait until they come in, or end an invitation that is no longer needed.")


class NotYourself(Problem):
    """Nobody shuts out themselves."""

    code = "not_yourself"
    status = 409
    happened = _("You cannot end your own access.")
    next_step = _("Ask a colleague, or the administrator here.")
