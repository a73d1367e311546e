"""Submissions as tables with a folder of attachments.

ODK Central, "Submissions" as .csv.zip: `FORM.csv` with the columns `SubmissionDate`, the form's own with groups before
them (`group-field`), `meta-instanceID`, `KEY`; a table `FORM-REPEAT.csv` for each repeat with `PARENT_KEY`; attachments
in `media/` (docs.getodk.org/central-submissions/). ODK Briefcase exports alike, cells say `media/NAME`.
KoboToolbox: separators are semicolons, groups stand before `/`, `_uuid`, `_index` and `_submission_time` follow the
form's own columns, rows of repeats name `_submission__uuid`; attachments come as a ZIP of their own,
`USER/attachments/FORM/SUBMISSION-UUID/NAME` (support.kobotoolbox.org/export_download.html). An edited
submission keeps `meta/rootUuid`.
"""

from teardowns.photo_imports import values
from teardowns.photo_imports.columns import meaning
from teardowns.photo_imports.facts import completed, find_of
from teardowns.photo_imports.matching import Files
from teardowns.photo_imports.tables import Table
from teardowns.photo_imports.types import Contents, Fault, File, Find, Shot

_KEYS = ("meta-rootuuid", "meta/rootuuid", "meta:rootuuid", "_submission__uuid", "parent_key", "key",
         "meta-instanceid", "meta/instanceid", "meta:instanceid", "instanceid", "_uuid")  # fmt: skip
"""Columns that name the submission, the one that stays longest first."""


def is_submissions(header: list[str]) -> bool:
    """Whether a table is of submissions."""
    return bool(_key_columns(header))


def read_submissions(table: Table, file: File, files: Files, contents: Contents) -> None:
    """Add what a table of submissions, or of one of their repeats, says."""
    finds = {find.instance: find for find in contents.finds if find.instance}
    keys = _key_columns(table.header)
    for line, row in table.rows:
        if row is None:
            contents.faults.append(Fault("unreadable_row", file.path, line))
            continue
        instance = next((found for index in keys if (found := instance_of(row[index]))), "")
        if not instance:
            contents.faults.append(Fault("no_instance", file.path, line))
            continue
        cells = list(zip(table.header, row, strict=True))
        add(finds, find_of(cells, instance=instance, file=file.path, line=line), contents)
        for name, cell in cells:
            if values.is_media(cell):
                media = files.meant(cell, near=[instance, f"{file.folder}/media".lstrip("/"), file.folder])
                attach(finds[instance], media, name, cell, (file.path, line), contents)


def add(finds: dict[str, Find], find: Find, contents: Contents) -> None:
    """One more row or document about a submission."""
    if find.instance in finds:
        completed(finds[find.instance], find)
    else:
        finds[find.instance] = find
        contents.finds.append(find)


def attach(find: Find, media: list[File], field: str, name: str, place: tuple[str, int], contents: Contents) -> None:
    """Add an attachment that a submission names in `field`, where it is there and clear which it is."""
    if len(media) != 1:
        code = "several_files" if media else "missing_media"
        contents.faults.append(Fault(code, *place, {"name": name.strip()[:120]}))
    elif all(shot.media is not media[0] for shot in find.shots):
        slot = values.slot(field.replace(":", "/").rpartition("/")[2].rpartition("-")[2])
        find.shots.append(Shot(media[0], *place, slot="" if meaning(slot) == "file" else slot))


def instance_of(text: str) -> str:
    """The id of a submission without its scheme and without the path into a repeat: `uuid:4f…/photos[1]` is `4f…`."""
    return text.strip().removeprefix("uuid:").partition("/")[0].strip().lower()[:200]


def _key_columns(header: list[str]) -> list[int]:
    names = [name.strip().lower() for name in header]
    last = {name.rpartition("/")[2]: index for index, name in reversed(list(enumerate(names)))}
    found = {name: index for index, name in reversed(list(enumerate(names)))}
    listed = [found[key] if key in found else last.get(key, -1) for key in _KEYS]
    return [index for index in dict.fromkeys(listed) if index >= 0]
