"""Countries as trade records write them, or the row is refused."""

from provenance.country_names import country_named
from provenance.importers.table import RowRefused


def country_code(text: str) -> str:
    """Two letters; empty where the record says that it does not know. Raises RowRefused with `unknown_country`."""
    found = country_named(text)
    if found is None:
        raise RowRefused("unknown_country", value=text.strip()[:40])
    return found
