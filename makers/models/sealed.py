"""Values that lie encrypted in the database."""

import json
from typing import Any

from django.db import models

from accounts.sealing import seal, unseal


class SealedJSONField(models.BinaryField):  # type: ignore[type-arg]
    """A JSON object under the keys of `accounts.sealing`: a copy of the database shows nothing of it.

    Reads as {} when no key that is left opens it: who changes SECRET_KEY keeps the old one among the fallbacks.
    """

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt; nothing stays nothing, so that rows without a secret cost nothing."""
        return seal(json.dumps(value, ensure_ascii=False).encode()) if value else b""

    def from_db_value(self, value: Any, expression: object, connection: object) -> dict[str, Any]:
        """Decrypt."""
        opened = unseal(value) if value else None
        return json.loads(opened) if opened else {}
