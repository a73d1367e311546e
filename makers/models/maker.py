"""A manufacturer that comes in: its domain, and what each of its people agreed to."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CHALLENGE_BYTES = 20


class ProofMethod(models.TextChoices):
    """How an organisation showed that a domain is its own."""

    DNS = "dns", _("a TXT record of the domain")
    MAIL = "mail", _("a code mailed to an address at the domain")


class CheckOutcome(models.TextChoices):
    """What the last look at the domain's TXT records gave."""

    FOUND = "found", _("the record is there")
    OTHER_RECORD = "other_record", _("a record of ours is there, with another value")
    NO_RECORD = "no_record", _("the domain has no such record")
    NO_DOMAIN = "no_domain", _("the name servers know no such domain")
    TIMEOUT = "timeout", _("the name servers did not answer in time")
    SERVERS_FAILED = "servers_failed", _("the name servers answered with a fault")


def new_challenge() -> str:
    """What only the owner of the domain is asked to publish; lower case, because some editors change the case."""
    return secrets.token_hex(CHALLENGE_BYTES)


class Maker(models.Model):
    """What coming in needs to know of an organisation of kind maker; the row is made with its first domain.

    Read before anybody's principal stands (`makers.coming_in`), so no policy on rows may hide it from a door.
    `proven_at` belongs to `domain`: another domain begins with a new `challenge` and without proof.
    `checking_since`: a look at the records is under way. `code_*`: to
    whom and when a code was mailed last; the code itself is worked out from these (`makers.operations.proving`).
    """

    organisation = models.OneToOneField("accounts.Organisation", on_delete=models.PROTECT, related_name="maker")
    domain = models.CharField(max_length=253)
    challenge = models.CharField(max_length=64, default=new_challenge, editable=False)
    proven_at = models.DateTimeField(null=True, blank=True, editable=False)
    proven_by = models.CharField(max_length=4, choices=ProofMethod.choices, blank=True, editable=False)
    checking_since = models.DateTimeField(null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.CharField(max_length=20, choices=CheckOutcome.choices, blank=True, editable=False)
    code_sent_to = models.EmailField(max_length=254, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering: ClassVar = ["organisation__name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(proven_at=None, proven_by="") | Q(proven_at__isnull=False) & ~Q(proven_by=""),
                name="maker_proof_has_method",
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class TermsAcceptance(models.Model):
    """One person agreed to one text, for their organisation. Read before a principal stands, as `Maker` is.

    `sha256`: of the text in both languages (`makers.terms`), so that what was agreed to can be shown later.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="terms_accepted")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="terms_accepted")
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    accepted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-accepted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation", "version", "sha256"], name="terms_accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.version}"
