"""Words for what makers answer: verdicts, fields, terms of use, what the ledger and the jobs page call it."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from makers.answer_cells import Verdict
from makers.sharing import Use, terms_of
from problems import Text
from web import dates

VERDICTS: Mapping[str, Text] = {
    Verdict.GENUINE: _("Ours, genuine"),
    Verdict.COUNTERFEIT: _("Counterfeit"),
    Verdict.CANNOT_TELL: _("Cannot tell"),
}
FIELDS: Mapping[str, Text] = {
    "verdict": _("Is it yours?"),
    "no_records_years": _("No lot records after this many years"),
    "note": _("Note"),
    "documents": _("Documents"),
    "sold_to": _("Sold to"),
    "country": _("Country"),
    "date": _("Date of sale"),
    "quantity": _("Quantity, pieces"),
    "order": _("Order"),
    "end_use": _("End-use statement"),
    "seller": _("Seller, if not you"),
}
USES: Mapping[str, Text] = {
    Use.OPEN: _("Open: as evidence, for everybody who works with it"),
    Use.LEADS: _("Leads only: our analysts may follow it, nobody else sees it"),
    Use.SEALED: _("Sealed: nobody but your organisation sees it, nothing is done with it"),
}
SHORT_USES: Mapping[str, Text] = {
    Use.OPEN: _("open to all"),
    Use.LEADS: _("leads only"),
    Use.SEALED: _("closed to all"),
}
ENCODINGS: Mapping[str, Text] = {
    "cp1251": _("Windows, Cyrillic (1251)"),
    "cp1252": _("Windows, Western Europe (1252)"),
    "cp1250": _("Windows, Central Europe (1250)"),
    "cp1253": _("Windows, Greek (1253)"),
    "cp1254": _("Windows, Turkish (1254)"),
    "gb18030": _("Chinese, simplified (GB 18030)"),
    "big5": _("Chinese, traditional (Big5)"),
    "cp932": _("Japanese (Windows-932, Shift JIS)"),
    "euc_jp": _("Japanese (EUC-JP)"),
    "cp949": _("Korean (Windows-949)"),
    "koi8_u": _("Ukrainian (KOI8-U)"),
    "koi8_r": _("Russian (KOI8-R)"),
    "iso8859_5": _("Cyrillic (ISO 8859-5)"),
    "cp866": _("Cyrillic, DOS (866)"),
}
"""How letters of a table may be written that is not in Unicode; all of `encodings.OFFERED`."""
ACTIONS: Mapping[str, Text] = {
    "answer.settled": _("What a maker’s answer opens was added or taken back"),
    "answer.withdrawn": _("Maker withdrew its answer"),
    "answer.graded": _("Maker’s answer graded by a person"),
    "answer_file.received": _("Table of answers received from a maker"),
    "answer_document.opened": _("Paper of a maker’s answer opened"),
    "answer_document.received": _("Paper received with a maker’s answer"),
}
OBJECTS: Mapping[str, Text] = {"answer_file": _("table of answers")}
JOBS: Mapping[str, Text] = {"makers.read_answers": _("Table of answers read")}
KEPT: Mapping[str, Text] = {"answer_file": _("The table is kept, with every answer that is in already.")}
FAILURES: Mapping[str, Text] = {
    "not_allowed": _("Who sent it may not answer for this maker any more. The file is kept."),
    "crashed": _("The work on it ended with an error of ours. The file is kept, with every answer that is in already."),
}


def verdict(value: str) -> str:
    """A verdict in words."""
    return str(VERDICTS.get(value, value))


def field_name(name: str) -> str:
    """What a field is called."""
    return str(FIELDS.get(name, name))


def said_terms(text: str) -> str:
    """Terms as stored, in words; nothing for none."""
    if not text:
        return ""
    terms = terms_of(text)
    use = str(SHORT_USES[terms.use])
    if terms.until is None:
        return use
    return gettext("%(use)s until %(day)s") % {"use": use, "day": dates.day(terms.until)}


def sale_date(text: str) -> str:
    """A stored date of sale, a day or the first and last of several: "5 Nov 2021", "Nov 2021", "2021"."""
    first, _dots, last = text.partition("..")
    if not first:
        return ""
    return dates.interval(date.fromisoformat(first), date.fromisoformat(last or first))
