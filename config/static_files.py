"""The addresses of static files, put together once each: a page asks for some thirty of them."""

from django.contrib.staticfiles.storage import StaticFilesStorage


class StaticFiles(StaticFilesStorage):
    """Django's own parses and joins the same address anew each time."""

    def __init__(self) -> None:
        super().__init__()
        self._addresses: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        """The address of a file, by its name in a template."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]
