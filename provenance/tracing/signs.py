"""What is known of a part beside the records of its way: handed in by whoever looked at it, or looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from provenance.tracing.timeline import Event


@dataclass(frozen=True, slots=True)
class Signs:
    """What somebody saw on the part itself; None: nobody looked or said.

    ``desoldered``: traces of its removal from another board. ``lettering_contradicts``: the lettering contradicts its
    maker's scheme. ``lot_date_codes``: date codes found on parts of this one lot. ``last_made``: the last day on which
    its maker made it.
    """

    desoldered: bool | None = None
    lettering_contradicts: bool | None = None
    lot_date_codes: tuple[str, ...] = ()
    last_made: date | None = None


@dataclass(frozen=True, slots=True)
class Donor:
    """A product on sale to anybody that is known to hold this part or, not ``exact``, parts of its kind."""

    product: str
    source: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of the part and of its maker beside the records. ``usual_price``: US dollars a piece."""

    donors: tuple[Donor, ...] = ()
    first_made: date | None = None
    usual_price: float | None = None
    exits: tuple[Event, ...] = ()


NO_SIGNS = Signs()
NO_BACKGROUND = Background()
