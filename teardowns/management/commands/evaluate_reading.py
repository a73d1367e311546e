"""`manage.py evaluate_reading LABELS.csv --photos DIR`: how well labelled photos are read. Writes nothing."""

import json
import os
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from problems import Problem
from teardowns.evaluation.report import baseline, blanks, report
from teardowns.management.evaluation.asking import USUAL, asked_labels, catalogue_of, photos_of, usual_photos
from teardowns.management.evaluation.processes import OURS, baseline_readers, our_reader
from teardowns.management.evaluation.running import read_blanks, read_photos
from teardowns.management.evaluation.table import table
from teardowns.ocr.registry import ENGINES


class Command(BaseCommand):
    """Figures of the chosen engine over the labelled photos; progress on standard error."""

    help = "Measure how well labelled photos are read and their parts named. Writes nothing to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The labels, where the photos are, and what to leave out."""
        parser.add_argument("labels", nargs="?", type=Path, default=USUAL)
        parser.add_argument("--photos", type=Path, default=None, help="folder of the photos")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--engine", choices=sorted(ENGINES), default=settings.OCR_ENGINE)
        parser.add_argument("--no-baselines", action="store_true", help="our own engine only")
        parser.add_argument("--blank-photos", type=int, default=50, metavar="N", help="rendered photos without a chip")
        parser.add_argument("--misses", action="store_true", help="name each missed chip with what was read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        with translation.override(_language()), ExitStack() as children:
            try:
                answer = self._measured(options, children)
            except Problem as problem:
                raise CommandError(str(problem)) from problem
            text = (
                json.dumps(answer, ensure_ascii=False) if options["json"] else table(answer, misses=options["misses"])
            )
        self.stdout.write(text)

    def _measured(self, options: dict[str, Any], children: ExitStack) -> dict[str, Any]:
        labels = asked_labels(options["labels"])
        folder = options["photos"] or usual_photos(options["labels"])
        files, missing = photos_of(labels, folder)
        count, only_shipped, known = catalogue_of(labels)
        if only_shipped:
            self._tell(_("The database holds only the catalogue that ships: import_parts adds more."))
        for file in missing:
            self._tell(_("The photo {file} is missing; its chips are left out.").format(file=file))
        version, ours = our_reader(options["engine"], children)
        baselines, told = ({}, {}) if options["no_baselines"] else baseline_readers(children)
        said = read_photos(files, folder, {OURS: ours, **baselines}, self._tell)
        blanks_said = read_blanks(options["blank_photos"], ours, self._tell)
        return {
            "engine": {"name": options["engine"], "version": version},
            "catalogue": {"parts": count, "only_shipped": only_shipped, "labelled_parts_known": len(known)},
            "missing_photos": missing,
            OURS: report(labels, said[OURS], known),
            "blank_photos": blanks(blanks_said) if blanks_said else None,
            "baselines": {
                name: {**one, **(baseline(labels, said[name]) if name in baselines else {})}
                for name, one in told.items()
            },
        }

    def _tell(self, text: str) -> None:
        self.stderr.write(text)
        self.stderr.flush()


def _language() -> str:
    """The language of the person's terminal, when it is one of ours."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    code = named.split("_")[0].split(".")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
