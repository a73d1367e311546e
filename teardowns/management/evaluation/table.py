"""The report as a person reads it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from teardowns.management.evaluation.cells import group_name, number, row, share
from teardowns.management.evaluation.comparison import compared, missed

JSON = dict[str, Any]


def table(answer: JSON, *, misses: bool) -> str:
    """All figures of a run, and each miss where wanted."""
    return "\n".join(_sections(answer, misses=misses))


def _sections(answer: JSON, *, misses: bool) -> Iterator[str]:
    ours = answer["chiptrail"]
    yield from _heading(answer)
    yield ""
    yield from (row(name, share(ours["shares"][code])) for code, name in _share_names())
    yield from _errors(ours["character_error_rate"])
    yield from _costs(ours)
    yield from _groups(ours["groups"])
    yield from _reliability(_("Score of the first candidate, and how many of them are right"), "score", ours)
    yield from _reliability(_("Confidence of a line, and how many of them are right"), "confidence", ours)
    if answer["blank_photos"]:
        yield from _blanks(answer["blank_photos"])
    if answer["baselines"]:
        yield from compared(ours, answer["baselines"])
    if misses:
        yield from missed(ours["misses"])


def _heading(answer: JSON) -> Iterator[str]:
    ours = answer["chiptrail"]
    yield _("{engine} ({version}): {chips} labelled chips on {photos} photos; {parts} parts in the catalogue").format(
        engine=answer["engine"]["name"],
        version=answer["engine"]["version"],
        chips=ours["chips"],
        photos=ours["photos"],
        parts=answer["catalogue"]["parts"],
    )
    for file in answer["missing_photos"]:
        yield _("missing: {file}").format(file=file)
    for one in ours["failed"]:
        yield _("could not be read: {file} ({failure})").format(file=one["file"], failure=one["failure"])


def _share_names() -> list[tuple[str, str]]:
    return [
        ("any_exact", _("part number among all lines, exact")),
        ("any_exact_free", "  " + _("the same, as read first")),
        ("in_chips", "  " + _("the same, lines of chips only")),
        ("with_alternatives", "  " + _("the same, other readings counted too")),
        ("read_exact", _("part number or its whole line read exactly")),
        ("chip_found", _("a chip found at the label's place")),
        ("top1", _("first candidate of the right chip is right")),
        ("top1_known", "  " + _("the same, part in the catalogue")),
        ("top1_decoded", "  " + _("the same, decoded lines count as read")),
        ("top5", _("right among the first five candidates")),
        ("top5_known", "  " + _("the same, part in the catalogue")),
        ("top5_decoded", "  " + _("the same, decoded lines count as read")),
        ("identified", _("decided: identified")),
        ("wrong_identified", "  " + _("of these, wrong part number")),
        ("decoded_right", _("lines put right by their part, rightly")),
    ]


def _errors(rates: JSON) -> Iterator[str]:
    for name, rate in (
        (_("character errors, lines of the right chip"), rates["right_chip"]),
        ("  " + _("the same, as read first"), rates["right_chip_free"]),
        (_("character errors, all lines of the photo"), rates["whole_photo"]),
        ("  " + _("the same, as read first"), rates["whole_photo_free"]),
    ):
        told = _("{matched} of {lines} lines matched").format(matched=rate["matched"], lines=rate["lines"])
        yield row(name, f"{number(rate['percent'])} %   {told}")


def _costs(ours: JSON) -> Iterator[str]:
    cpu = {name: number(value) for name, value in ours["cpu_seconds"].items()}
    spread = _("mean {mean}, 95 % below {p95}, easy close-ups {easy_closeups} ({easy_closeups_photos} photos)")
    steps = _("decoding {decoding_mean}, reading {reading_mean}, resolving {resolving_mean}")
    yield row(_("CPU seconds a photo"), spread.format(**cpu))
    yield row("", steps.format(**cpu))
    yield row(_("seconds on the clock, mean"), number(ours["wall_seconds"]["mean"]))
    yield row(_("peak memory of the process, MB"), number(ours["peak_mb"]))
    yield row(_("chips a photo"), number(ours["chips_a_photo"]))


def _groups(groups: JSON) -> Iterator[str]:
    yield ""
    yield row("", _("number among all lines   first candidate right"))
    for group, found in groups.items():
        yield row("  " + group_name(group), f"{share(found['any_exact']):<24} {share(found['top1'])}")


def _reliability(heading: str, name: str, ours: JSON) -> Iterator[str]:
    told = ours["reliability"][name]
    yield ""
    yield heading
    for one in told["bins"]:
        if one["count"]:
            counted = _("{count} with mean {mean}: {right} % right").format(
                count=one["count"], mean=number(one["mean"]), right=number(one["right_percent"])
            )
            yield row(f"  {one['from']:.1f} - {one['to']:.1f}", counted)
    yield row("  " + _("expected calibration error"), number(told["expected_calibration_error"]))


def _blanks(blanks: JSON) -> Iterator[str]:
    yield ""
    yield _("Photos without a legible chip: {photos}; chips found {chips}, identified {identified}").format(
        photos=blanks["photos"], chips=blanks["chips"], identified=len(blanks["identified"])
    )
    for one in blanks["identified"]:
        yield f"  {one['file']}: {' | '.join(one['read'])} -> {one['part_number']} ({one['manufacturer']})"
