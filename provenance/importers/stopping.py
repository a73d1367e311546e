"""Why a list as a whole cannot be read: a code with its values, said in the language of whoever asks."""

from collections.abc import Mapping
from typing import cast

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.importers.table import ImportStopped

REASONS: Mapping[str, Text] = {
    "not_there": _("there is no such file ({name})"),
    "no_access": _("it may not be read ({name})"),
    "a_folder": _("it is a folder, not a file ({name})"),
    "not_a_file": _("it is a pipe or a device, not a file ({name}): save what comes out of it as a file first"),
    "empty_file": _("it is empty"),
    "empty_header": _("its first line names no columns"),
    "only_header": _("it has a header and no row"),
    "not_utf8": _("line {line}, byte {byte} is not UTF-8 text; it looks like {encoding}: save it as UTF-8"),
    "not_text": _("line {line}, byte {byte} is not UTF-8 text: save it as UTF-8, if it is text at all"),
    "letters_unsure": _(
        "it does not say how its letters are written, and {encoding} is only likely; see below what was read, then send"
        " it again with its encoding chosen, or saved as CSV UTF-8"
    ),
    "not_encoded": _("line {line} is not {encoding} text, as the rest seems to be: save it as UTF-8"),
    "columns_missing": _("these columns are missing: {missing}; it has: {found}"),
    "columns_twice": _("the column {names} stands in it twice"),
    "line_too_long": _("line {line} is longer than {longest} bytes: this is no list, or a line end is missing"),
    "not_a_table": _("it is {kind}, not a table: save the table as CSV"),
    "nul_in_header": _("its header holds NUL characters: it is no text, or it is damaged"),
    "old_line_ends": _("its lines end in the way of old Macs (CR alone): save it with usual line ends"),
    "too_many_columns": _("it has {found} columns, more than {most}: is it a table?"),
    "bad_table": _("line {line}: {error} (is a quotation mark opened there and never closed?)"),
    "damaged": _("the compressed data is damaged or breaks off"),
    "expands_too_far": _(
        "unpacked it is larger than {megabytes} MB; CHIPTRAIL_IMPORT_MAX_EXPANDED_BYTES sets the limit"
    ),
    "bomb": _("it unpacks to more than {ratio} times its size: no list of parts does"),
    "too_many_files": _("the archive holds more than {most} files"),
    "several_inside": _("the archive holds several files ({names}): unpack it and import the one that is meant"),
    "locked": _("the archive is locked with a password"),
    "nothing_inside": _("the archive holds no file of this format ({wanted})"),
    "too_many_rows": _("it has more than {most} rows; CHIPTRAIL_IMPORT_MAX_ROWS sets the limit"),
    "too_many_at_once": _("it has more than {most} rows, more than are taken in one go: split it"),
    "too_many_makers": _("it names more than {most} makers: is “{column}” the column of makers?"),
    "not_kicad": _("it is no KiCad symbol library (.kicad_sym, KiCad 6 or later): save an older one with KiCad again"),
    "kicad_unbalanced": _("{file}, line {line}: a bracket is opened or closed too often"),
    "library_too_large": _("{file} is larger than {megabytes} MB: no symbol library is"),
    "a_page": _("it is a web page (HTML), not the list: was it saved from a page that asks or apologises?"),
    "breaks_off": _("it breaks off in line {line}: fetch it again"),
    "bad_xml": _("line {line} is not well-formed XML ({error}): it is damaged or breaks off"),
    "xml_entities": _("it declares a document type or entities, which no published list does"),
    "xml_too_deep": _("line {line}: one entry is larger or deeper nested than an entry can be"),
    "bad_json": _("line {line} is not JSON ({error}): it is damaged or breaks off"),
    "other_format": _("it is written in another format: it begins with “{found}”, expected was {wanted}"),
    "no_entries": _("there is no entry in it"),
    "entries_missing": _("it says that it holds {told} entries, and holds {found}: it breaks off, fetch it again"),
    "file_changed": _("it changed while it was read: fetch it again"),
    "not_jlcparts": _("it is no data file of jlcparts: {detail}"),
    "shard_alone": _(
        "its makers stand in other files: import a zip with manifest.json, attributes-lut.json.gz and all components"
    ),
}


class FileStopped(ImportStopped):
    """The list cannot be read. `reason` is a key of `REASONS`, `values` fill its sentence."""

    def __init__(self, reason: str, **values: str | int) -> None:
        super().__init__(detail=detail(reason, values))
        self.reason, self.values = reason, values


def detail(reason: str, values: Mapping[str, str | int]) -> object:
    """The sentence of a reason; an unknown one stands for itself."""
    return format_lazy(cast("str", REASONS[reason]), **values) if reason in REASONS else reason
