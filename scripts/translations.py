"""The catalogue of translations, kept without GNU gettext.

    python -m scripts.translations check|update|compile

`check` names what is missing, unfinished, filled in differently or not compiled; `update` adds new texts and
takes out old ones; `compile` writes the .mo file that Django reads. Texts are found in Python by its own parser,
and in templates by Django's `templatize`, the function that its `makemessages` uses.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from config.embedded import progress
from scripts import APPLICATION

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "web" / "locale" / "uk" / "LC_MESSAGES" / "django.po"

# Name of the function -> places of (context, text, plural) among its arguments.
PLAIN, PLURAL, CONTEXT, CONTEXT_PLURAL = (None, 0, None), (None, 0, 1), (0, 1, None), (0, 1, 2)
FUNCTIONS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), PLAIN),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), CONTEXT_PLURAL),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[\d.]*[a-z]|%[ds]|\{\w*\}|<[^>]+>")
"""What a translation keeps as it is: names that are filled in, and tags."""
CALL_IN_TEMPLATE = re.compile(r"\b(?:_|gettext|ngettext|pgettext|npgettext)\(")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(slots=True)
class Found:
    """Where each text of the source is."""

    places: dict[Text, list[str]] = field(default_factory=dict)

    def add(self, text: Text, place: str) -> None:
        """Note one more place."""
        self.places.setdefault(text, []).append(place)


def texts_in_source() -> dict[Text, list[str]]:
    """Every text of Python files and templates, with its places."""
    found = Found()
    for package in APPLICATION:
        for file in sorted((ROOT / package).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            for text in texts_of_python(ast.parse(file.read_text())):
                found.add(text, name)
        for file in sorted((ROOT / package).rglob("templates/**/*")):
            if file.suffix in {".html", ".txt"}:
                name = file.relative_to(ROOT).as_posix()
                for text in texts_of_template(file.read_text(), name):
                    found.add(text, name)
    return found.places


def problems() -> list[str]:
    """What keeps the Ukrainian catalogue from being complete and compiled; empty when nothing does."""
    catalogue = polib.pofile(str(CATALOGUE))
    entries = {_text_of(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = texts_in_source()
    missing = [f"missing: {text.text!r} ({places[0]})" for text, places in wanted.items() if text not in entries]
    unused = [f"no longer used: {text.text!r}" for text in entries if text not in wanted]
    unfinished = [f"not translated: {e.msgid!r}" for e in entries.values() if e.fuzzy or not e.translated()]
    unlike = [f"other placeholders: {e.msgid!r}" for e in entries.values() if not _keeps_placeholders(e)]
    compiled = CATALOGUE.with_suffix(".mo")
    stale = [] if compiled.exists() and compiled.read_bytes() == catalogue.to_binary() else ["not compiled"]
    return [*missing, *unused, *unfinished, *unlike, *stale]


def update() -> None:
    """Add new texts, untranslated, and take out those that the source no longer has."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=100)
    wanted = texts_in_source()
    entries = {_text_of(entry): entry for entry in catalogue}
    for text, entry in entries.items():
        if text not in wanted:
            catalogue.remove(entry)
    for text, places in sorted(wanted.items()):
        if text not in entries:
            entries[text] = _new_entry(text)
            catalogue.append(entries[text])
        entries[text].occurrences = [(place, "") for place in sorted(set(places))]
    catalogue.save()


def compile_catalogue() -> None:
    """Write the .mo file beside the .po file."""
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def _new_entry(text: Text) -> polib.POEntry:
    context = text.context or None
    if text.plural:
        empty = {0: "", 1: "", 2: "", 3: ""}
        return polib.POEntry(msgid=text.text, msgid_plural=text.plural, msgctxt=context, msgstr_plural=empty)
    return polib.POEntry(msgid=text.text, msgctxt=context)


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return all(sorted(PLACEHOLDER.findall(form)) == wanted for form in forms if form)


def _text_of(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def texts_of_template(source: str, name: str) -> Iterator[Text]:
    """The texts of one template. `templatize` blanks out all but calls; each is then parsed as Python."""
    calls = templatize(source, origin=name)
    for match in CALL_IN_TEMPLATE.finditer(calls):
        for end in (found.end() for found in re.finditer(r"\)", calls[match.start() :])):
            try:
                tree = ast.parse(calls[match.start() : match.start() + end].strip(), mode="eval")
            except SyntaxError:
                continue
            yield from texts_of_python(tree)
            break


def texts_of_python(tree: ast.AST) -> Iterator[Text]:
    """The texts that are constants of calls to gettext's functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (places := FUNCTIONS.get(_name(node.func))):
            context, text, plural = (_constant(node.args, place) for place in places)
            if text:
                yield Text(text, plural, context)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constant(arguments: list[ast.expr], place: int | None) -> str:
    if place is None or place >= len(arguments):
        return ""
    argument = arguments[place]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def main(arguments: list[str]) -> int:
    """Do what the one argument says."""
    settings.configure(USE_I18N=True)
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_catalogue()
        case ["check"]:
            found = problems()
            progress.say("\n".join(found), sys.stdout)
            return 1 if found else 0
        case _:
            progress.say(str(__doc__))
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
