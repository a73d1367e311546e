"""Tables of people and organisations, one aggregate a file."""

from accounts.models.device import Device
from accounts.models.event import AccountEvent
from accounts.models.organisation import Membership, Organisation
from accounts.models.token import ApiToken
from accounts.models.user import User, UserManager

__all__ = ["AccountEvent", "ApiToken", "Device", "Membership", "Organisation", "User", "UserManager"]
