"""Takes a file of claims out of the store again, with the companies that were made for it alone."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from custody.ledger import Subject, append
from problems import NotFound, Problem
from provenance.models import Claim, ClaimFile, Party
from provenance.operations.claim_imports import parties_of, scopes_of
from provenance.operations.maker_names import unneeded
from provenance.operations.staleness import mark_touched


class ClaimFileNotApplied(Problem):
    """There is nothing of the file in the store."""

    code = "claim_file_not_applied"
    status = 409
    happened = _("This file of statements was taken back already.")
    next_step = _("Import it again if its statements are wanted.")


class ClaimsSuperseded(Problem):
    """Later statements correct some of these."""

    code = "claims_superseded"
    status = 409
    happened = _("{count} of these statements were corrected by later ones.")
    next_step = _("They stay, so that the corrections say what they correct.")


@transaction.atomic
def roll_back_claims(*, file_id: UUID, actor: str) -> ClaimFile:
    """Take a file's claims out. Raises NotFound, ClaimFileNotApplied, ClaimsSuperseded."""
    file = ClaimFile.objects.select_for_update().filter(public_id=file_id).first()
    if file is None:
        raise NotFound
    if file.rolled_back_at:
        raise ClaimFileNotApplied
    corrected = Claim.objects.filter(file=file, successor__isnull=False).exclude(successor__file=file).count()
    if corrected:
        raise ClaimsSuperseded(count=corrected)
    claims = list(Claim.objects.filter(file=file))
    Claim.objects.filter(file=file).update(supersedes=None)
    Claim.objects.filter(file=file).delete()
    gone = unneeded(file.made_parties)
    Party.objects.filter(pk__in=gone).delete()
    file.rolled_back_at = timezone.now()
    file.save(update_fields=["rolled_back_at"])
    append(
        action="claims.rolled_back",
        subject=Subject("claim_file", str(file.public_id)),
        actor=actor,
        details={"file": file.name, "removed": len(claims), "parties_removed": len(gone)},
    )
    mark_touched(parties=parties_of(claims) - gone, scopes=scopes_of(claims), reason="claims")
    return file
