"""A list in the scene that is held in two versions: the second ends one entry, changes one and brings one."""

import tempfile
from datetime import date
from pathlib import Path

from accounts.queries import Principal
from provenance.operations.list_imports import Wish, import_list

HEAD = "list,name,aliases,country_iso2,address,listing_date,delisting_date,programme,registration_ids\n"
LIST = "Demonstration list C (fictitious)"
NORTH = "Example Import North (fictitious)"


def hold_versions(principal: Principal) -> None:
    """Apply both."""
    entries = {
        date(2022, 9, 1): [
            (NORTH, "RU", "2022-08-20", "XC-1"),
            ("Sample Works (fictitious)", "RU", "2022-08-20", "XC-1"),
        ],
        date(2023, 6, 1): [(NORTH, "RU", "2022-08-20", "XC-2"), ("Specimen Trading (fictitious)", "AE", "", "XC-2")],
    }
    with tempfile.TemporaryDirectory() as folder:
        for day, rows in entries.items():
            path = Path(folder) / f"list-c-{day}.csv"
            lines = [f"{LIST},{name},,{where},,{since},,{programme},\n" for name, where, since, programme in rows]
            path.write_text("".join([HEAD, *lines]), encoding="utf-8")
            import_list(Wish(path=path, format="csv", actor=principal.actor, effective=day, confirm_shrink=True))
