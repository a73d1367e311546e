"""Numbers of registers: told apart, normalised, checked. Pure."""

from provenance.identifiers.reading import SCHEMES, read_identifier, read_number
from provenance.identifiers.types import Identifier, Scheme

__all__ = ["SCHEMES", "Identifier", "Scheme", "read_identifier", "read_number"]
