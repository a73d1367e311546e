"""Invented shipments for the demonstration. Every company and source in them is fictitious, and marked as such."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from provenance.models import Party, PartyKind, Reliability, Shipment, Source
from provenance.partnumbers.normalise import canonical

WORD = "(fictitious)"


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company."""

    name: str
    kind: PartyKind
    country: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """An invented row of a customs record; a seller or buyer is an invented company, or a real maker's brand."""

    seller: str
    buyer: str
    maker: str
    part_number: str
    day: date
    quantity: int


EXAMPLIA = Company(f"Examplia Components Distribution {WORD}", PartyKind.INDEPENDENT_DISTRIBUTOR, "SG")
PLACEHOLDER = Company(f"Placeholder Trading FZE {WORD}", PartyKind.BROKER, "AE")
SPECIMENOV = Company(f"OOO Specimenov {WORD}", PartyKind.IMPORTER, "RU")
INVENTED = Company(f"Invented Instrument Plant {WORD}", PartyKind.END_USER, "RU")
COMPANIES = (EXAMPLIA, PLACEHOLDER, SPECIMENOV, INVENTED)

PARTS = (
    ("STMicroelectronics", "STM32F405RGT6", date(2022, 6, 14), 2_400),
    ("Analog Devices", "AD9361BBCZ", date(2020, 3, 3), 180),
    ("Maxim Integrated", "MAX3490ESA+", date(2022, 2, 9), 5_000),
    ("Texas Instruments", "TMS320F28335PGFA", date(2021, 11, 23), 640),
)


def deliveries() -> list[Delivery]:
    """Each part takes the same invented way, some weeks between its stations."""
    rows = []
    for maker, number, day, quantity in PARTS:
        stations = (EXAMPLIA.name, PLACEHOLDER.name, SPECIMENOV.name, INVENTED.name)
        days = (day, _weeks_after(day, 5), _weeks_after(day, 9))
        rows += [
            Delivery(seller, buyer, maker, number, when, quantity)
            for seller, buyer, when in zip(stations, stations[1:], days, strict=False)
        ]
    return rows


@transaction.atomic
def deliver() -> None:
    """Write companies, source and shipments that are not there yet."""
    source, _ = Source.objects.get_or_create(
        slug="demo-invented-records",
        defaults={
            "name": f"Invented customs records of the demonstration {WORD}",
            "reliability": Reliability.F,
            "fictitious": True,
        },
    )
    parties = {company.name: _party(company) for company in COMPANIES}
    for number, row in enumerate(deliveries(), start=1):
        Shipment.objects.get_or_create(
            source=source,
            reference=f"invented record {number}",
            defaults={
                "seller": parties[row.seller],
                "buyer": parties[row.buyer],
                "manufacturer": Party.objects.filter(name=row.maker).first(),
                "part_number": row.part_number,
                "part_canonical": canonical(row.part_number),
                "earliest": row.day,
                "latest": row.day,
                "quantity": row.quantity,
            },
        )


def _party(company: Company) -> Party:
    party, _ = Party.objects.get_or_create(
        slug=slugify(company.name)[:120],
        defaults={"name": company.name, "kind": company.kind, "country": company.country, "fictitious": True},
    )
    return party


def _weeks_after(day: date, weeks: int) -> date:
    return date.fromordinal(day.toordinal() + 7 * weeks)
