"""What kind of source it is, found out by what is in it: submissions, a list of photos, or only folders."""

from teardowns.photo_imports.folders import read_folders
from teardowns.photo_imports.lists import is_list, read_list
from teardowns.photo_imports.matching import Files
from teardowns.photo_imports.submission_documents import read_document
from teardowns.photo_imports.submission_tables import is_submissions, read_submissions
from teardowns.photo_imports.tables import read_table
from teardowns.photo_imports.types import Bundle, Contents, Fault, File, FileUnreadable
from teardowns.photo_imports.values import named_as_photo

_TABLES = (".csv", ".tsv")


def read(bundle: Bundle) -> Contents:
    """All finds of a bundle with their photos, and all that cannot be taken. Never raises for what is in it."""
    contents = Contents(faults=list(bundle.faults))
    files = Files(bundle)
    tables = [file for file in bundle.files if file.name.lower().endswith(_TABLES)]
    documents = [file for file in bundle.files if file.name.lower().endswith(".xml")]
    told = [_table(file, files, contents) for file in tables]
    told += [read_document(file, files, contents) for file in documents]
    described = {file.path for file in (*tables, *documents)}
    rest = tuple(file for file in bundle.files if file.path not in described)
    if not any(told):
        read_folders(bundle, rest, contents)
    else:
        contents.faults += [
            Fault("not_in_table", file.path) for file in rest if file.path not in files.asked and _told(file)
        ]
    return contents


def _table(file: File, files: Files, contents: Contents) -> bool:
    try:
        table = read_table(file)
    except FileUnreadable as unreadable:
        contents.faults.append(Fault(unreadable.code, file.path))
        return True
    if is_submissions(table.header):
        read_submissions(table, file, files, contents)
    elif is_list(table.header):
        read_list(table, file, files, contents)
    else:
        found = ", ".join(table.header)[:200]
        contents.faults.append(Fault("unknown_columns", file.path, 1, {"found": found}))
    return True


def _told(file: File) -> bool:
    return named_as_photo(file.name)
