"""What an import of photos could not take, or not as it stands: codes in words."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from problems import Text
from teardowns.photo_imports.types import Fault

REASONS: Mapping[str, Text] = {
    "unreadable_row": _("this row has other columns than the first one, or cannot be read"),
    "no_file_named": _("this row names no photo"),
    "no_order_number": _("no order number for “{name}”, and it lies in no folder that could be one"),
    "missing_media": _("there is no file “{name}”"),
    "several_files": _("there are several files “{name}”; write it with its folder"),
    "unknown_columns": _("no column names photos or submissions; it has: {found}"),
    "empty_table": _("the table is empty"),
    "table_too_large": _("the table is too large"),
    "no_text": _("the table is no text that can be read"),
    "no_instance": _("this row names no submission"),
    "unreadable_submission": _("the submission cannot be read: it is damaged, or no form of ODK or Kobo"),
    "encrypted_submission": _("the submission is encrypted; decrypt it with ODK Central first"),
    "not_in_table": _("no row names this photo"),
    "link": _("it is a link, and links are not followed"),
    "no_file": _("it is no ordinary file"),
    "outside": _("its path leads out of the archive"),
    "locked": _("it is locked with a password"),
    "bomb": _("it unpacks to far more than any photo does"),
    "damaged": _("it is damaged or breaks off"),
    "no_zip": _("it is no ZIP file that can be read"),
    "too_many_files": _("it holds more than {most} files"),
    "not_a_photo": _("it is no photo"),
    "unsupported_format": _("it is no photo that we can take: {kind}"),
    "empty_file": _("it is empty"),
    "file_too_large": _("it is larger than {megabytes} MB"),
    "bad_text": _("a text in it is too long or cannot be stored"),
    "unknown_weapon_model": _("“{value}” is no weapon model that we know; the teardown stays “not sure”"),
    "unknown_region": _("“{value}” is no region of Ukraine; it was left open"),
    "no_day": _("“{value}” is no single day of recovery that is possible; it was left open"),
}


def said(fault: Fault) -> str:
    """The reason as one sentence without its place."""
    reason = REASONS.get(fault.code)
    return str(reason).format_map(_Known(fault.params)) if reason else fault.code


def located(fault: Fault) -> str:
    """The reason with the file and line where it is."""
    where = gettext("{file}, line {line}") if fault.line else "{file}"
    return f"{where.format(file=fault.file, line=fault.line)}: {said(fault)}" if fault.file else said(fault)


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"
