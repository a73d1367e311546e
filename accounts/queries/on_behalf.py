"""Who asked for work that is done later: whether they still may is asked again when the work begins."""

from django.utils import timezone

from accounts.models import ApiToken, Membership, User
from accounts.queries.principal import Principal, find_principal
from accounts.queries.second_factor import lacks_second_factor
from accounts.roles import Role
from problems import NotAllowed


def stands(token: ApiToken) -> bool:
    """Whether a token may be used now, as far as it, its owner and their organisation go."""
    if token.user.suspended or not token.live(timezone.now()):
        return False
    membership = (
        Membership.objects.select_related("organisation")
        .filter(user=token.user_id, organisation=token.organisation_id)
        .first()
    )
    if membership is None or membership.organisation.ended_at is not None:
        return False
    return not lacks_second_factor(token.user, Role(membership.role))


def asker(principal: Principal) -> dict[str, str]:
    """Arguments of a job that is done on somebody's behalf: pass them on to `asker_again`."""
    token = principal.user.presented_token
    return {
        "user": str(principal.user.public_id),
        "organisation": str(principal.organisation.public_id),
        "token": str(token.public_id) if token else "",
    }


def asker_again(*, user: str, organisation: str, token: str = "") -> Principal:
    """The principal of now who asked for a job then, by that token if it was one.

    Raises NotAllowed, or what is missing, when they were suspended, moved or shut out since, their organisation has
    ended, or the token was revoked or has expired.
    """
    found = User.objects.filter(public_id=user).first()
    if found is not None and token:
        key = ApiToken.objects.select_related("user", "device").filter(public_id=token, user=found).first()
        found = key.user if key is not None and stands(key) else None
        if found is not None:
            found.presented_token = key
    principal = find_principal(found) if found is not None else None
    if principal is None or str(principal.organisation.public_id) != organisation:
        raise NotAllowed
    if lacks_second_factor(principal.user, principal.role):
        raise NotAllowed
    if principal.unfinished is not None:
        raise principal.unfinished
    return principal
