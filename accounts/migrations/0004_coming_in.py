"""Organisations that end, tokens bound to networks, and scopes of makers by their new names."""

from typing import ClassVar

from django.db import migrations, models

RENAMED = {"findings": "findings:read"}


def rename(apps, schema_editor, names=RENAMED):
    """Existing tokens of makers read findings, and nothing else that has been added since."""
    tokens = apps.get_model("accounts", "ApiToken")
    for token in tokens.objects.only("scopes").iterator():
        scopes = [names.get(scope, scope) for scope in token.scopes]
        if scopes != token.scopes:
            tokens.objects.filter(pk=token.pk).update(scopes=scopes)


def rename_back(apps, schema_editor):
    """The names of before."""
    rename(apps, schema_editor, {new: old for old, new in RENAMED.items()})


class Migration(migrations.Migration):
    """`Organisation.ended_at`, `ApiToken.address_ranges`."""

    dependencies: ClassVar = [
        ("accounts", "0003_devices"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="organisation",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="end_reason",
            field=models.CharField(blank=True, default="", editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="address_ranges",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(rename, rename_back, elidable=True),
    ]
