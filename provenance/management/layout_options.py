"""How a file of trade or of claims is laid out, as the command line says it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from provenance.importers.trade_cells import DATE_ORDERS, Style
from provenance.importers.trade_columns import SHIPMENTS, BadMapping, Columns, Layout, mapping_of, read_mapping


def add_layout(parser: ArgumentParser, columns: Columns = SHIPMENTS) -> None:
    """Options about columns, days, numbers, and the source."""
    ours = ", ".join(columns.ours)
    parser.add_argument("--mapping", type=Path, help="JSON object or CSV of two columns: ours, theirs")
    parser.add_argument("--map", action="append", default=[], metavar="OURS=THEIRS", help=f"one column; ours: {ours}")
    parser.add_argument("--date-format", choices=DATE_ORDERS, default="", help="how days with slashes are written")
    parser.add_argument("--decimal", choices=(",", "."), default="", help="the decimal sign, where it is unclear")
    parser.add_argument("--delimiter", default="", help="found out when left out")
    parser.add_argument("--source", default="", help="source of rows that name none; the file's name when left out")


def layout_of(options: dict[str, Any], columns: Columns = SHIPMENTS) -> Layout:
    """What they say. Raises BadMapping."""
    mapping = read_mapping(options["mapping"], columns) if options["mapping"] else {}
    single = [(one, other) for one, _sign, other in (text.partition("=") for text in options["map"])]
    mapping |= mapping_of(single, columns)
    style = Style(date_order=options["date_format"], decimal=options["decimal"])
    delimiter = options["delimiter"].replace("\\t", "\t")
    if len(delimiter) > 1 or delimiter in ('"', "\r", "\n"):
        raise BadMapping(_("what separates columns is one character"), columns)
    return Layout(mapping, style, delimiter)
