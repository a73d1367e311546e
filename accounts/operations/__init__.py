"""Writes of accounts. Each runs in one transaction with its `AccountEvent`; `actor` names who did it.

An actor is a text such as `Principal.actor` gives, or `system:<what>` for a command. The caller checks that
the actor may; these functions check that the act makes sense, and raise one of `accounts.problems` if not.
"""

from accounts.operations.people import (
    add_member,
    change_role,
    create_organisation,
    create_user,
    invite,
    remove_member,
    reset_second_factor,
    restore_user,
    set_preferred_language,
    suspend_user,
)
from accounts.operations.tokens import authenticate_token, issue_token, revoke_token

__all__ = [
    "add_member",
    "authenticate_token",
    "change_role",
    "create_organisation",
    "create_user",
    "invite",
    "issue_token",
    "remove_member",
    "reset_second_factor",
    "restore_user",
    "revoke_token",
    "set_preferred_language",
    "suspend_user",
]
