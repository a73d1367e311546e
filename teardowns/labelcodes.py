"""What the bytes of a label's code say (pure). To be filled: EIGP-114, ANSI MH10.8.2, distributors' own forms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """Facts of one code; a field is empty where the code does not say."""

    maker: str = ""
    part: str = ""
    lot: str = ""
    date: str = ""
    country: str = ""


def parse(raw: bytes) -> LabelFacts:
    """The facts in these bytes. Never raises; nothing is guessed."""
    return LabelFacts()
