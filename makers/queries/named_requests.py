"""Which request a line of a table is about."""

from collections import defaultdict

from accounts.queries import Principal
from makers.answer_cells import plain
from makers.answer_tables import AnswerLine
from makers.models import TraceRequest
from makers.queries.requests import requests_of
from makers.requesting import Status
from provenance.importers.table import RowRefused
from provenance.partnumbers.normalise import plain as bare


class NamedRequests:
    """The requests that a maker may answer, by what its table calls them."""

    def __init__(self, principal: Principal, only: TraceRequest | None) -> None:
        self._only = only
        self._by_name: dict[str, TraceRequest] = {}
        self._by_lot: dict[str, list[TraceRequest]] = defaultdict(list)
        for one in requests_of(principal):
            for name in (str(one.public_id), one.public_id.hex, one.label):
                self._by_name[name.casefold()] = one
            for lot in {_lot(one.code), _lot(one.printed)} - {""}:
                self._by_lot[lot].append(one)

    def meant(self, line: AnswerLine) -> TraceRequest:
        """Raises RowRefused."""
        if line.request:
            found = [self._by_name[line.request.casefold()]] if line.request.casefold() in self._by_name else []
        else:
            found = self._by_lot.get(_lot(line.lot), [])
        if line.part_number:
            found = [one for one in found if bare(one.part_number) == bare(line.part_number)]
        if self._only is not None:
            found = [one for one in found if one.pk == self._only.pk]
        if len(found) > 1:  # asked again after a withdrawal, a lot means the request that stands
            found = [one for one in found if one.status != Status.WITHDRAWN] or found
        if not found:
            raise RowRefused("unknown_lot", value=(line.request or line.lot)[:80])
        if len(found) > 1:
            raise RowRefused("which_part", value=line.lot[:80])
        return found[0]


def _lot(code: str) -> str:
    """A lot code as it is compared; both days of making, or a lot without punctuation."""
    return code.strip() if ".." in code else bare(plain(code))
