"""Submissions as XML documents with their attachments beside them.

ODK XForms, "Instance" and `meta/instanceID` (getodk.github.io/xforms-spec/#metadata); ODK Collect and Briefcase keep
a folder for each submission, `instances/FORM_DATE/FORM_DATE.xml` or `instances/uuidID/submission.xml` with the media
beside it (docs.getodk.org/collect-filesystem, docs.getodk.org/briefcase-using). KoboToolbox gives the same documents,
many of them in one file below `results`, and the attachments in folders by the submission's uuid. A document whose
root says `encrypted="yes"` holds nothing that can be read. Entities and document types are refused.
"""

import io
from collections import defaultdict
from dataclasses import dataclass
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from teardowns.photo_imports import values
from teardowns.photo_imports.bundles import head
from teardowns.photo_imports.facts import find_of
from teardowns.photo_imports.matching import Files
from teardowns.photo_imports.submission_tables import add, attach, instance_of
from teardowns.photo_imports.types import Contents, Fault, File, FileUnreadable

LARGEST = 64 * 2**20
_DEEPEST = 60
_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An element with a text, or an attribute: its name, the numbers of the elements around it, its line."""

    name: str
    around: tuple[int, ...]
    text: str
    line: int


class _Leaves(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.leaves: list[_Leaf] = []
        self.encrypted: list[int] = []
        self._open: list[tuple[str, int]] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self._place: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self._place = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._count += 1
        self._open.append((name.rpartition(":")[2], self._count))
        self._texts.append([])
        if len(self._open) > _DEEPEST:
            raise SAXException("too deep")
        around = tuple(number for _name, number in self._open)
        if instance := attrs.get("instanceID"):
            self.leaves.append(_Leaf("instanceID", (*around, 0, 0), str(instance), self._line()))
        if attrs.get("encrypted") == "yes":
            self.encrypted.append(self._line())

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)

    def endElement(self, name: str) -> None:
        text = "".join(self._texts.pop()).strip()
        around = tuple(number for _name, number in self._open)
        short = self._open.pop()[0]
        if text:
            self.leaves.append(_Leaf(short, around, text, self._line()))

    def _line(self) -> int:
        return int(self._place.getLineNumber() or 0) if self._place else 0


def read_document(file: File, files: Files, contents: Contents) -> bool:
    """Add the submissions of an XML file. False where it holds none: a form's definition, or something else."""
    handler = _Leaves()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        parser.parse(io.BytesIO(head(file, LARGEST)))
    except FileUnreadable as unreadable:
        contents.faults.append(Fault(unreadable.code, file.path))
        return True
    except SAXParseException as error:
        contents.faults.append(Fault("unreadable_submission", file.path, error.getLineNumber() or 0))
        return True
    except (SAXException, DefusedXmlException, ValueError):
        contents.faults.append(Fault("unreadable_submission", file.path))
        return True
    if handler.encrypted:
        contents.faults.append(Fault("encrypted_submission", file.path, handler.encrypted[0]))
        return True
    return _take(handler.leaves, file, files, contents)


def _take(leaves: list[_Leaf], file: File, files: Files, contents: Contents) -> bool:
    finds = {find.instance: find for find in contents.finds if find.instance}
    owners = _owners(leaves)
    parts: dict[int, list[_Leaf]] = defaultdict(list)
    for leaf in leaves:
        owner = next((number for number in reversed(leaf.around) if number in owners), None)
        if owner is not None:
            parts[owner].append(leaf)
    for owner, instance in owners.items():
        own = parts[owner]
        line = min((leaf.line for leaf in own), default=1)
        said = [(leaf.name, leaf.text) for leaf in own]
        add(finds, find_of(said, instance=instance, file=file.path, line=line), contents)
        for leaf in own:
            if values.is_media(leaf.text):
                media = files.meant(leaf.text, near=[file.folder, instance, f"uuid{instance}"])
                attach(finds[instance], media, leaf.name, leaf.text, (file.path, leaf.line), contents)
    return bool(owners)


def _owners(leaves: list[_Leaf]) -> dict[int, str]:
    """The numbers of the elements that are submissions, with their ids. `rootUuid` outlives an edit."""
    found: dict[int, str] = {}
    for wanted in ("instanceID", "rootUuid"):
        for leaf in leaves:
            if leaf.name == wanted and len(leaf.around) > 2 and (instance := instance_of(leaf.text)):
                found[leaf.around[-3]] = instance
    return found
