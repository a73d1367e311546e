"""A proposal keeps the lines as its part has them, beside what was read."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("teardowns", "0004_joined_components")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="identification", name="decoded", field=models.JSONField(blank=True, default=list)
        ),
    ]
