from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.partnumbers.roles.claims import Claim
from provenance.partnumbers.roles.probabilities import alternatives
from provenance.partnumbers.types import Reason, Role

SAYS = Reason("note", "role_short")


def claim(role: Role, weight: float, *, left: bool = False) -> Claim:
    return Claim(0, (0, 1), role, weight, SAYS, left)


def test_the_stronger_claim_takes_its_share_first() -> None:
    shared = alternatives([claim(Role.LOT_CODE, 0.5), claim(Role.DATE_CODE, 0.8)])
    assert [(one.role, share) for one, share in shared] == [(Role.DATE_CODE, 0.8), (Role.LOT_CODE, 0.1)]


def test_what_is_left_over_counts_only_where_room_is() -> None:
    shared = alternatives([claim(Role.LOT_CODE, 0.9, left=True), claim(Role.PART_NUMBER, 0.5)])
    assert [(one.role, share) for one, share in shared] == [(Role.PART_NUMBER, 0.5), (Role.LOT_CODE, 0.45)]


def test_a_role_counts_once_with_its_best_claim() -> None:
    (only,) = alternatives([claim(Role.GRADE, 0.4), claim(Role.GRADE, 0.9), claim(Role.GRADE, 1.0, left=True)])
    assert only[1] == 0.9


@given(st.lists(st.builds(claim, st.sampled_from(Role), st.floats(0, 1), left=st.booleans()), max_size=30))
@settings(deadline=None)
def test_together_they_are_at_most_one(claims: list[Claim]) -> None:
    shares = [share for _, share in alternatives(claims)]
    assert sum(shares) <= 1 + 1e-9
    assert shares == sorted(shares, reverse=True)
