"""The form in which a maker answers a trace request, and the one for its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makers.answer_cells import ANSWER_FIELDS, FIELDS, SALE_FIELDS, Given, answer_values, sale_of, terms_by_field
from makers.answer_problems import row_error
from makers.queries.shown_answers import ShownAnswer
from makers.sharing import Use, as_of, day_of, stricter, terms_of
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import Style
from web import answer_words

MOST_SALES = 50
_LABELS: Mapping[str, Any] = answer_words.FIELDS
LONG = frozenset({"end_use", "note"})
ALWAYS_SEEN = ("sold_to", "country", "date", "quantity")
MORE = ("order", "end_use", "seller")
HELP = {
    "date": _("year-month-day; year-month or the year alone will do"),
    "country": _("two letters or the name"),
}


class AnswerForm(forms.Form):
    """An answer of any number of sales. `sales`: how many the page shows; a button asks for one more.

    `papers_lost`: documents came along with a form that is shown again, and have to be chosen again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_LABELS["verdict"],
        required=False,
        choices=list(answer_words.VERDICTS.items()),
        widget=forms.RadioSelect,
    )
    no_records_years = forms.CharField(
        label=_LABELS["no_records_years"], required=False, max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_LABELS["note"], required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    use = forms.ChoiceField(
        label=_("How may we use it?"),
        required=False,
        choices=list(answer_words.USES.items()),
        widget=forms.RadioSelect,
    )
    until = forms.CharField(
        label=_("Until"), required=False, max_length=10, help_text=_("then open; empty: for good"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, sales: int = 1, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.adding = self.papers_lost = False
        wanted = _number(data.get("sales")) if data is not None else sales
        self.count = min(max(wanted + (1 if data is not None and "more" in data else 0), 1), MOST_SALES)
        for number in range(self.count):
            for name in SALE_FIELDS:
                self.fields[f"{name}_{number}"] = _sale_field(name)
        choices = [("", _("as above")), *answer_words.SHORT_USES.items()]
        for name in FIELDS:
            label = _LABELS[name]
            self.fields[f"use_{name}"] = forms.ChoiceField(label=label, required=False, choices=choices)
            self.fields[f"until_{name}"] = forms.CharField(label=_("until"), required=False, max_length=10)

    @property
    def sales(self) -> list[tuple[int, list[forms.BoundField], list[forms.BoundField]]]:
        """Each sale: number, fields that are always seen, fields that fold."""
        return [
            (
                number,
                [self[f"{name}_{number}"] for name in ALWAYS_SEEN],
                [self[f"{name}_{number}"] for name in MORE],
            )
            for number in range(self.count)
        ]

    @property
    def own_terms(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Use and last day of each field that has its own."""
        return ((self[f"use_{name}"], self[f"until_{name}"]) for name in FIELDS)

    @property
    def folds_open(self) -> bool:
        """Whether something below the fold is said or wrong."""
        names = [f"{kind}_{name}" for name in FIELDS for kind in ("use", "until")]
        return any(self.errors.get(name) or self[name].value() for name in names)

    def clean(self) -> dict[str, Any]:
        """Read what was typed as a table's line is read; `given` is what it says."""
        data = super().clean() or {}
        self.given: Given | None = None
        uses = {f"use_{name}": _terms(data, f"_{name}") for name in FIELDS} | {"use": _terms(data, "")}
        now = datetime.now(UTC)
        try:
            terms = terms_by_field(uses, None, day=day_of(now))
        except RowRefused as refused:
            self._refuse("use" if refused.code == "terms_missing" else refused.params["column"], refused)
            return data
        today, sales = now.date(), []
        for number in range(self.count):
            texts = {name: data.get(f"{name}_{number}", "") for name in SALE_FIELDS}
            try:
                sale = sale_of(texts, terms, style=Style(), today=today)
            except RowRefused as refused:
                self._refuse(f"{refused.params.get('column') or _column(refused.code)}_{number}", refused)
            else:
                sales += [sale] if sale else []
        try:
            values = answer_values(data)
        except RowRefused as refused:
            self._refuse(refused.params.get("column", "note"), refused)
            return data
        if not self.errors:
            own = {name: terms[name] for name in ANSWER_FIELDS}
            self.given = Given(values, own, tuple(sales), papers_said=bool(data.get("use_documents")))
        return data

    def _refuse(self, field: str, refused: RowRefused) -> None:
        sentence = row_error(RowError(0, refused.code, refused.params))
        if refused.code == "terms_missing":
            sentence = str(_("Say how it may be used."))
        elif refused.code == "empty":
            sentence = str(_("Say to whom."))
        known = field if field in self.fields else None
        if refused.code in ("unknown_word", "until_too_late", "until_over") and known and known.startswith("use"):
            known = known.replace("use", "until", 1)
            sentence = str(_("Write the day as 2030-01-31.")) if refused.code == "unknown_word" else sentence
        self.add_error(known, sentence[:1].upper() + sentence[1:])


class TableForm(forms.Form):
    """A table of answers."""

    table = forms.FileField(
        label=_("Table (CSV)"),
        allow_empty_file=True,
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.gz,.zip,text/csv"}),
    )
    use = forms.ChoiceField(
        label=_("How may we use lines that do not say it themselves?"),
        choices=list(answer_words.USES.items()),
        widget=forms.RadioSelect,
    )
    date_order = forms.ChoiceField(
        label=_("Dates with slashes in the table"),
        required=False,
        choices=[
            ("", _("there are none")),
            ("DD/MM/YYYY", _("the day comes first: 26/08/2022")),
            ("MM/DD/YYYY", _("the month comes first: 08/26/2022")),
        ],
    )
    encoding = forms.ChoiceField(
        label=_("Letters in the table"),
        required=False,
        choices=[("", _("as the file says: Unicode (CSV UTF-8)")), *answer_words.ENCODINGS.items()],
    )


def fits_form(answer: ShownAnswer) -> bool:
    """Whether a form can correct an answer: it has room for so many sales, and one use of a field for all of them."""
    said: dict[str, set[str]] = {}
    for sale in answer.sales:
        for name, one in sale.fields.items():
            if one.value:
                said.setdefault(name, set()).add(one.terms)
    return answer.sales_in_all <= MOST_SALES and all(len(terms) == 1 for terms in said.values())


def initial_of(answer: ShownAnswer | None) -> dict[str, Any]:
    """The fields of a form that corrects an answer, as the maker's own people see it. Of sales the strictest terms, as
    they are today: what was closed until a day that is over is open."""
    if answer is None:
        return {}
    found: dict[str, Any] = {name: one.value for name, one in answer.fields.items()}
    stored: dict[str, str] = {name: _today(one.terms) for name, one in answer.fields.items()}
    for sale in answer.sales:
        for name, one in sale.fields.items():
            found[f"{name}_{sale.number - 1}"] = one.value
            if one.value:
                stored[name] = str(stricter(terms_of(stored.get(name, Use.OPEN)), terms_of(_today(one.terms))))
    for sale in answer.sales:
        stored = {name: _today(one.terms) for name, one in sale.fields.items()} | stored
    found["seen"] = str(answer.public_id)
    return found | _initial_terms(stored)


def _today(text: str) -> str:
    return str(as_of(terms_of(text), day_of(datetime.now(UTC)))) if text else ""


def _initial_terms(stored: Mapping[str, str]) -> dict[str, str]:
    """The commonest terms above, the others beside their fields."""
    said = [text for text in stored.values() if text]
    common = max(set(said), key=said.count) if said else ""
    found: dict[str, str] = {}
    for name, text in stored.items():
        if text and text != common:
            found |= _two(text, f"_{name}")
    return found | (_two(common, "") if common else {})


def _two(text: str, suffix: str) -> dict[str, str]:
    terms = terms_of(text)
    return {f"use{suffix}": str(terms.use), f"until{suffix}": terms.until.isoformat() if terms.until else ""}


def _terms(data: Mapping[str, Any], suffix: str) -> str:
    """Terms as a table writes them; a day without a use of its own belongs to the use above."""
    use, until = str(data.get(f"use{suffix}") or ""), str(data.get(f"until{suffix}") or "").strip()
    if until and not use and suffix:
        use = str(data.get("use") or "")
    return f"{use} until {until}" if until and use not in ("", Use.OPEN) else use


def _sale_field(name: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2}) if name in LONG else forms.TextInput(attrs={"autocomplete": "off"})
    if name == "quantity":
        widget.attrs["inputmode"] = "numeric"
    return forms.CharField(
        label=_LABELS[name], required=False, max_length=1000, widget=widget, help_text=HELP.get(name, "")
    )


def _column(code: str) -> str:
    """Which field a refusal without a column means."""
    if code == "unknown_country":
        return "country"
    return "sold_to" if code == "party_with_itself" else "date"


def _number(text: Any) -> int:
    return int(text) if str(text).isascii() and str(text).isdigit() and len(str(text)) < 4 else 1
