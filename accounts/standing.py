"""What must be true of a person and their organisation before a role's capabilities hold.

Accounts do not know what that is for each role: the package that knows says so once, when it is loaded. A role in
`CHECKED` whose check was never named is refused everything, so that a missing package opens nothing.
"""

from collections.abc import Callable
from typing import Final

from accounts.models import Membership
from accounts.roles import Role
from problems import NotAllowed, Problem

Check = Callable[[Membership], Problem | None]

CHECKED: Final = frozenset({Role.MAKER})
_checks: dict[Role, Check] = {}


def checked_by(role: Role, check: Check) -> None:
    """Name the one check for a role: what is missing, or None."""
    _checks[role] = check


def missing(membership: Membership) -> Problem | None:
    """What stands between a person and the capabilities of their role, as a problem that says what to do; or None."""
    role = Role(membership.role)
    if role not in CHECKED:
        return None
    check = _checks.get(role)
    return check(membership) if check else NotAllowed()
