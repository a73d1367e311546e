"""How the login library behaves here: nobody signs up, and the suspended look like the unknown."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import url_str_to_user_pk
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.hidden_numbers import hidden
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed sign-up, and one answer for every failed login."""

    error_messages: Final = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail and password do not match. After 5 tries this account waits 5 minutes."),
        "too_many_login_attempts": _("Too many tries. This account waits 5 minutes; nothing else has changed."),
        "rate_limited": _("Too many tries from here. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by an administrator."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address for a mail: the library writes the row's number into it, which would count the accounts."""
        number, _dash, token = key.partition("-")
        address: str = super().get_reset_password_from_key_url(f"{hidden(url_str_to_user_pk(number))}-{token}")
        return address

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The active user with these credentials.

        The library hands out a suspended user with the right password, to tell them so, and gives the try
        back. Here the try is counted like a wrong password, and so the limit tells nothing either.
        """
        user: User | None = super().authenticate(request, **credentials)
        if user is None or user.is_active:
            return user
        self.pre_authenticate(request, **credentials)
        self.authentication_failed(request, **credentials)
        return None

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A suspended user's passkey: the answer to a passkey that nobody knows."""
        messages.error(request, _("This passkey did not open an account."))
        return HttpResponseRedirect(reverse("account_login"))
