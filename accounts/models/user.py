"""A person who signs in."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Optional

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.token import ApiToken


class UserManager(BaseUserManager["User"]):
    """Makes and finds users by e-mail, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a user; without a password nobody can sign in until one is set through an invitation."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail. Raises User.DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person. What they may do comes from their membership and `accounts.roles`, and from nowhere else:
    Django's own groups and permissions are left out on purpose, a second table would be a second truth.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("work e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    preferred_language = models.CharField(
        _("language"), max_length=8, choices=[("uk", "Українська"), ("en", "English")], blank=True, default=""
    )
    is_active = models.BooleanField(default=True)
    suspended_at = models.DateTimeField(null=True, blank=True, editable=False)
    suspension_reason = models.CharField(max_length=500, blank=True, default="", editable=False)
    session_generation = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    # The token that this request came with; set by `operations.authenticate_token`, never stored.
    presented_token: Optional["ApiToken"] = None

    class Meta:
        ordering: ClassVar = ["email"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(is_active=True, suspended_at__isnull=True)
                | models.Q(is_active=False, suspended_at__isnull=False),
                name="user_suspended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def suspended(self) -> bool:
        """Whether every door is closed to this person."""
        return not self.is_active

    def get_full_name(self) -> str:
        """The name as it is shown."""
        return self.name

    def get_session_auth_hash(self) -> str:
        """Ties sessions to password and `session_generation`: raising it ends all of them for good."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Any:
        """The same under every older secret key, newest first."""
        return (self._session_hash(key) for key in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, key: str | bytes) -> str:
        value = f"{self.session_generation}:{self.password}"
        return salted_hmac("accounts.models.User.session", value, secret=key, algorithm="sha256").hexdigest()
