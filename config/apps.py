"""`config` is an installed app only so that its commands `up` and `demo` are found."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    """Makes the one folder that Django insists on finding at start."""

    name = "config"

    def ready(self) -> None:
        """Create the folder into which large uploads stream (Django's check files.E001 wants it to exist)."""
        if settings.FILE_UPLOAD_TEMP_DIR:
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
