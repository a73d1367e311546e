"""What a source holds, as values."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO

from teardowns.coarse_places import NOWHERE, Place


class SourceStopped(Exception):
    """The source as a whole cannot be read. `code` names why."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class FileUnreadable(Exception):
    """One file of the source cannot be read to its end. `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was not taken, or not as it stands: where (`file`, 1-based `line`, 0 for the file as a whole),
    a stable code and its values. `note`: a photo or a row was taken all the same.
    """

    code: str
    file: str = ""
    line: int = 0
    params: Mapping[str, str] = field(default_factory=dict)
    note: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One file of a source. `spellings`: its path in every encoding that its name may be written in, likeliest first.

    `print`: size and checksum where the source tells them; equal ones are the same bytes. `refused`: a code where it
    must not be opened.
    """

    path: str
    spellings: tuple[str, ...]
    size: int
    open: Callable[[], AbstractContextManager[BinaryIO]]
    print: tuple[int, int] | None = None
    refused: str = ""

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """Its folders; empty at the top."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All files of a source that are no litter of an operating system, in the order of their paths."""

    name: str
    files: tuple[File, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that the source has, and what it says of it. `file`, `line`: where it says so."""

    media: File
    file: str = ""
    line: int = 0
    slot: str = ""
    taken_at: str = ""
    assembly: tuple[str, ...] = ()


@dataclass(slots=True)
class Find:
    """One teardown as the source tells of it. `instance`: the id of the submission; empty for tables and folders.

    `recovered_on`: an ISO day. `said_on`: the same in the source's words, where they are no day.
    """

    instance: str = ""
    order_number: str = ""
    specimen: str = ""
    weapon_model: str = ""
    region: str = ""
    place: Place = NOWHERE
    recovered_on: str = ""
    said_on: str = ""
    note: str = ""
    started_at: str = ""
    file: str = ""
    line: int = 0
    shots: list[Shot] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """What was read: finds in the order of the source, and everything that could not be taken."""

    finds: list[Find] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
