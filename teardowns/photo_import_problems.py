"""Why a source of photos cannot be imported as a whole, or in whose name."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Problem, Text

STOPS: Mapping[str, Text] = {
    "not_there": _("there is no such file or folder ({name})"),
    "no_zip": _("it is neither a folder nor a ZIP file"),
    "damaged": _("the ZIP file is damaged or breaks off"),
    "bomb": _("its files lie over each other, as only a trap has them"),
    "too_many_files": _("it holds more than {most} files"),
}
"""Codes of `SourceStopped`."""


class PhotoImportStopped(Problem):
    """The source as a whole cannot be read. `reason` is a key of STOPS."""

    code = "photo_import_stopped"
    status = 422
    happened = _("The photos could not be imported: {detail}.")
    kept = _("Nothing of it was stored.")
    next_step = _("Pack the photos into a ZIP file, or name their folder, and import them again.")

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason=reason, **params)

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the reason in words."""
        detail = str(STOPS[self.params["reason"]]).format(**self.params)
        return str(self.happened).format(detail=detail), str(self.kept), str(self.next_step)


class UnknownTeam(Problem):
    """No organisation of this name or id."""

    code = "unknown_team"
    status = 422
    happened = _("There is no team “{name}”.")
    next_step = _("Name one of these: {known}.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the teams that there are."""
        return _filled(self)


class WhichTeam(Problem):
    """There are several teams, or none."""

    code = "which_team"
    status = 422
    happened = _("It is not clear whose photos these are.")
    next_step = _("Name the team with --team: {known}.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the teams that there are."""
        return _filled(self)


class WhichPerson(Problem):
    """The person is not of this team, or several are."""

    code = "which_person"
    status = 422
    happened = _("It is not clear in whose name the photos are to be imported.")
    next_step = _("Name a member of the team with --person: {known}.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the people that there are."""
        return _filled(self)


class ArchiveTooLarge(Problem):
    """More bytes than one import may have."""

    code = "archive_too_large"
    status = 413
    happened = _("The file is larger than {megabytes} MB.")
    kept = _("Nothing of it was stored; the file on your device is untouched.")
    next_step = _("Divide it into several ZIP files. What came before is known again, nothing is doubled.")


def _filled(problem: Problem) -> tuple[str, str, str]:
    happened, kept, next_step = problem.happened, problem.kept, problem.next_step
    known = problem.params["known"] or "–"
    return str(happened).format(**problem.params), str(kept), str(next_step).format(known=known)
