"""Sources as files name them in a word or a sentence."""

import hashlib

from django.utils.text import slugify

from provenance.models import Reliability, Source


class NamedSources:
    """Sources by slug or name, each looked up once; a new one is not yet judged (F), unless the file says how far it
    can be relied on. `origin`: the source that new ones repeat.
    """

    def __init__(self, default: str, *, origin: Source | None = None) -> None:
        self._default, self._origin, self._found = default, origin, dict[str, Source]()

    def named(self, text: str, reliability: str = "") -> Source:
        """The source of this slug or name, or a new one; the default for no text."""
        name = text or self._default
        if name not in self._found:
            known = Source.objects.filter(slug=name).first() or Source.objects.filter(name__iexact=name).first()
            self._found[name] = known or _made(name, reliability or Reliability.F, self._origin)
        return self._found[name]


def first_stated(source: Source) -> Source:
    """The source that this one repeats, or itself."""
    return source.origin or source


def _made(name: str, reliability: str, origin: Source | None) -> Source:
    slug = slugify(name)[:69]
    if not slug or Source.objects.filter(slug=slug).exists():
        slug = f"{slug or 'source'}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"
    return Source.objects.create(slug=slug, name=name[:300], reliability=reliability, origin=origin)
