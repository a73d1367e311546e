"""Elements of a large XML file one by one, each with its line; entities and document types are refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from provenance.importers.lists_published.opening import ListFile
from provenance.importers.stopping import FileStopped

STEP = 1 << 18
DEEPEST = 40
LARGEST = 200_000
"""Elements and pieces of text in one entry."""


class Element:
    """One element without its name space: attributes, children, the text right in it."""

    __slots__ = ("children", "line", "name", "pieces", "values")

    def __init__(self, name: str, values: dict[str, str], line: int) -> None:
        self.name, self.values, self.line = name, values, line
        self.children: list[Element] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """Its own text."""
        return "".join(self.pieces).strip()

    def get(self, name: str) -> str:
        """An attribute; "" when it is not there."""
        return self.values.get(name, "").strip()

    def all(self, *path: str) -> list[Element]:
        """The elements below that this path leads to."""
        found = [self]
        for step in path:
            found = [child for element in found for child in element.children if child.name == step]
        return found

    def below(self, name: str) -> list[Element]:
        """The elements of this name at any depth."""
        found = [self] if self.name == name else []
        return found + [one for child in self.children for one in child.below(name)]

    def one(self, *path: str) -> str:
        """The text of the first element that the path leads to; "" when there is none."""
        return next((element.text for element in self.all(*path)), "")


class _Builder(ContentHandler):
    def __init__(self, wanted: Collection[str]) -> None:
        super().__init__()
        self._wanted, self._open, self._size = wanted, list[Element](), 0
        self._depth = 0
        self.root: Element | None = None
        self.ready: list[Element] = []
        self.place: Callable[[], int] = int

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        plain = name.rpartition(":")[2]
        values = {key.rpartition(":")[2]: attrs.getValue(key) for key in attrs.getNames()}
        element = Element(plain, values, self.place())
        self._depth += 1
        if self.root is None:
            self.root = element
            if plain not in self._wanted:
                return
        self._grow()
        if self._open:
            self._open[-1].children.append(element)
            self._open.append(element)
        elif plain in self._wanted:
            self._open, self._size = [element], 0

    def characters(self, content: str) -> None:
        if self._open:
            self._grow()
            self._open[-1].pieces.append(content)

    def endElement(self, name: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self.ready.append(element)

    def _grow(self) -> None:
        self._size += 1
        if (self._size > LARGEST and self._open) or self._depth > DEEPEST:
            raise FileStopped("xml_too_deep", line=self.place())


def elements(file: ListFile, root: Collection[str], wanted: Collection[str]) -> Iterator[Element]:
    """Yield the root (its attributes alone), then each of the wanted elements. Raises FileStopped."""
    builder = _Builder(wanted)
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(builder)
    builder.place = parser.getLineNumber
    told = False
    with file.open() as stream:
        try:
            for block in iter(lambda: stream.read(STEP), b""):
                parser.feed(block)
                if builder.root is not None and not told:
                    told = True
                    yield _expected(builder.root, root)
                yield from builder.ready
                builder.ready.clear()
            parser.close()
        except DefusedXmlException as error:
            raise FileStopped("xml_entities") from error
        except SAXParseException as error:
            raise FileStopped("bad_xml", line=error.getLineNumber() or 0, error=error.getMessage()) from error
        except SAXException as error:
            raise FileStopped("bad_xml", line=parser.getLineNumber(), error=str(error)) from error
    yield from builder.ready


def _expected(root: Element, names: Collection[str]) -> Element:
    if root.name not in names:
        raise FileStopped("other_format", found=root.name[:60], wanted=", ".join(sorted(names)))
    return root
