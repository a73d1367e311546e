"""Words for codes of other packages that a page shows: ledger actions, objects, faults, actors, jobs, failures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from custody.models import LedgerEntry
from custody.verify import Fault
from jobs.models import Job
from problems import Text
from web import alert_words, answer_words, export_words, maker_words, phone_words, record_words, request_words

ACTIONS: Mapping[str, Text] = {
    "teardown.opened": _("Teardown opened"),
    "assembly.added": _("Board or module added"),
    "assembly.moved": _("Board or module moved in the tree"),
    "component.described": _("Component described"),
    "component.joined": _("Joined: one chip on several photos"),
    "component.parted": _("Parted: two chips after all"),
    "photo.received": _("Original received"),
    "photo_import.received": _("Archive of photos received"),
    "photos.imported": _("Photos imported that the team had already"),
    "photo.prepared": _("View made, pixels only"),
    "photo.undisplayable": _("File cannot be displayed"),
    "photo.failed": _("Work on the photo failed"),
    "photo.read": _("Markings read"),
    "reading.written": _("Reading typed by a person"),
    "region.drawn": _("Crop drawn by a person, to be read by itself"),
    "region.read": _("Crop read by itself"),
    "identification.proposed": _("Part proposed by the machine"),
    "identification.confirmed": _("Part confirmed"),
    "identification.rejected": _("No candidate fits"),
    "identification.illegible": _("Marked as illegible"),
    "finding.released": _("Finding released to its maker"),
    "finding.withdrawn": _("Finding withdrawn"),
    "trace.requested": _("Trace asked for"),
    "trace.answered": _("Trace answered"),
    "trace.done": _("Trace answered"),
    "trace.failed": _("Trace failed"),
    "reference.loaded": _("Reference data loaded"),
    "reference.weapon_models_loaded": _("Weapon models loaded"),
    "parts.imported": _("Parts imported"),
    "parts.import_received": _("List of parts received"),
    "parts.import_previewed": _("List of parts compared with the catalogue"),
    "parts.import_applied": _("List of parts taken into the catalogue"),
    "parts.import_rolled_back": _("List of parts taken back out of the catalogue"),
    "parts.import_discarded": _("List of parts set aside"),
    "part_search.requested": _("Outside service asked about a part"),
    "part_search.answered": _("Outside service answered"),
    "part_search.failed": _("Outside service gave no answer"),
    "trace_run.started": _("Run of traces started"),
    "trace_run.stopped": _("Run of traces stopped"),
    "trace_run.ended": _("Run of traces ended"),
    "correction.made": _("Catalogue corrected"),
    "correction.withdrawn": _("Correction taken back"),
    "screening.answered": _("Names screened"),
    "screening.judged": _("A screened name judged"),
    "screening.judgement_withdrawn": _("Judgement on a screened name taken back"),
    "batch.created": _("List of markings handed in"),
    "batch.deleted": _("List of markings deleted"),
    **record_words.ACTIONS,
    **phone_words.ACTIONS,
    **maker_words.ACTIONS,
    **request_words.ACTIONS,
    **answer_words.ACTIONS,
    **alert_words.ACTIONS,
}
OBJECTS: Mapping[str, Text] = {
    "teardown": _("teardown"),
    "assembly": _("board or module"),
    "component": _("component"),
    "photo": _("photo"),
    "trace": _("trace"),
    "source": _("source"),
    "reference": _("reference data"),
    "import": _("import"),
    "photo_import": _("import of photos"),
    "batch": _("list of markings"),
    "correction": _("correction"),
    "screening": _("screening"),
    "party": _("company"),
    "trace_run": _("run of traces"),
    "screening_judgement": _("judgement on a screened name"),
    **record_words.OBJECTS,
    **phone_words.OBJECTS,
    **maker_words.OBJECTS,
    **export_words.OBJECTS,
    **request_words.OBJECTS,
    **answer_words.OBJECTS,
    **alert_words.OBJECTS,
}
"""What ledger entries and jobs are about."""
FAULTS: Mapping[str, Text] = {
    "row_missing": _("Entries are missing"),
    "chain_broken": _("The chain is broken"),
    "row_changed": _("An entry was changed"),
    "tail_cut": _("The end of the ledger is missing"),
    "head_changed": _("The ledger’s own note of its last entry was changed"),
    "history_rewritten": _("The ledger does not agree with a checkpoint"),
    "signature_wrong": _("The signature of a checkpoint does not hold"),
    "key_unknown": _("A checkpoint is signed with an unknown key"),
    "original_missing": _("An original is missing"),
    "original_changed": _("An original was changed"),
    "original_unreadable": _("An original cannot be read"),
}
"""What a check of the evidence can find."""
WITHDRAWN = (
    frozenset(
        {
            "component.parted",
            "correction.withdrawn",
            "finding.withdrawn",
            "identification.rejected",
            "list.rolled_back",
            "parts.import_rolled_back",
            "exhibit.handed_over_again",
            "photo.failed",
            "photo.undisplayable",
            "preview.differs",
            "shipments.rolled_back",
            "trade_name.taken_back",
            *maker_words.WITHDRAWN,
        }
    )
    | request_words.WITHDRAWN
)
"""Actions that a reader of the history should not overlook."""

JOBS: Mapping[str, Text] = {
    "teardowns.prepare_photo": _("Make view of photo"),
    "teardowns.read_photo": _("Read markings"),
    "teardowns.resolve_photo": _("Look up parts"),
    "teardowns.read_region": _("Read a drawn crop"),
    "teardowns.import_photos": _("Import photos"),
    "provenance.trace_part": _("Trace part"),
    "provenance.preview_import": _("Compare a list of parts"),
    "provenance.apply_import": _("Take a list of parts in"),
    "provenance.roll_back_import": _("Take a list of parts back out"),
    "provenance.resolve_batch": _("Resolve a list of markings"),
    "provenance.index_names": _("Prepare the names of lists for screening"),
    "custody.checkpoint": _("Sign checkpoint"),
    **maker_words.JOBS,
    **export_words.JOBS,
    **request_words.JOBS,
    **answer_words.JOBS,
    **alert_words.JOBS,
}
FAILURES: Mapping[str, Text] = {
    "attempts_used_up": _("Stopped after the last attempt"),
    "out_of_attempts": _("Stopped after the last attempt"),
    "time_limit": _("Ran past its time limit"),
    "SoftTimeLimitExceeded": _("Ran past its time limit"),
    "worker_lost": _("The worker ended in the middle of it"),
    "engine_unavailable": _("The reading engine is not installed"),
    "crashed": _("The work ended with an error"),
    "trace_gone": _("The trace is no longer there"),
    "catalogue_changed": _("The catalogue has changed since the preview"),
    "later_imports": _("Later imports of the same source stand"),
}
KEPT: Mapping[str, Text] = {
    "photo": _("The original is sealed and whole; what was read before is kept."),
    "trace": _("The question is kept; earlier answers stand."),
    "import": _("The file is kept; the catalogue is as it was before."),
    "photo_import": _("The archive is kept, with every photo that was taken from it before."),
    "batch": _("The list is kept, with every answer that is there already."),
    **request_words.KEPT,
    **answer_words.KEPT,
}
_VALUES: Mapping[Any, Text] = {
    "identified": _("one candidate stands out"),
    "ambiguous": _("more than one fits"),
    "unknown": _("none fits"),
}
_DETAILS: Mapping[str, Text] = {
    "order_number": _("order number"),
    "size": _("bytes"),
    "chips": _("chips"),
    "part_number": _("part"),
    "manufacturer": _("maker"),
    "decision": _("decision"),
    "candidates": _("candidates"),
    "lines": _("lines"),
    "level": _("level"),
    "brand": _("brand"),
    "alias": _("other name"),
    "rule": _("rule"),
    "reason": _("reason"),
    "code": _("code"),
    "version": _("version"),
    "designator": _("designator"),
    "package": _("package"),
    "truncated": _("breaks off"),
    **phone_words.DETAILS,
    **maker_words.DETAILS,
}


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One ledger entry in words. `marked` ones took something back."""

    entry: LedgerEntry
    title: str
    actor: str
    details: str
    marked: bool


