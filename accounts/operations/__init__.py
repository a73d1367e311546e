"""Writes of accounts. Each runs in one transaction with its `AccountEvent`; `actor` names who did it.

An actor is a text such as `Principal.actor` gives, or `system:<what>` for a command. The caller checks that
the actor may; these functions check that the act makes sense, and raise one of `accounts.problems` if not.
"""

from accounts.operations.devices import (
    Enrolment,
    confirm_wiped,
    enrol_device,
    note_contact,
    order_wipe,
    revoke_device,
)
from accounts.operations.people import (
    add_member,
    change_role,
    create_organisation,
    create_user,
    end_organisation,
    invite,
    note_invited_elsewhere,
    remove_member,
    reset_second_factor,
    restore_user,
    set_preferred_language,
    suspend_user,
)
from accounts.operations.tokens import authenticate_token, issue_token, revoke_token

__all__ = [
    "Enrolment",
    "add_member",
    "authenticate_token",
    "change_role",
    "confirm_wiped",
    "create_organisation",
    "create_user",
    "end_organisation",
    "enrol_device",
    "invite",
    "issue_token",
    "note_contact",
    "note_invited_elsewhere",
    "order_wipe",
    "remove_member",
    "reset_second_factor",
    "restore_user",
    "revoke_device",
    "revoke_token",
    "set_preferred_language",
    "suspend_user",
]
