"""Screening names: the form, the answers of one screening with their reasons, people's judgements, the table as CSV."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Capability
from problems import NotFound, Problem
from provenance.models import ListVersion, ScreenedName, ScreeningRun
from provenance.operations.screening import judge, screen_on_a_page, take_back_judgement
from provenance.queries.list_versions import versions_told
from provenance.queries.screening_runs import answers_of, judgement_for, run_for, runs_for, standing_judgements
from provenance.screening_words import DECISIONS, spoken
from web.access import WebRequest, back, page, tell
from web.chosen import chosen_party
from web.forms.screening import ScreeningForm
from web.spreadsheets import csv_pieces
from web.words import actor_name

RUNS, ROWS = 25, 25
COLUMNS = (
    "row",
    "name",
    "party",
    "country",
    "score",
    "decision",
    "listed",
    "listed_on_other_days",
    "reasons",
    "judged",
)


@page(Capability.SCREENING_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: WebRequest) -> HttpResponseBase:
    """The form and the screenings made so far. What is refused leaves the form as it was filled in."""
    form = ScreeningForm(request.POST if request.method == "POST" else None)
    problem: Any = None
    if request.method == "POST" and form.is_valid():
        try:
            run = screen_on_a_page(principal=request.principal, names=form.lines(), as_of=form.cleaned_data["as_of"])
            return redirect("web:screened", run.public_id)
        except Problem as refused:
            problem = refused.sentences()
    shown = Paginator(runs_for(request.principal), RUNS).get_page(request.GET.get("page"))
    context = {"form": form, "page": shown, "problem": problem}
    return render(request, "web/pages/screening.html", context, status=422 if request.method == "POST" else 200)


@page(Capability.SCREENING_RUN)
@require_GET
def screened(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One screening: what was answered, and what people say about it now."""
    run = run_for(request.principal, public_id)
    shown = Paginator(answers_of(run), ROWS).get_page(request.GET.get("page"))
    told = versions_told([one["list"] for one in run.lists])
    context = {"run": run, "page": shown, "rows": _rows(list(shown), told), "by": actor_name(run.actor)}
    context["lists"] = [(one, _address(told, one["list"], one["version"])) for one in run.lists]
    return render(request, "web/pages/screened.html", context)


@page(Capability.SCREENING_RUN)
@require_GET
def as_csv(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The answers as CSV, a line for each party named, written while it is sent."""
    run = run_for(request.principal, public_id)
    answer = StreamingHttpResponse(csv_pieces(COLUMNS, _cells(run)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="screening-{run.public_id}.csv"'
    return answer


@page(Capability.SCREENING_RUN)
@require_POST
def judge_match(request: WebRequest, public_id: UUID, row: int) -> HttpResponseBase:
    """A person says that the name of this row is that party, or is not."""
    run = run_for(request.principal, public_id)
    name = answers_of(run).filter(row=row).first()
    if name is None:
        raise NotFound
    party = chosen_party(request.POST.get("party", ""))
    same = request.POST.get("same") == "yes"
    judge(
        principal=request.principal,
        name=name.name,
        party=party,
        same=same,
        note=request.POST.get("note", ""),
    )
    said = _("Kept: the name is this party.") if same else _("Kept: the name is not this party.")
    tell(
        request,
        said,
        _("It counts in later screenings of the same name; you can take it back."),
        level=messages.SUCCESS,
    )
    return back(request, reverse("web:screened", args=[run.public_id]))


@page(Capability.SCREENING_RUN)
@require_POST
def take_back(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The judgement does not stand any more."""
    judgement = judgement_for(request.principal, public_id)
    take_back_judgement(principal=request.principal, judgement=judgement)
    tell(request, _("The judgement is taken back."), level=messages.SUCCESS)
    return back(request, reverse("web:screening"))


def _rows(names: list[ScreenedName], told: Mapping[tuple[str, str], ListVersion]) -> list[dict[str, Any]]:
    judged = standing_judgements(names)
    rows = []
    for name in names:
        said = spoken(name.answer)
        matches = [
            match
            | {
                "decided": DECISIONS[match["decision"]],
                "items": [("against" if one["sign"] == "against" else "", one["text"], "") for one in match["reasons"]],
                "now": judged.get((name.key, match["party_id"])),
                "key": f"{name.row}-{at}",
                **{kind: [_linked(one, told) for one in match[kind]] for kind in ("listed", "listed_on_other_days")},
            }
            for at, match in enumerate(said["matches"])
        ]
        rows.append({"row": name.row, "name": name.name, "error": said.get("error"), "matches": matches})
    return rows


def _linked(listing: dict[str, Any], told: Mapping[tuple[str, str], ListVersion]) -> dict[str, Any]:
    return listing | {"address": _address(told, listing["list"], listing["version"])}


def _address(told: Mapping[tuple[str, str], ListVersion], name: str, version: str | None) -> str:
    held = told.get((name, version or ""))
    return reverse("web:list_version", args=[held.public_id]) if held else ""


def _cells(run: ScreeningRun) -> Iterator[list[str]]:
    for name in answers_of(run).iterator(chunk_size=200):
        said = spoken(name.answer)
        if not said["matches"]:
            yield [str(name.row), name.name, *[""] * 6, said.get("error", {}).get("text", ""), ""]
        for match in said["matches"]:
            judged = match.get("judged")
            yield [
                str(name.row),
                name.name,
                match["party"],
                match["country"],
                f"{match['score']:.3f}",
                str(DECISIONS[match["decision"]]),
                _spans(match["listed"]),
                _spans(match["listed_on_other_days"]),
                " ".join(reason["text"] for reason in match["reasons"]),
                (("+ " if judged["same"] else "- ") + judged["note"]) if judged else "",
            ]


def _spans(listings: list[dict[str, Any]]) -> str:
    return "; ".join(f"{one['list']} {one['from'] or '..'}/{one['to'] or '..'} ({one['version']})" for one in listings)
