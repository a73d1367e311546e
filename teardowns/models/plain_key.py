"""The key under which a code of a finding is looked up by its beginning: letters and digits as they were printed."""

from provenance.kept_key import KeptKeyField
from provenance.partnumbers.normalise import plain

LONGEST = 64


class PlainKeyField(KeptKeyField):
    """`plain` of an attribute of the row. Without an index of its own: one is looked for among one brand's alone."""

    longest = LONGEST

    def __init__(self, source: str = "", **kwargs: object) -> None:
        super().__init__(source, **kwargs)
        self.db_index = False

    def key_of(self, text: str) -> str:
        """`plain`."""
        return plain(text)
