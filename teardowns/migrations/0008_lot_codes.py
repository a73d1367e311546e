"""A judgement keeps the lot code that it took from its lines; those of old get theirs."""

from typing import ClassVar

from django.db import migrations, models

from teardowns.lots import lot_code

BATCH = 2000


def fill_codes(apps, schema_editor):
    """The codes of the judgements that are there."""
    identification = apps.get_model("teardowns", "Identification")
    found = []
    for row in identification.objects.exclude(roles=[]).only("roles").iterator(BATCH):
        row.lot_code = lot_code(row.roles)
        if row.lot_code:
            found.append(row)
        if len(found) >= BATCH:
            identification.objects.bulk_update(found, ["lot_code"])
            found = []
    identification.objects.bulk_update(found, ["lot_code"])


class Migration(migrations.Migration):
    """The code with the indexes that clusters are looked up by, then the codes."""

    dependencies: ClassVar = [("teardowns", "0007_line_roles")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="identification",
            name="lot_code",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddIndex(
            model_name="identification",
            index=models.Index(fields=["manufacturer", "part_number", "lot_code"], name="identification_lot"),
        ),
        migrations.AddIndex(
            model_name="identification",
            index=models.Index(fields=["manufacturer", "part_number", "made_earliest"], name="identification_made"),
        ),
        migrations.RunPython(fill_codes, migrations.RunPython.noop),
    ]
