"""The teardown into which photos of an import go: known by its submission or number, else opened as a phone would."""

import re
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import translation

from accounts.queries import Principal
from teardowns.models import Assembly, Region, Teardown
from teardowns.operations.from_phone import NUMBER_LENGTH, Said, put_teardown
from teardowns.operations.opening import add_assembly
from teardowns.paths import clean_text
from teardowns.photo_imports.types import Fault, Find
from teardowns.photo_imports.values import place, quotable

_LANGUAGES = ("en", "uk")
_REGION_WORDS = re.compile(r"\b(region|oblast|область|обл|області|город|city|місто|м|republic|республіка)\b\.?")


@dataclass(frozen=True, slots=True)
class Target:
    """A teardown, or in a look ahead its id. `notes`: what of the source's words could not be used."""

    public_id: UUID
    teardown: Teardown | None
    new: bool
    notes: list[Fault] = field(default_factory=list)


def target_of(principal: Principal, find: Find, *, store: bool) -> Target:
    """The teardown of a find. Without `store` nothing is opened. One that is there stays as it is."""
    own = Teardown.objects.filter(organisation=principal.organisation).select_related("specimen")
    number = _short(find.order_number)
    identity = f"submission:{find.instance}" if find.instance else f"number:{number}"
    public_id = uuid5(NAMESPACE_URL, f"chiptrail:{principal.organisation.public_id}:{identity}")
    known = own.filter(public_id=public_id).first() or (own.filter(order_number=number).first() if number else None)
    if known is not None:
        return Target(known.public_id, known, new=False)
    said, notes = _said(find)
    if not store:
        return Target(public_id, None, new=True, notes=notes)
    teardown, new = put_teardown(principal=principal, public_id=public_id, said=said)
    return Target(public_id, teardown, new=new, notes=notes + _unused(teardown, find))


@transaction.atomic
def assembly_named(principal: Principal, teardown: Teardown, path: tuple[str, ...]) -> Assembly | None:
    """The assembly at the end of a path of names, made where it is missing; None for no path."""
    found: Assembly | None = None
    for raw in path:
        name = clean_text(raw, 120)
        if name:
            there = teardown.assemblies.filter(parent=found, name=name).first()
            found = there or add_assembly(principal=principal, teardown=teardown, name=name, parent=found)
    return found


def _said(find: Find) -> tuple[Said, list[Fault]]:
    notes: list[Fault] = []
    region, where = region_of(find.region), find.place
    if find.region and not region:
        if where.kind == "none":
            where = place(find.region)  # some write a point or a square there
        if where.kind == "none":
            notes.append(Fault("unknown_region", find.file, find.line, {"value": quotable(find.region)}, note=True))
    if find.said_on:
        notes.append(Fault("no_day", find.file, find.line, {"value": quotable(find.said_on)}, note=True))
    said = Said(
        weapon_model=find.weapon_model,
        region=region,
        place_kind=where.kind,
        place=where.value,
        recovered_on=find.recovered_on,
        note=find.note,
        started_at=find.started_at,
        order_number=find.order_number,
        specimen_label=find.specimen,
    )
    return said, notes


def _unused(teardown: Teardown, find: Find) -> list[Fault]:
    """What `put_teardown` could not use."""
    unused = teardown.field_facts.unused
    codes = {"weapon_model": "unknown_weapon_model", "recovered_on": "no_day"}
    return [
        Fault(code, find.file, find.line, {"value": quotable(unused[name])}, note=True)
        for name, code in codes.items()
        if name in unused
    ]


def region_of(text: str) -> str:
    """The code of a region that is written as code or by its name in either language; empty for none."""
    wanted = text.strip()
    if wanted.upper() in Region.values:
        return wanted.upper()
    known = _regions() if wanted else {}
    return known.get(wanted.casefold()) or known.get(_folded(wanted), "")


def _regions() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            for region in Region:
                if region.value:
                    # Kyiv is a city and a region: without a word for either the region's name is nobody's.
                    whole = str(region.label).casefold()
                    found[whole] = region.value
                    short = _folded(whole)
                    found[short] = "" if short in found and found[short] != region.value else region.value
    return found


def _folded(text: str) -> str:
    whole = " ".join(text.casefold().replace("’", "'").split())
    return " ".join(_REGION_WORDS.sub(" ", whole).split()) or whole


def _short(text: str) -> str:
    return (clean_text(text[:NUMBER_LENGTH], NUMBER_LENGTH) or "").strip()
