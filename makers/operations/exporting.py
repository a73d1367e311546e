"""Writing down who took what along as a file."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from accounts.queries import Principal
from makers.operations.acts import note


def recorded(
    principal: Principal,
    ending: str,
    question: Mapping[str, object],
    pieces: Iterable[bytes],
    what: str = "findings",
    kept: str = "",
) -> Iterator[bytes]:
    """The pieces of a file as they are. The maker's own log says who began to take it before the first of them, and
    afterwards how much was handed out, with its hash: all of it, or what there was when the line broke off.

    `kept`: public id of the file, where it was made before."""

    def write(act: str, **told: object) -> None:
        details = {**told, "filter": dict(question)}
        which = kept or ending
        note(principal=principal, act=f"{what}.{act}", subject_type="export", subject_id=which, details=details)

    digest, size, end = hashlib.sha256(), 0, "export_broken_off"
    write("export_begun")
    try:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            yield piece
        end = "exported"
    finally:
        write(end, sha256=digest.hexdigest(), size=size)
