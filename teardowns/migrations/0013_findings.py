"""A finding holds its lot, grade, custody in figures, and the keys that it is filtered by; those of old get theirs."""

from datetime import UTC, datetime, time
from typing import ClassVar

import django.utils.timezone
from django.db import migrations, models

from provenance.partnumbers.normalise import plain
from teardowns.disclosure import LONGEST_LOT, graded, shown_on
from teardowns.lots import lot_as_read
from teardowns.models.plain_key import PlainKeyField

BATCH = 2000
FILLED = ("lot_code", "part_key", "date_key", "lot_key", "grade", "sealed_month", "opened_at")


def fill(apps, schema_editor):
    """What the findings of old would hold, had they been released today. Entries and readings were not counted then."""
    release = apps.get_model("teardowns", "Release")
    found = release.objects.select_related("identification__reading__marking__photo").order_by("pk")
    batch = []
    for row in found.iterator(BATCH):
        judged = row.identification
        lot = lot_as_read(judged.roles, judged.lot_code)[:LONGEST_LOT]
        row.lot_code = lot if lot and shown_on(lot, row.marking_lines) else ""
        row.part_key, row.date_key, row.lot_key = map(plain, (row.part_number, row.date_code, row.lot_code))
        row.grade = graded(catalogued=judged.catalogued)
        row.sealed_month = judged.reading.marking.photo.received_at.date().replace(day=1)
        row.opened_at = datetime.combine(row.released_on, time.min, UTC)
        batch.append(row)
        if len(batch) == BATCH:
            release.objects.bulk_update(batch, FILLED)
            batch = []
    release.objects.bulk_update(batch, FILLED)


class Migration(migrations.Migration):
    """The columns, what they hold, then the indexes."""

    dependencies: ClassVar = [("provenance", "0010_claim_files"), ("teardowns", "0012_photo_import")]

    operations: ClassVar = [
        migrations.AddField("release", "lot_code", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("release", "part_key", PlainKeyField()),
        migrations.AddField("release", "date_key", PlainKeyField()),
        migrations.AddField("release", "lot_key", PlainKeyField()),
        migrations.AddField("release", "grade", models.CharField(blank=True, default="", max_length=2)),
        migrations.AddField("release", "sealed_month", models.DateField(blank=True, null=True)),
        migrations.AddField("release", "custody_entries", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("release", "readings", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("release", "opened_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "release",
            models.Index(
                fields=[
                    *("brand", "-released_on", "public_id", "weapon_model", "month", "made_earliest", "made_latest"),
                    *("opened_at", "part_key", "date_key", "lot_key", "withdrawn_at"),
                ],
                condition=models.Q(withdrawn_at=None),
                name="release_page",
            ),
        ),
        migrations.AddIndex(
            "release",
            models.Index(
                fields=["brand", "weapon_model", "-released_on", "public_id"],
                condition=models.Q(withdrawn_at=None),
                name="release_brand_weapon",
            ),
        ),
    ]
