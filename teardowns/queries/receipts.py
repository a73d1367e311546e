"""Receipts for originals: which key makes the code, and who may check one."""

from datetime import datetime
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import Device
from accounts.sealing import unseal
from teardowns.receipts import receipt_code


class Received(Protocol):
    """A row about an original that the server holds."""

    public_id: UUID
    sha256: str
    size: int
    received_at: datetime
    receipt: str
    device_id: int | None


def code_for(row: Received, device: Device | None) -> str:
    """The code with which this phone, or a program that is none, checks the receipt of this original.

    The phone that sent it finds the code that it was given; every other phone of the team one of its own.
    """
    if row.receipt and row.device_id == (device.pk if device else None):
        return row.receipt
    return made(row, device)


def made(row: Received, device: Device | None) -> str:
    """The code by the key of this phone as it is now; by the server's own for none, or if the key cannot be opened."""
    key = unseal(device.sealed_secret) if device is not None else None
    return receipt_code(
        key or _server_key(settings.SECRET_KEY),
        sha256=row.sha256,
        size=row.size,
        photo=str(row.public_id),
        received_at=row.received_at,
    )


@lru_cache(maxsize=2)
def _server_key(secret: str) -> bytes:
    return salted_hmac("chiptrail.receipts", "1", secret=secret, algorithm="sha256").digest()
