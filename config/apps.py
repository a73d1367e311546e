"""`config` is an installed app so that its commands and its check are found."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register

from config.row_guard import runtime_role


class ConfigConfig(AppConfig):
    """Makes the one folder that Django insists on finding at start."""

    name = "config"

    def ready(self) -> None:
        """Tell Django of our check, and create the folder for large uploads (its files.E001 wants it to exist)."""
        register(runtime_role, Tags.security, deploy=True)
        if settings.FILE_UPLOAD_TEMP_DIR:
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
