"""kill -9 in the middle of an import: nothing of it is left, and it can be done again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from custody.verify import ledger_faults, original_faults
from jobs import runner
from jobs.models import Job, JobState
from provenance import tasks
from provenance.models import CatalogueChange, CatalogueImport, ImportState, Part, Party
from provenance.operations.catalogue_imports import APPLY_JOB, ROLL_BACK_JOB, start_apply, start_roll_back
from tests.factories.lists import ACTOR, applied, previewed, table
from tests.services.worker import BASE_DIR, database_url

pytestmark = pytest.mark.django_db(transaction=True)
DYING = """
import os, signal, sys
import django
django.setup()
from provenance.operations import applying, bulk, comparing, import_writing
comparing.AT_ONCE = bulk.AT_ONCE = 10
left = [3]
def dying(real):
    def work(*arguments, **named):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return work
import_writing.Writing.write = dying(import_writing.Writing.write)
import_writing._restore = dying(import_writing._restore)
"""
JOB = """
from jobs.models import Job
from jobs import runner
from provenance import tasks
job = Job.objects.get(pk=int(sys.argv[1]))
runner.run(job.pk, getattr(tasks, sys.argv[2]))
"""
COMMAND = """
from django.core.management import call_command
call_command(*sys.argv[1:])
"""


def killed(program: str, *arguments: object) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "CHIPTRAIL_TEST_DATA_DIR": str(settings.DATA_DIR),
        "CHIPTRAIL_TEST_DATABASE_URL": database_url(),
        "CHIPTRAIL_VAULT_ROOT": str(settings.VAULT_ROOT),
        "CHIPTRAIL_LEDGER_KEY_FILE": str(settings.LEDGER_KEY_FILE),
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", DYING + program, *map(str, arguments)],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def again(job: Job, work: object) -> None:
    """What the sweeper and the next worker do."""
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, leased_until=None)
    runner.run(job.pk, work)  # type: ignore[arg-type]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_an_import_that_was_killed_is_applied_whole_later() -> None:
    applied(table([(f"A{number}", "Old Maker", "old", "", "", "") for number in range(30)]))
    rows = [(f"A{number}", "Old Maker", "new", "", "", "") for number in range(15)]
    row = previewed(table(rows + [(f"B{number}", "New Maker", "", "", "", "") for number in range(40)]))
    start_apply(row=row, actor=ACTOR)
    job = Job.objects.get(name=APPLY_JOB, subject_id=str(row.public_id))
    killed(JOB, job.pk, "apply_import")
    row.refresh_from_db()
    assert row.state == ImportState.APPLYING
    assert Part.objects.count() == 30 == Part.objects.filter(category="old", gone_on=None).count()
    assert not CatalogueChange.objects.exists() and not Party.objects.filter(name="New Maker").exists()
    again(job, tasks.apply_import)
    assert Part.objects.filter(added_by=row).count() == 40 and Part.objects.filter(category="new").count() == 15
    assert Part.objects.exclude(gone_on=None).count() == 15
    start_roll_back(row=row, actor=ACTOR)
    job = Job.objects.get(name=ROLL_BACK_JOB)
    killed(JOB, job.pk, "roll_back_import")
    assert Part.objects.count() == 70 and CatalogueChange.objects.count() == 30
    again(job, tasks.roll_back_import)
    assert Part.objects.count() == 30 == Part.objects.filter(category="old", gone_on=None).count()
    assert not [*ledger_faults(), *original_faults()]


def test_a_command_that_was_killed_leaves_the_import_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(table([(f"A{number}", "Old Maker", "old", "", "", "") for number in range(30)]))
    killed(COMMAND, "import_parts", path)
    assert CatalogueImport.objects.get().state == ImportState.PREVIEWED and not Part.objects.exists()
    call_command("import_parts", str(path))
    path.write_bytes(table([(f"A{number}", "Old Maker", "new", "", "", "") for number in range(30)]))
    call_command("import_parts", str(path))
    row = CatalogueImport.objects.order_by("pk").last()
    assert row is not None
    killed(COMMAND, "roll_back_import", row.public_id)
    row.refresh_from_db()
    assert row.state == ImportState.APPLIED and Part.objects.filter(category="new").count() == 30
    call_command("roll_back_import", str(row.public_id))
    assert Part.objects.filter(category="old").count() == 30
