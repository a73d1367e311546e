"""An answer as one reader has it: values, without anything of those that are not this reader's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makers.answer_cells import Verdict
from makers.models import TraceRequest
from makers.sharing import Audience


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as this reader has it. `lead`: shown to our analysts alone, and no evidence. `withheld`: something is
    said that this reader is not shown; then `value` is empty. `terms`: empty for who does not see the value."""

    value: str = ""
    lead: bool = False
    withheld: bool = False
    terms: str = ""


@dataclass(frozen=True, slots=True)
class ShownSale:
    """One sale, by `SALE_FIELDS`. `claim`: the statement that it became."""

    number: int
    fields: Mapping[str, Shown]
    claim: UUID | None
    unclaimed: str


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A paper that this reader may open."""

    public_id: UUID
    name: str
    size: int
    media_type: str
    lead: bool


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer. `person`: who gave it, for their own organisation alone; `sales`: the first of `sales_in_all` that
    this reader sees a field of; `withheld`: whether anything is kept from this reader."""

    public_id: UUID
    maker: str
    request: TraceRequest
    given_at: datetime
    person: str
    audience: Audience
    stands: bool
    withdrawn: bool
    after_withdrawal: bool
    whole: bool
    credibility: int
    fields: Mapping[str, Shown]
    sales: tuple[ShownSale, ...]
    sales_in_all: int
    documents: tuple[ShownDocument, ...]
    withheld: bool

    @property
    def own(self) -> bool:
        """Whether the reader's own organisation gave it."""
        return self.audience is Audience.OWN

    @property
    def leads(self) -> bool:
        """Whether a field of it is a lead."""
        return any(one.lead for one in self.fields.values()) or any(
            one.lead for sale in self.sales for one in sale.fields.values()
        )

    def says_otherwise(self, other: ShownAnswer) -> bool:
        """Whether another maker calls genuine what this one calls counterfeit, as far as this reader is shown it."""
        said = {one.fields.get("verdict", Shown()).value for one in (self, other)}
        another = self.request.organisation_id != other.request.organisation_id
        return another and said == {Verdict.GENUINE, Verdict.COUNTERFEIT}
