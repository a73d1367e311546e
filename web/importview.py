"""What the page of one import shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from custody.vault import VaultError, vault
from jobs.models import JobState
from jobs.queries import jobs_of
from provenance.import_words import failure, row_error
from provenance.importers.parts import Header, read_header
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.models import CatalogueImport, ImportFormat, ImportState
from provenance.operations.import_progress import Far, told
from provenance.queries.catalogue_imports import holds_others_up, later_applied, others_since, parts_of_source
from web.forms.imports import FIELD_LABELS, ColumnsForm

_AT_WORK = (ImportState.WAITING, ImportState.APPLYING, ImportState.ROLLING_BACK)


@dataclass(frozen=True, slots=True)
class ShownImport:
    """One import in words. `far`: how far the work is, when any is under way; `later`: what must go back first."""

    row: CatalogueImport
    works: bool
    far: Far | None
    failure: str
    errors: list[tuple[int, str]]
    kinds: list[tuple[str, list[dict[str, Any]]]]
    later: list[CatalogueImport]
    others: list[CatalogueImport]
    many_gone: bool
    holds_others_up: bool

    @property
    def may_preview(self) -> bool:
        """Whether it can be compared (again)."""
        return not self.works and self.row.state in (ImportState.WAITING, ImportState.PREVIEWED, ImportState.FAILED)

    @property
    def may_apply(self) -> bool:
        """Whether what the preview showed can be applied."""
        return self.row.state == ImportState.PREVIEWED and self.row.failure != "catalogue_changed"

    @property
    def changes(self) -> int:
        """How many parts it adds, changes or marks as gone."""
        return sum(self.row.counts.get(kind, 0) for kind in ("new", "changed", "gone"))


def shown(row: CatalogueImport) -> ShownImport:
    """The import as it stands."""
    pending = jobs_of("import", str(row.public_id)).filter(state__in=(JobState.QUEUED, JobState.RUNNING))
    job = pending.last() if row.state in _AT_WORK else None
    far = told(str(row.public_id)) if job else None
    if job and far is None and job.progress_total:
        far = Far(job.progress_done, job.progress_total)
    applied = row.state == ImportState.APPLIED
    return ShownImport(
        row=row,
        works=job is not None,
        far=far,
        failure=failure(row),
        errors=[(one["line"], row_error(RowError(one["line"], one["code"], one["params"]))) for one in row.errors],
        kinds=[
            (kind, [_sample(one) for one in row.samples[kind]])
            for kind in ("new", "changed", "gone")
            if row.samples.get(kind)
        ],
        later=list(later_applied(row)) if applied else [],
        others=list(others_since(row)) if applied else [],
        many_gone=row.state == ImportState.PREVIEWED and _many_gone(row),
        holds_others_up=holds_others_up(row),
    )


def _many_gone(row: CatalogueImport) -> bool:
    gone = row.counts.get("gone", 0)
    return bool(gone) and gone * 2 > parts_of_source(row.source)


def _sample(one: Mapping[str, Any]) -> dict[str, Any]:
    names = [name for name in FIELD_LABELS if one["before"].get(name) or one["after"].get(name)]
    facts = [(FIELD_LABELS[name], one["before"].get(name, ""), one["after"].get(name, "")) for name in names]
    return {**one, "facts": facts, "back": "gone_on" in one["before"]}


def columns_form(row: CatalogueImport, data: Any = None) -> ColumnsForm | None:
    """The form that maps the columns of a table; None when it is no table, or none that can be read."""
    header = _header(row)
    if header is None:
        return None
    return ColumnsForm(data, header=header, initial={**row.columns, "complete": row.complete})


def _header(row: CatalogueImport) -> Header | None:
    if row.format != ImportFormat.TABLE:
        return None
    try:
        with vault().local_copy(row.sha256) as path:
            return read_header(path)
    except (FileStopped, VaultError):
        return None
