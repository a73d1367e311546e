"""Our own form: a table with a column of files, one row a photo. Columns: `columns.OURS`, in any order."""

from teardowns.photo_imports import values
from teardowns.photo_imports.columns import meaning
from teardowns.photo_imports.facts import completed, find_of
from teardowns.photo_imports.matching import Files
from teardowns.photo_imports.tables import Table
from teardowns.photo_imports.types import Contents, Fault, File, Find, Shot


def is_list(header: list[str]) -> bool:
    """Whether a table names files."""
    return any(meaning(name) == "file" for name in header)


def read_list(table: Table, file: File, files: Files, contents: Contents) -> None:
    """Add what a table says; its finds are told apart by their order numbers."""
    finds = {find.order_number: find for find in contents.finds if not find.instance}
    columns = [index for index, name in enumerate(table.header) if meaning(name) == "file"]
    for line, row in table.rows:
        if row is None:
            contents.faults.append(Fault("unreadable_row", file.path, line))
            continue
        said = find_of(zip(table.header, row, strict=True), file=file.path, line=line)
        names = [name for index in columns for name in _names(row[index], files)]
        if not names:
            contents.faults.append(Fault("no_file_named", file.path, line))
        for name in names:
            media = files.meant(name, near=[said.order_number, file.folder])
            _take(finds, said, media, name, table.header, row, contents)


def _take(
    finds: dict[str, Find],
    said: Find,
    media: list[File],
    name: str,
    header: list[str],
    row: list[str],
    contents: Contents,
) -> None:
    shown = {"name": name[:120]}
    if len(media) != 1:
        code = "several_files" if media else "missing_media"
        contents.faults.append(Fault(code, said.file, said.line, shown))
        return
    number = said.order_number or media[0].folder.partition("/")[0]
    if not number:
        contents.faults.append(Fault("no_order_number", said.file, said.line, shown))
        return
    if number in finds:
        completed(finds[number], said)
    else:
        said.order_number = number
        finds[number] = said
        contents.finds.append(said)
    finds[number].shots.append(_shot(media[0], said, header, row))


def _shot(media: File, said: Find, header: list[str], row: list[str]) -> Shot:
    cells = {meaning(name): cell for name, cell in zip(header, row, strict=True) if cell}
    return Shot(
        media=media,
        file=said.file,
        line=said.line,
        slot=values.slot(cells.get("slot", "")),
        taken_at=values.moment(cells.get("taken_at", "")),
        assembly=values.assembly(cells.get("assembly", "")),
    )


def _names(cell: str, files: Files) -> list[str]:
    """The files that a cell names: one, or several with a sign between them."""
    if not cell or files.meant(cell):
        return [cell] if cell else []
    for sign in ("\n", ";", "|", ","):
        parts = [part.strip() for part in cell.split(sign) if part.strip()]
        if len(parts) > 1 and all(values.is_media(part) for part in parts):
            return parts
    return [cell]
