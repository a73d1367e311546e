"""Every route of the URL configuration, by its full name."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def all_routes() -> dict[str, str]:
    """Full route name -> its pattern. A route without a name stands under its pattern."""
    found: dict[str, str] = {}
    for name, pattern in _walk(get_resolver(), "", ""):
        if name in found:
            raise ValueError(f"two routes are called {name}")
        found[name] = pattern
    return found


def _walk(resolver: URLResolver, namespace: str, before: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inside, pattern)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or pattern}", pattern
