"""Who must have a second factor and has none."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES, Role


def lacks_second_factor(user: User, role: Role) -> bool:
    """Whether the policy asks this person for a second factor that they have not set up.

    Holds for tokens too: the key of somebody whom the page does not let in would be the way round the policy.
    """
    if not settings.REQUIRE_SECOND_FACTOR or role not in SECOND_FACTOR_ROLES:
        return False
    return not Authenticator.objects.filter(user=user).exists()
