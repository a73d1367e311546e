"""Loads the demonstration's world: real makers and part numbers, companies that evidently do not exist."""

from datetime import date
from pathlib import Path

from django.db import transaction

from problems import Problem
from provenance import demo
from provenance.operations import records
from provenance.operations.list_imports import ListReport, Wish, import_list
from provenance.operations.relation_imports import RelationReport, import_relations
from provenance.operations.trade_import import ShipmentReport, import_shipments

FOLDER = Path(demo.__file__).parent
LISTS_OF = date(2023, 5, 19)
"""The day of the version of the lists."""


class DemoWorldBroken(Problem):
    """A file of the demonstration's world does not fit the reference data."""

    code = "demo_world_broken"
    status = 500


@transaction.atomic
def load_demo_world(*, actor: str = "system:demo") -> int:
    """Load the world, after the reference data; return how many rows were new. Running it again adds none."""
    reports: list[records.ImportReport | RelationReport | ListReport | ShipmentReport] = [
        records.import_sources(FOLDER / "sources.csv", actor=actor, fictitious=True),
        records.import_parties(FOLDER / "parties.csv", actor=actor, fictitious=True),
        import_relations(FOLDER / "relations.csv", actor=actor),
        import_list(Wish(path=FOLDER / "listings.csv", format="csv", actor=actor, effective=LISTS_OF)),
        import_shipments(FOLDER / "shipments.csv", actor=actor),
        records.import_claims(FOLDER / "claims.csv", actor=actor),
    ]
    errors = [error for report in reports for error in report.errors]
    if errors:
        raise DemoWorldBroken(error=str(errors[0]))
    return sum(report.created for report in reports)
