"""Readings are searched by a key of their lines."""

from django.db import migrations

from provenance.search_key import SearchKeyField, search_key

BATCH = 2000


def fill_keys(apps, schema_editor):
    """The keys of the readings that are there."""
    reading = apps.get_model("teardowns", "Reading")
    for row in reading.objects.iterator(BATCH):
        lines = "\n".join(line["text"] for line in row.lines)
        reading.objects.filter(pk=row.pk).update(search_key=search_key(lines))


class Migration(migrations.Migration):
    """A key for every reading, also those of old."""

    dependencies = [("teardowns", "0005_decoded_lines")]

    operations = [
        migrations.AddField("reading", "search_key", SearchKeyField()),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
    ]
