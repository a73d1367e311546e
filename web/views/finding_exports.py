"""Findings as files, written while they are sent."""

from django.http import HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from makers.finding_tables import FORMATS
from makers.operations.exporting import recorded
from makers.operations.visiting import visited
from teardowns.queries.findings import OwnFindings, each_finding
from web.access import WebRequest, page
from web.forms.findings import FindingForm
from web.views.findings import shown


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def as_file(request: WebRequest, ending: str) -> HttpResponseBase:
    """What the filter leaves, as CSV, XLSX or JSON.

    A filter with a fault gives the page that says so: a file that holds more than was asked for says nothing.
    """
    form = FindingForm(request.GET, choices=OwnFindings(request.principal))
    wanted = form.wanted(visited(principal=request.principal))
    if form.errors:
        return shown(request, status=422)
    media_type, pieces = FORMATS[ending]
    content = pieces(each_finding(request.principal, wanted))
    answer = StreamingHttpResponse(recorded(request.principal, ending, form.question, content), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="findings.{ending}"'
    return answer
