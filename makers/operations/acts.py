"""Writing down what a maker's own people do."""

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Role
from makers.models import OwnAct


@transaction.atomic
def note(
    *, principal: Principal, act: str, subject_type: str, subject_id: str, details: dict[str, object] | None = None
) -> None:
    """Add one act to the log of the asker's organisation, inside the caller's transaction where there is one.

    `act` is a code such as "finding.seen" (words: `web.act_words`). Acts of others than a maker's people are not this
    log's. Raises TypeError for details that are not plain JSON.
    """
    if principal.role is not Role.MAKER:
        return
    token = principal.user.presented_token
    OwnAct.objects.create(
        organisation=principal.organisation,
        user=principal.user,
        token=str(token) if token else "",
        act=act,
        subject_type=subject_type,
        subject_id=subject_id,
        details=details or {},
    )
