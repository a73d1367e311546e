"""A page as a tree, for tests that ask what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

APART = frozenset({"small", "li", "td", "th", "div", "p", "h1", "h2", "h3", "dt", "dd"})
"""What stands on a line or in a cell of its own."""
VOID = frozenset({"input", "img", "link", "meta", "br", "hr"})


@dataclass(slots=True)
class Element:
    """One element; `parts` are its texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def said(self) -> str:
        """Its text, spaces made one."""
        return " ".join("".join(self._texts()).split())

    def all(self, path: str) -> list[Element]:
        """The elements that fit `tag`, `.class`, `tag.class`, `#id`, or several of these one inside the other."""
        found = [self]
        for step in path.split():
            found = [inner for outer in found for inner in outer._below() if inner._fits(step)]
        return found

    def one(self, path: str) -> Element:
        """The first of them."""
        return self.all(path)[0]

    def _below(self) -> Iterator[Element]:
        for part in self.parts:
            if isinstance(part, Element):
                yield part
                yield from part._below()

    def _fits(self, step: str) -> bool:
        if step.startswith("#"):
            return self.attributes.get("id") == step[1:]
        tag, _dot, css = step.partition(".")
        return tag in ("", self.tag) and (not css or css in self.attributes.get("class", "").split())

    def _texts(self) -> Iterator[str]:
        if self.tag in APART:
            yield " "
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].parts.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def tree(page: str | bytes) -> Element:
    """The tree of a page."""
    builder = _Builder()
    builder.feed(page.decode() if isinstance(page, bytes) else page)
    return builder.open[0]
