"""A maker whose findings are exported, and what tests ask of its files."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import OrganisationKind, Role
from makers.export_problems import ExportEnded
from makers.models import FindingExport
from makers.operations.finding_exports import take_export
from provenance.models import BrandRepresentation, Party
from teardowns.models import Release
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding

ONE_DAY = timedelta(days=1)


class House(NamedTuple):
    """A maker that speaks for two brands, with a finding of each."""

    organisation: Organisation
    officer: Principal
    brand: Party
    other: Party
    found: Release


@pytest.fixture
def exporter() -> House:
    """A maker's officer, two brands, and a finding of each; and one of a stranger's."""
    organisation = make_organisation(OrganisationKind.MAKER)
    brand, other = make_maker("Analog Devices"), make_maker("Linear Technology")
    for one in (brand, other):
        represent(organisation, one)
    found = make_finding("AD9361BBCZ", brand)
    make_finding("LTC3780EG", other)
    make_finding("XC7Z020", make_maker("Xilinx"))
    return House(organisation, make_principal(Role.MAKER, organisation=organisation), brand, other, found)


@pytest.fixture
def empty_folder() -> None:
    """No file of a test before."""
    for one in files():
        one.unlink()


def content(principal: Principal, row: FindingExport) -> bytes:
    return b"".join(take_export(principal=principal, public_id=row.public_id)[1])


def numbers(text: bytes) -> list[str]:
    return sorted(line["part_number"] for line in csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def sell(house: House, brand: Party) -> None:
    BrandRepresentation.objects.filter(organisation=house.organisation, party=brand).update(
        end=timezone.now().date() - ONE_DAY
    )


def why(principal: Principal, row: FindingExport) -> str:
    with pytest.raises(ExportEnded) as told:
        take_export(principal=principal, public_id=row.public_id)
    return str(told.value.params["cause"])


def files() -> list[Path]:
    return list((Path(settings.VAULT_ROOT) / "exports").glob("*"))
