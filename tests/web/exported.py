"""Files of findings as a maker finds them: one to take, one that is being made, one that ended."""

from accounts.queries import Principal
from makers.models import FindingExport
from makers.operations import finding_exports
from teardowns.queries.findings import FindingFilter
from tests.factories.exports import written_export


def export(maker: Principal) -> None:
    """Ask for all three."""
    written_export(maker)
    ended = written_export(maker, ending="json", lot="2690")
    FindingExport.objects.filter(pk=ended.pk).update(expires_at=ended.created_at)
    finding_exports.end_exports()
    wanted = FindingFilter(brand="analog-devices", part_number="AD9361")
    waiting = finding_exports.ask_for_export(principal=maker, wanted=wanted, ending="xlsx")
    FindingExport.objects.filter(pk=waiting.pk).update(written=12_000, expected=20_000)
