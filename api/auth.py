"""How a program says who it is: `Authorization: Bearer ct_...`."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.addresses import caller
from accounts.models import ApiToken, User
from accounts.operations import authenticate_token

KEYWORD = b"bearer"


class TokenAuthentication(BaseAuthentication):
    """Bearer tokens. Wrong, expired, revoked, suspended: one answer for all of them."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken | None] | None:
        """The token's owner, or None when no bearer token was sent. Raises AuthenticationFailed."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD:
            return None
        secret = words[1].decode("ascii", "replace") if len(words) == 2 else ""
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = caller(request.META.get("REMOTE_ADDR") or "", forwarded, settings.ALLAUTH_TRUSTED_PROXY_COUNT)
        user = authenticate_token(secret, address)
        if user is None:
            raise AuthenticationFailed(_("This token is not valid."))
        if user.preferred_language and not request.headers.get("Accept-Language"):
            translation.activate(user.preferred_language)
        return user, user.presented_token

    def authenticate_header(self, request: Request) -> str:
        """What makes a failure a 401."""
        return 'Bearer realm="chiptrail"'
