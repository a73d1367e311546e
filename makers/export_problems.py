"""What can go wrong with exports of findings that are made in the background."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Problem, Text

CAUSES: Mapping[str, Text] = {
    "expired": _("its days are over"),
    "not_allowed": _("who asked for it, or the token that did, may not see findings any more"),
    "brand_left": _("it holds findings of a brand that you do not speak for any more"),
    "taken_back": _("a finding in it has been taken back since"),
    "lost": _("it is not where it was kept"),
    "crashed": _("it could not be written"),
}
"""Why there is no file."""


def why_ended(cause: str) -> str:
    """Why there is no file; what went wrong on our side is one cause for all who ask."""
    return str(CAUSES.get(cause, CAUSES["crashed"]))


class ExportNotReady(Problem):
    """It is still being written."""

    code = "export_not_ready"
    status = 409
    happened = _("The file is still being made.")
    kept = _("The work goes on.")
    next_step = _("Come back in a minute.")


class ExportEnded(Problem):
    """There was a file once, or there never was one. `cause`: a code of `CAUSES`."""

    code = "export_ended"
    status = 410
    happened = _("This file is not handed out any more: {why}.")
    kept = _("The line that tells of it stays, with its SHA-256.")
    next_step = _("Ask for a fresh one.")

    def __init__(self, cause: str) -> None:
        super().__init__(cause=cause, why=why_ended(cause))


class TooManyExports(Problem):
    """More files than anybody fetches."""

    code = "too_many_exports"
    status = 409
    happened = _("No file was asked for: {most} are kept or being made already.")
    kept = _("All of them are kept.")
    next_step = _("Take those that are ready; each goes {days} days after it was made.")