def shown_entries(entries: Iterable[LedgerEntry], *, with_names: bool) -> list[ShownEntry]:
    """Entries in the language of the moment; persons by name only for those who may know who works where."""
    listed = list(entries)
    names = _names(listed) if with_names else {}
    return [
        ShownEntry(
            entry=entry,
            title=str(ACTIONS.get(entry.action, entry.action)),
            actor=_actor(entry.actor, names),
            details=_details(entry.details),
            marked=entry.action in WITHDRAWN,
        )
        for entry in listed
    ]


def actor_name(actor: str) -> str:
    """Who did something, by name where it was a person: for those who may know who works where."""
    person = _person(actor)
    found = User.objects.filter(public_id=person).values_list("name", flat=True).first() if person else None
    return _actor(actor, {person: found} if found else {})


def decision(code: str) -> str:
    """What the machine decided about a marking, in words; an unknown code stands for itself."""
    return str(_VALUES.get(code, code))


def object_kind(code: str) -> str:
    """What kind of object an entry or a job is about, in words; an unknown code stands for itself."""
    return str(OBJECTS.get(code, code))


def fault_said(fault: Fault) -> str:
    """One fault of the evidence: what is wrong, and with what."""
    return f"{FAULTS.get(fault.code, fault.code)}: {fault.subject}."


def job_name(job: Job) -> str:
    """What a job does, in words."""
    return str(JOBS.get(job.name, job.name))


def failure(job: Job) -> str:
    """Why a job failed, in words; an unknown code stands for itself."""
    return str(FAILURES.get(job.failure_code, job.failure_code))


def kept(job: Job) -> str:
    """What a failed job left whole."""
    return str(KEPT.get(job.subject_type, gettext("Nothing is half written: a job writes all of its result or none.")))


def _names(entries: Iterable[LedgerEntry]) -> dict[str, str]:
    wanted = {_person(entry.actor) for entry in entries} - {""}
    found = User.objects.filter(public_id__in=wanted).values_list("public_id", "name")
    return {str(public_id): name for public_id, name in found}


def _person(actor: str) -> str:
    return actor.removeprefix("user:").partition("/")[0] if actor.startswith("user:") else ""


def _actor(actor: str, names: Mapping[str, str]) -> str:
    person = _person(actor)
    if person:
        return names.get(person) or gettext("a person")
    if actor.startswith("machine:"):
        return gettext("Chiptrail, %(part)s") % {"part": actor.removeprefix("machine:")}
    return gettext("Chiptrail")


def _shown(value: Any) -> str:
    if value is True:
        return gettext("yes")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(_VALUES.get(value, value))


def _details(details: Mapping[str, Any]) -> str:
    told = []
    for key, label in _DETAILS.items():
        value = details.get(key)
        if value in (None, "", [], False):
            continue
        told.append(f"{label}: {_shown(value)}")
    return " · ".join(told)
