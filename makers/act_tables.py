"""What a maker's own people did, as a table that proves it elsewhere. The same for a person and for a program."""

import json
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from makers.models import OwnAct
from makers.queries.acts import sha256_of
from provenance.table_text import csv_pieces

COLUMNS = ("time", "person", "e_mail", "token", "act", "object", "object_id", "sha256", "details")
_AT_ONCE = 1000


def table_of(acts: QuerySet[OwnAct]) -> Iterator[bytes]:
    """CSV, the first act first, of those that are there now: the line that says that this file was begun comes later
    and is not in it."""
    rows = acts.order_by("pk")
    last = rows.last()
    rows = rows.filter(pk__lte=last.pk if last else 0)
    return (piece.encode("utf-8", "replace") for piece in csv_pieces(COLUMNS, map(_cells, rows.iterator(_AT_ONCE))))


def _cells(act: OwnAct) -> Sequence[str]:
    return (
        act.at.isoformat(timespec="seconds"),
        act.user.name,
        act.user.email,
        act.token,
        act.act,
        act.subject_type,
        act.subject_id,
        sha256_of(act),
        json.dumps(act.details, ensure_ascii=False, sort_keys=True) if act.details else "",
    )
