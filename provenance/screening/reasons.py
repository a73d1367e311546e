"""Why a party is named for a name: codes and what they are about; `provenance.screening_words` says them."""

from collections.abc import Iterator, Mapping

from provenance.screening.searching import Found

Reason = tuple[str, Mapping[str, str]]
_MOST_WORDS = 6


def reasons(found: Found) -> list[Reason]:
    """The name that fits, how its words stand to the words asked for, and what speaks against it."""
    return list(_reasons(found))


def _reasons(found: Found) -> Iterator[Reason]:
    it = found.comparison
    same = {" ".join(word.text for word in found.spelling.words)} == {it.text}
    yield ("same_name" if same else "like_name"), {"name": found.name}
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for kind, asked, listed, _ in it.pairs:
        by_kind.setdefault(kind, []).append((asked, listed))
    for kind, code in _KINDS.items():
        pairs = list(dict.fromkeys(by_kind.get(kind, ())))[:_MOST_WORDS]
        if pairs and not same:
            yield (
                code,
                {"words": "; ".join(asked if asked == listed else f"{asked} = {listed}" for asked, listed in pairs)},
            )
    if it.only_asked and it.only_listed:
        asked, listed = (
            ", ".join(word.removeprefix("#") for word in words[:_MOST_WORDS])
            for words in (it.only_asked, it.only_listed)
        )
        yield "other_words", {"asked": asked, "listed": listed}
    if it.slips:
        yield "other_letter", {"words": "; ".join(f"{asked}, {listed}" for asked, listed in it.slips[:_MOST_WORDS])}
    if it.short:
        yield "short_name", {}
    if it.numbers > 0:
        yield "other_numbers", {}
    if it.places > 0:
        yield "other_places", {}
    if it.families > 0:
        yield "other_form", {}


_KINDS = {
    "same_word": "same_words",
    "alike_word": "alike_words",
    "same_meaning": "same_meanings",
    "abbreviation": "abbreviations",
    "joined": "joined_words",
}
