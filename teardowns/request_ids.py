"""Names of the machine's requests for another shot (pure): worked out anew each time, without a row until answered."""

import re
from dataclasses import dataclass
from uuid import UUID

_FORM = re.compile(r"m\.([0-9a-f-]{36})\.([0-9a-f]{64})\.([a-z_]{1,40})")


@dataclass(frozen=True, slots=True)
class MachineRequest:
    """What the machine asks for: of which original in which teardown, and why."""

    teardown: UUID
    sha256: str
    code: str

    @property
    def id(self) -> str:
        """As a phone sends it back."""
        return f"m.{self.teardown}.{self.sha256}.{self.code}"


def machine_request(text: str) -> MachineRequest | None:
    """The request of this id; None for anything else."""
    found = _FORM.fullmatch(text)
    try:
        return MachineRequest(UUID(found[1]), found[2], found[3]) if found else None
    except ValueError:
        return None
