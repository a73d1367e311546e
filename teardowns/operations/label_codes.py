"""Codes that a phone read from reels, bags and plates: the bytes are kept, what they say is worked out beside them."""

import json
import re
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import NotAllowed, NotFound
from teardowns.labelcodes import parse
from teardowns.models import LabelCode, Teardown
from teardowns.phone import phone_clock

_HASH = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def put_label_code(
    *,
    principal: Principal,
    public_id: UUID,
    teardown: Teardown,
    raw: bytes,
    symbology: str = "",
    photo_sha256: str = "",
    read_at: str = "",
) -> tuple[LabelCode, bool]:
    """The code of this id, and whether it is new. What was read once is never replaced: again is answered alike.

    Raises NotAllowed, and NotFound for an id that stands for another team's code.
    """
    if Capability.FIELD_SEND not in principal.capabilities:
        raise NotAllowed
    known = LabelCode.objects.select_related("teardown").filter(public_id=public_id).first()
    if known is not None:
        if known.teardown.organisation_id != principal.organisation.pk:
            raise NotFound
        return known, False
    code = LabelCode.objects.create(
        public_id=public_id,
        teardown=teardown,
        photo_sha256=photo_sha256 if _HASH.fullmatch(photo_sha256) else "",
        symbology="".join(c for c in symbology if c.isprintable())[:40],
        raw=raw,
        facts=facts_of(raw),
        read_at=phone_clock(read_at),
        device=principal.device,
        recorded_by=principal.user,
    )
    append(
        action="label_code.read",
        subject=Subject("label_code", str(public_id)),
        actor=principal.actor,
        details={"teardown": str(teardown.public_id), "symbology": code.symbology, "raw": raw.hex()},
    )
    return code, True


def facts_of(raw: bytes) -> dict[str, Any]:
    """What the bytes say, as JSON; empty fields are left out, and NUL, which PostgreSQL keeps in no text."""
    facts: dict[str, Any] = json.loads(json.dumps(asdict(parse(raw.replace(b"\0", b""))), default=str))
    return {name: value for name, value in facts.items() if value not in ("", None, [], {})}
