"""Files of findings that are made in the background: asked for, followed, fetched."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Capability
from makers.export_problems import ExportEnded, ExportNotReady, TooManyExports, why_ended
from makers.finding_tables import FORMATS
from makers.models import ExportState
from makers.operations.finding_exports import KEPT, ask_for_export, take_export
from makers.operations.visiting import visited
from makers.queries.finding_exports import export_for, exports_for, filter_of
from teardowns.queries.findings import OwnFindings
from web.access import WebRequest, asks_for_a_piece, page, tell
from web.export_words import filter_lines
from web.forms.exports import ExportForm
from web.names import weapon

ROWS = 25


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: WebRequest) -> HttpResponseBase:
    """The files and how far they are; above, what to ask for. htmx asks for the files alone while one is made."""
    if request.method != "POST":
        return _shown(request)
    form = ExportForm(request.POST, choices=OwnFindings(request.principal))
    wanted = form.wanted(visited(principal=request.principal))
    if form.errors:
        return _shown(request, form, status=422)
    try:
        ask_for_export(principal=request.principal, wanted=wanted, ending=form.cleaned_data["ending"])
    except TooManyExports as problem:
        tell(request, *problem.sentences(), level=messages.ERROR)
        return _shown(request, form, status=problem.status)
    _say_begun(request)
    return redirect("web:maker_exports")


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_POST
def again(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The same question once more, with the rights of now."""
    before = export_for(request.principal, public_id)
    ask_for_export(principal=request.principal, wanted=filter_of(before.filter), ending=before.ending)
    _say_begun(request)
    return redirect("web:maker_exports")


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def take(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The file, while who takes it and who asked for it may see all that is in it."""
    try:
        row, pieces = take_export(principal=request.principal, public_id=public_id)
    except (ExportEnded, ExportNotReady) as problem:
        tell(request, *problem.sentences(), level=messages.WARNING)
        return _shown(request, status=problem.status)
    answer = StreamingHttpResponse(pieces, content_type=FORMATS[row.ending][0])
    answer["Content-Disposition"] = f'attachment; filename="findings-{row.created_at:%Y-%m-%d}.{row.ending}"'
    answer["Content-Length"] = str(row.size)
    return answer


def _shown(request: WebRequest, form: ExportForm | None = None, *, status: int = 200) -> HttpResponseBase:
    own = OwnFindings(request.principal)
    listed = Paginator(exports_for(request.principal), ROWS).get_page(request.GET.get("page"))
    names = {brand.slug: brand.name for brand in own.brands} | {one.slug: weapon(one) for one in own.weapon_models}
    context = {
        "page": listed,
        "rows": [(row, list(filter_lines(row.filter, names)), why_ended(row.cause)) for row in listed],
        "works": any(row.state == ExportState.WAITING for row in listed),
        "days": KEPT.days,
    }
    if asks_for_a_piece(request) and status == 200:
        return render(request, "web/partials/finding_exports.html", context)
    if form is None:
        asked = {name: value for name, value in request.GET.items() if name in ExportForm.base_fields}
        form = ExportForm(initial=asked, choices=own)
    narrowed = any(form[name].value() for name in form.fields if name != "ending")
    return render(
        request, "web/pages/maker_exports.html", {**context, "form": form, "narrowed": narrowed}, status=status
    )


def _say_begun(request: WebRequest) -> None:
    tell(
        request,
        _("The file is being made."),
        _("You may leave this page; the work goes on."),
        level=messages.SUCCESS,
    )
