"""The company that a form has chosen."""

from uuid import UUID

from problems import NotFound
from provenance.correction_problems import NoCompanyChosen
from provenance.models import Party
from provenance.queries.merging import named_party


def chosen_party(public_id: str) -> Party:
    """The row with this public id. Raises NoCompanyChosen for an empty one, NotFound for one of nobody."""
    if not public_id:
        raise NoCompanyChosen
    try:
        return named_party(UUID(public_id))
    except ValueError:
        raise NotFound from None
