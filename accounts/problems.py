"""Why an act on accounts was refused."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class EmailTaken(Problem):
    """Two people cannot share an e-mail."""

    code = "email_taken"
    status = 409
    happened = _("Somebody has this e-mail already.")
    next_step = _("Look for them among the people here.")


class OrganisationNameTaken(Problem):
    """Two organisations cannot share a name."""

    code = "organisation_name_taken"
    status = 409
    happened = _("An organisation has this name already.")
    next_step = _("Choose another name.")


class UnknownChoice(Problem):
    """Not one of the values that there are: `field` names which."""

    code = "unknown_choice"
    status = 422
    happened = _("“{value}” is not one of the choices.")
    next_step = _("Choose from the list.")


class RoleDoesNotFit(Problem):
    """A role that nobody may have in an organisation of this kind."""

    code = "role_does_not_fit"
    status = 422
    happened = _("Nobody can have this role in an organisation of this kind.")
    next_step = _("Choose another role or another organisation.")


class AlreadyMember(Problem):
    """One person belongs to one organisation."""

    code = "already_member"
    status = 409
    happened = _("This person belongs to an organisation already.")
    next_step = _("Take them out of it first.")


class NotMember(Problem):
    """A person who belongs to no organisation has no role."""

    code = "not_member"
    status = 409
    happened = _("This person belongs to no organisation.")
    next_step = _("Put them into one first.")


class ReasonMissing(Problem):
    """What takes something away from a person needs a reason."""

    code = "reason_missing"
    status = 422
    happened = _("No reason was given.")
    next_step = _("Say why, in a few words.")


class LastAdministrator(Problem):
    """Somebody must be left who can let others in."""

    code = "last_administrator"
    status = 409
    happened = _("This is the last administrator.")
    next_step = _("Make another one first.")


class AlreadySuspended(Problem):
    """Suspended before."""

    code = "already_suspended"
    status = 409
    happened = _("This person is suspended already.")
    next_step = _("There is nothing to do.")


class NotSuspended(Problem):
    """Nothing to restore."""

    code = "not_suspended"
    status = 409
    happened = _("This person is not suspended.")
    next_step = _("There is nothing to do.")


class Suspended(Problem):
    """Nothing is given to somebody who is suspended."""

    code = "suspended"
    status = 409
    happened = _("This person is suspended.")
    next_step = _("Restore them first.")


class LabelMissing(Problem):
    """A token without a name cannot be told from others when one has to be revoked."""

    code = "label_missing"
    status = 422
    happened = _("The token has no name.")
    next_step = _("Name it after the device or the program that will use it.")


class ScopesMissing(Problem):
    """A token for nothing."""

    code = "scopes_missing"
    status = 422
    happened = _("The token is for nothing yet.")
    next_step = _("Choose what it is for.")


class ScopeBeyondRole(Problem):
    """A token that would give more than its owner has."""

    code = "scope_beyond_role"
    status = 422
    happened = _("A token cannot give more than its owner’s role gives.")
    next_step = _("Choose fewer uses, or another person.")


class ExpiryOutOfRange(Problem):
    """In the past, or later than the scopes allow: `days` is how many days they allow."""

    code = "expiry_out_of_range"
    status = 422
    happened = _("A token for this must end within {days} days from now.")
    next_step = _("Choose an earlier day that is not past.")


class AddressRangeWrong(Problem):
    """Not a network, or one too many: `value` as it was typed."""

    code = "address_range_wrong"
    status = 422
    happened = _("“{value}” is not a network address, or there are more than 20 of them.")
    next_step = _("Write networks such as 192.0.2.0/24 or 2001:db8::/32, or single addresses.")


class OrganisationEnded(Problem):
    """Nobody is let into an organisation that has ended its work here."""

    code = "organisation_ended"
    status = 403
    happened = _("The work of this organisation here has ended.")
    kept = _("What it said and did before stays on record, under the terms that it chose.")
    next_step = _("Ask the administrator if this is not right.")


class AlreadyEnded(Problem):
    """Ended before."""

    code = "already_ended"
    status = 409
    happened = _("The work of this organisation has ended already.")
    next_step = _("There is nothing to do.")


class AlreadyRevoked(Problem):
    """Revoked before."""

    code = "already_revoked"
    status = 409
    happened = _("This token is revoked already.")
    next_step = _("There is nothing to do.")


class DeviceRevoked(Problem):
    """A phone that was revoked is not let in again under its old name."""

    code = "device_revoked"
    status = 409
    happened = _("This phone was revoked.")
    kept = _("What is on the phone stays there, locked.")
    next_step = _("Ask your team who revoked it and why; then enrol it as a new phone.")


class AlreadyWiped(Problem):
    """The order to forget everything was given before."""

    code = "already_wiped"
    status = 409
    happened = _("This phone was told to forget everything already.")
    next_step = _("To use it again, enrol it as a new phone.")


class SecondFactorMissing(Problem):
    """A role that must have a second factor, and a person who has none yet."""

    code = "second_factor_missing"
    status = 403
    happened = _("Your role asks for a second factor, and you have none yet.")
    next_step = _("Sign in on the page and set one up.")
