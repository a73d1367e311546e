"""What one release of the field app consists of: the shells, and whatever they name, found by following the names.

Pages name scripts and styles, scripts name modules (`from "./x.js"`, `import("./x.js")`), styles name fonts and
pictures. Nobody keeps a list by hand, so nothing can be missing from it when the network is gone.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

HASH_SIGNS = 32
_IN_PAGES = re.compile(r"""<(?:script|link|img)\b[^>]*?\b(?:src|href)=["']([^"'#]+)["']""")
_IN_SCRIPTS = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')#]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_NAMES: Mapping[str, re.Pattern[str]] = {".html": _IN_PAGES, ".js": _IN_SCRIPTS, ".css": _IN_STYLES}
# Letters of other languages' names; without network the system's own font has them.
_LEFT_OUT = ("latin-ext", ".map")


def files_of(pages: Mapping[str, bytes], read: Callable[[str], bytes | None]) -> dict[str, str]:
    """Hashes by address: of the pages (address -> bytes) and all static files that they need. `read` gives bytes."""
    found = {address: _hash(page) for address, page in pages.items()}
    open_ends = [name for address, page in pages.items() for name in _named(address, ".html", page)]
    while open_ends:
        address = open_ends.pop()
        if address in found or any(part in address for part in _LEFT_OUT):
            continue
        content = read(address)
        if content is not None:
            found[address] = _hash(content)
            open_ends.extend(_named(address, PurePosixPath(address).suffix, content))
    return dict(sorted(found.items()))


def _named(address: str, kind: str, content: bytes) -> Iterator[str]:
    pattern = _NAMES.get(kind)
    for groups in pattern.findall(content.decode("utf-8", "replace")) if pattern else ():
        name = groups if isinstance(groups, str) else next(filter(None, groups))
        if not name.startswith(("data:", "blob:")):
            yield urlsplit(urljoin(address, name)).path


def release_of(files: Mapping[str, str], *more: bytes) -> str:
    """The name of a release: another as soon as one byte of it is another."""
    listed = "\n".join(f"{address} {digest}" for address, digest in sorted(files.items()))
    return _hash(listed.encode() + b"".join(more))


def _hash(content: bytes) -> str:
    """Enough of a SHA-256 to notice a file of another release."""
    return hashlib.sha256(content).hexdigest()[:HASH_SIGNS]


def static_bytes(address: str) -> bytes | None:
    """The content of a static address as it is served; None for what is none or not there."""
    if not address.startswith(settings.STATIC_URL):
        return None
    name = unquote(address.removeprefix(settings.STATIC_URL))
    if settings.STATIC_ROOT:
        if not staticfiles_storage.exists(name):
            return None
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    path = finders.find(name)
    if not path:
        return None
    return Path(str(path)).read_bytes()
