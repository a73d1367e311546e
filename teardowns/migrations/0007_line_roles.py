"""A judgement keeps what the pieces of the lines were taken for."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("teardowns", "0006_reading_search_key")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="identification", name="roles", field=models.JSONField(blank=True, default=list)
        ),
    ]
