"""Names of organisations, in any script and with any legal form, brought to one spelling. Pure."""

from provenance.partynames.key import name_key

__all__ = ["name_key"]
