"""When a specimen was recovered, as a bound for when its components were made."""

from calendar import monthrange
from datetime import date

from teardowns.models import DatePrecision, Specimen


def recovered_by(specimen: Specimen) -> date | None:
    """The last day on which it may have been recovered; None when that is not known."""
    day = specimen.recovered_on
    if day is None or specimen.recovered_precision == DatePrecision.DAY:
        return day
    month = 12 if specimen.recovered_precision == DatePrecision.YEAR else day.month
    return date(day.year, month, monthrange(day.year, month)[1])
