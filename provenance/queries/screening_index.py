"""The index of the names of all parties ever on a list: kept on disk, rebuilt when what it rests on changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import connection

from provenance.batching import AT_ONCE, batches
from provenance.models import Listing, Party, PartyName
from provenance.progress import Progress, silent
from provenance.queries.listings import lists_stamp
from provenance.queries.merging import merged_parties
from provenance.screening.building import Builder
from provenance.screening.engine import engine_version
from provenance.screening.index import Index
from provenance.screening.searching import Searcher

KEPT = 3
"""Index files of this database that stay; older ones are deleted."""


@dataclass(slots=True)
class Opened:
    """An index in this process and the stamp of the data that it was built from. One search at a time: `lock`."""

    stamp: str
    searcher: Searcher
    lock: Lock


_opened: dict[str, Opened] = {}
_opening = Lock()


def data_stamp() -> str:
    """Changes whenever the names or listings of a listed party do. A few aggregates: asked before every answer."""
    last = Listing.objects.order_by("-pk").values_list("party__public_id", "party__name")[:1]
    names = PartyName.objects.order_by("-pk").values_list("pk", "name")[:1]
    parts = (connection.settings_dict["NAME"], lists_stamp(), [*map(str, last)], [*map(str, names)], engine_version())
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def current_index() -> Opened:
    """The index of the names as they are now: from this process, from disk, or built (seconds for 100,000 names)."""
    stamp, alias = data_stamp(), str(connection.settings_dict["NAME"])
    with _opening:
        known = _opened.get(alias)
        if known is None or known.stamp != stamp:
            known = _opened[alias] = Opened(stamp, Searcher(_from_disk(stamp) or _built(stamp)), Lock())
        return known


def index_ready() -> bool:
    """Whether the index of the names as they are now is here: nobody has to wait for it."""
    stamp, known = data_stamp(), _opened.get(str(connection.settings_dict["NAME"]))
    return (known is not None and known.stamp == stamp) or (_folder() / f"{stamp}.npz").exists()


def names_listed() -> int:
    """About how many names an index holds: entries of lists."""
    return Listing.objects.filter(list__register=False).count()


def keep_index(progress: Progress = silent) -> None:
    """Build the index of the names as they are now onto the disk, where it is not there yet."""
    stamp = data_stamp()
    if _from_disk(stamp) is None:
        _built(stamp, progress)


def _folder() -> Path:
    return Path(settings.WORK_DIR) / "names"


def _from_disk(stamp: str) -> Index | None:
    try:
        return Index.open(_folder() / f"{stamp}.npz")
    except (OSError, ValueError, KeyError):
        return None


def _built(stamp: str, progress: Progress = silent) -> Index:
    index = build_index(progress)
    index.save(_folder() / f"{stamp}.npz")
    files = sorted(_folder().glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[KEPT:]:
        path.unlink(missing_ok=True)
    return index


def build_index(progress: Progress = silent) -> Index:
    """Read all names of the parties ever listed; a merged row's names are names of the row that stands for it."""
    merged = merged_parties()
    listed = set(Listing.objects.filter(list__register=False).values_list("party_id", flat=True))
    roots = {root: merged.roots[root].pk if root in merged.roots else root for root in listed}
    wanted = sorted(merged.rows(set(roots.values())))
    builder = Builder()
    for done, some in enumerate(batches(wanted)):
        progress(done * AT_ONCE, len(wanted))
        names = [*Party.objects.filter(pk__in=some).values_list("pk", "name").order_by("pk")]
        names += PartyName.objects.filter(party__in=some).values_list("party_id", "name").order_by("pk")
        for party, name in names:
            builder.add(merged.roots[party].pk if party in merged.roots else party, name)
    return builder.build()
