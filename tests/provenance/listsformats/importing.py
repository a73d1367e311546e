"""Files of lists for tests: companies that evidently do not exist."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from provenance.models import Listing, ListVersion
from provenance.operations.list_imports import ListReport, Wish, import_list
from provenance.queries.listings import listings_of_parties

LIST = "EU Test list"
HEAD = "list,name,aliases,country_iso2,address,listing_date,delisting_date,programme,registration_ids"


def write(tmp_path: Path, *lines: str, name: str = "list.csv") -> Path:
    """A file of these lines."""
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(name: str, *, aliases: str = "", country: str = "RU", address: str = "", since: str = "2022-03-15",
        until: str = "", programme: str = "EU-TEST", ids: str = "", of: str = LIST) -> str:  # fmt: skip
    """One row of the plain table."""
    return ",".join(f'"{cell}"' for cell in (of, name, aliases, country, address, since, until, programme, ids))


NORTH = row("North Example LLC", aliases="ООО «Норд Экзампл»; Nord Example", ids="7704730655 (Tax ID/INN)")


def take(path: Path, wanted: str = "csv", **how: Any) -> ListReport:
    """Import a file."""
    day = how.pop("effective", None)
    return import_list(
        Wish(path=path, format=wanted, actor="test", effective=date.fromisoformat(day) if day else None, **how)
    )


def counts(report: ListReport) -> dict[str, int]:
    """What changed in the one list, without what is none."""
    (version,) = report.versions
    return {name: number for name, number in version.counts.items() if number}


def listed_on(parties: Collection[int], day: date) -> list[Listing]:
    """Those of their listings that surely stood on a day."""
    return [one for one in listings_of_parties(parties) if one.in_force_on(day)]


def only_version(report: ListReport) -> ListVersion:
    """The one version."""
    (version,) = report.versions
    return version
