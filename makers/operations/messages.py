"""What is written into a message: its type, its time and an id to ask for the rest with. No data of any part."""

import json
from datetime import UTC, datetime
from typing import Any, Final

from makers.models import Alert

TEST: Final = "endpoint.test"


def body_of(alert: Alert | None, created_at: datetime) -> str:
    """The JSON text; the same text at every attempt."""
    if alert is None:
        return _text(TEST, created_at, {})
    return _text(alert.news, alert.happened_at, told(alert))


def told(alert: Alert) -> dict[str, Any]:
    """What an alert names, in a message as in the feed."""
    return {"alert_id": str(alert.public_id), "finding_id": str(alert.release.public_id)}


def _text(kind: str, at: datetime, data: dict[str, Any]) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": moment, "data": data}, separators=(",", ":"))
