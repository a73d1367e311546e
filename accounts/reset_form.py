"""The address at which somebody sets a password names the account by a hidden number."""

from allauth.account.forms import UserTokenForm as LibraryForm

from accounts.hidden_numbers import number_in
from accounts.models import User


class UserTokenForm(LibraryForm):  # type: ignore[misc]
    """The library's, which would read the number as it is."""

    def _get_user(self, uidb36: str | None) -> User | None:
        number = number_in(uidb36 or "")
        return User.objects.filter(pk=number).first() if number is not None else None
