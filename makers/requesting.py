"""How a trace request goes on: every step, who takes it, from where to where. Pure; the one table.

Two sides and the machine. What is not written here is refused. Closed is what nobody waits for any more; what a maker
says later is kept all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Status(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    CLARIFYING = "clarifying"
    ANSWERED = "answered"
    PARTIAL = "partial"
    DECLINED = "declined"
    NO_REPLY = "no_reply"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Who takes a step: our analysts, the maker's people, or a job."""

    DESK = "desk"
    MAKER = "maker"
    MACHINE = "machine"


class Step(StrEnum):
    """What can be done with a request."""

    REVISE = "revise"
    APPROVE = "approve"
    SEND = "send"
    DELIVER = "deliver"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    EXPLAIN = "explain"
    MESSAGE = "message"
    REMIND = "remind"
    EXTEND = "extend"
    GRANT = "grant"
    ANSWER = "answer"
    ANSWER_PARTLY = "answer_partly"
    TAKE_BACK = "answer_withdrawn"
    DECLINE = "decline"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Need(StrEnum):
    """What a step asks for besides the right status and side."""

    TEXT = "text"
    ANOTHER_PERSON = "another_person"
    ROOM = "room"
    FINDINGS = "findings"
    SPEAKER = "speaker"
    LATER_DAY = "later_day"
    ONCE = "once"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: from these statuses this side may take this step. `to` None: the status stays as it is."""

    side: Side
    sources: frozenset[Status]
    to: Status | None
    needs: frozenset[Need] = frozenset()


WAITING: Final = frozenset({Status.SENT, Status.DELIVERED, Status.ACKNOWLEDGED})
"""The maker's clock runs."""
OPEN: Final = WAITING | {Status.CLARIFYING}
"""Counted against how many requests a maker has before it at a time."""
REPLIED: Final = frozenset({Status.ANSWERED, Status.PARTIAL, Status.DECLINED})
SEEN_BY_MAKER: Final = frozenset(Status) - {Status.DRAFT, Status.APPROVED}
"""What a maker is shown at all; one that was withdrawn only if it had been sent."""
ENDED: Final = REPLIED | {Status.NO_REPLY, Status.WITHDRAWN}

_ANSWERABLE: Final = OPEN | REPLIED | {Status.NO_REPLY}

MOVES: Final[Mapping[Step, tuple[Move, ...]]] = MappingProxyType(
    {
        Step.REVISE: (
            Move(Side.DESK, frozenset({Status.DRAFT, Status.APPROVED}), Status.DRAFT, frozenset({Need.TEXT})),
        ),
        Step.APPROVE: (
            Move(
                Side.DESK,
                frozenset({Status.DRAFT}),
                Status.APPROVED,
                frozenset({Need.ANOTHER_PERSON, Need.FINDINGS}),
            ),
        ),
        Step.SEND: (
            Move(
                Side.DESK,
                frozenset({Status.APPROVED}),
                Status.SENT,
                frozenset({Need.ROOM, Need.FINDINGS, Need.SPEAKER}),
            ),
        ),
        Step.DELIVER: (Move(Side.MAKER, frozenset({Status.SENT}), Status.DELIVERED),),
        Step.ACKNOWLEDGE: (Move(Side.MAKER, frozenset({Status.SENT, Status.DELIVERED}), Status.ACKNOWLEDGED),),
        Step.ASK: (
            Move(Side.MAKER, WAITING | {Status.CLARIFYING}, Status.CLARIFYING, frozenset({Need.TEXT})),
            Move(Side.MAKER, REPLIED | {Status.NO_REPLY}, None, frozenset({Need.TEXT})),
        ),
        Step.EXPLAIN: (Move(Side.DESK, frozenset({Status.CLARIFYING}), Status.ACKNOWLEDGED, frozenset({Need.TEXT})),),
        Step.MESSAGE: (Move(Side.DESK, WAITING | REPLIED | {Status.NO_REPLY}, None, frozenset({Need.TEXT})),),
        Step.REMIND: (Move(Side.MACHINE, WAITING, None),),
        Step.EXTEND: (Move(Side.MAKER, OPEN, None, frozenset({Need.TEXT, Need.LATER_DAY, Need.ONCE})),),
        Step.GRANT: (Move(Side.DESK, OPEN, None, frozenset({Need.TEXT, Need.LATER_DAY})),),
        Step.ANSWER: (
            Move(Side.MAKER, _ANSWERABLE, Status.ANSWERED),
            Move(Side.MAKER, frozenset({Status.WITHDRAWN}), None),
        ),
        Step.ANSWER_PARTLY: (
            Move(Side.MAKER, _ANSWERABLE, Status.PARTIAL),
            Move(Side.MAKER, frozenset({Status.WITHDRAWN}), None),
        ),
        Step.TAKE_BACK: (
            Move(Side.MAKER, frozenset({Status.ANSWERED, Status.PARTIAL}), Status.ACKNOWLEDGED),
            Move(Side.MAKER, frozenset({Status.WITHDRAWN}), None),
        ),
        Step.DECLINE: (Move(Side.MAKER, OPEN | {Status.NO_REPLY}, Status.DECLINED, frozenset({Need.TEXT})),),
        Step.CLOSE: (Move(Side.MACHINE, WAITING, Status.NO_REPLY, frozenset({Need.OVERDUE})),),
        Step.WITHDRAW: (
            Move(
                Side.DESK,
                frozenset({Status.DRAFT, Status.APPROVED, Status.PARTIAL, Status.NO_REPLY}) | OPEN,
                Status.WITHDRAWN,
                frozenset({Need.TEXT}),
            ),
        ),
    }
)


def move(step: Step, side: Side, status: Status) -> Move | None:
    """The row that lets this side take this step from this status; None where it may not."""
    return next((row for row in MOVES[step] if row.side is side and status in row.sources), None)


def steps_from(side: Side, status: Status) -> Iterator[Step]:
    """What this side may do with a request that stands there, in the order of the table."""
    return (step for step in MOVES if move(step, side, status) is not None)
