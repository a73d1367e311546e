"""Whether an organisation and a person have come in: the check before each door of a maker."""

from django.db.models import Exists, OuterRef

from accounts.models import Membership
from accounts.queries import Principal
from makers import terms
from makers.coming_in_problems import DomainNotProven, TermsNotAccepted
from makers.models import Maker, TermsAcceptance
from problems import Problem


def what_is_missing(membership: Membership) -> Problem | None:
    """The first step that a person of a maker has not done; one query. The second factor is the middleware's."""
    version = terms.CURRENT
    accepted = TermsAcceptance.objects.filter(
        user=membership.user_id,
        organisation=OuterRef("organisation"),
        version=version,
        sha256=terms.digest(version),
    )
    rows = Maker.objects.filter(organisation=membership.organisation_id, proven_at__isnull=False)
    agreed = rows.values_list(Exists(accepted), flat=True).first()
    if agreed is None:
        return DomainNotProven()
    return None if agreed else TermsNotAccepted(version=version)


def terms_accepted(principal: Principal) -> TermsAcceptance | None:
    """The asker's agreement to the terms that hold now, if there is one."""
    version = terms.CURRENT
    own = TermsAcceptance.objects.filter(organisation=principal.organisation, user=principal.user)
    return own.filter(version=version, sha256=terms.digest(version)).first()
