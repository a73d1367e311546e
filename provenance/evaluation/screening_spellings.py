"""Names as trade data writes them: misspelt, in another order, with another legal form, transliterated another way."""

import random
import re
from collections.abc import Callable, Iterable

_STANDARDS: tuple[dict[str, str], ...] = (
    {  # passports of the Russian Federation (ICAO 9303)
        "ё": "e", "ж": "zh", "й": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y",
        "ь": "", "э": "e", "ю": "iu", "я": "ia",
    },
    {  # BGN/PCGN
        "ё": "yo", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
        "ь": "'", "э": "e", "ю": "yu", "я": "ya",
    },
    {  # scholarly, without accents
        "ё": "e", "ж": "zh", "й": "j", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y",
        "ь": "", "э": "e", "ю": "ju", "я": "ja",
    },
)  # fmt: skip
_PLAIN = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True))
_FORM = re.compile(
    r"(?<!\w)(?:публичн\w+ акционерн\w+ обществ\w+|открыт\w+ акционерн\w+ обществ\w+|закрыт\w+ акционерн\w+ обществ\w+|"
    r"акционерн\w+ обществ\w+|обществ\w+ с ограниченн\w+ ответственност\w+|пао|оао|зао|ао|ооо|"
    r"(?:public |open |closed )?joint[ -]stock company|limited liability company|co\.?,? ltd\.?|pjsc|ojsc|cjsc|jsc|"
    r"llc|ooo|oao|zao|pao|ao|limited|ltd\.?)(?!\w)",
    re.IGNORECASE,
)
_FORMS = ("LLC", "Ltd", "Co., Ltd.", "JSC", "OJSC", "Limited", "OOO", "AO", "Inc.")
_KEYS = {
    letter: near for near in ("qwa", "asz", "erd", "tyg", "uij", "iok", "opl", "nmb", "vbg", "xcd") for letter in near
}
_LEAST_LETTERS = 5


def spelt_otherwise(names: Iterable[str], seed: int) -> list[tuple[str, str]]:
    """For each name that has letters enough, one other spelling: (name, spelling). The same for one seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up spellings, no secrets
    found = []
    for name in names:
        if sum(map(str.isalpha, _FORM.sub("", name))) >= _LEAST_LETTERS:
            spelling = name
            for change in chance.sample(_CHANGES, k=chance.choice((1, 1, 2))):
                spelling = change(spelling, chance)
            found.append((name, " ".join(spelling.split())))
    return found


def misspelt(name: str, chance: random.Random) -> str:
    """One slip in one of the longer words: a letter left out, doubled, swapped with the next or taken for another."""
    words = [found for found in re.finditer(r"[^\W\d_]{5,}", name) if not _FORM.fullmatch(found[0])]
    if not words:
        return name
    word = chance.choice(words)
    at = word.start() + chance.randrange(1, len(word[0]) - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    kind = chance.randrange(4)
    if kind == 0:
        return before + after
    if kind == 1:
        return before + letter * 2 + after
    if kind == 2:
        return before + after[:1] + letter + after[1:]
    near = _KEYS.get(letter.lower(), letter.lower())
    return before + chance.choice(near) + after


def reordered(name: str, chance: random.Random) -> str:
    """The first word or words moved to the end, as registers write it."""
    words = re.sub(r"[«»“”\"'‘’]", "", name).split()
    if len(words) < 2:
        return name
    cut = chance.randrange(1, min(len(words), 4))
    return " ".join((*words[cut:], *words[:cut]))


def other_form(name: str, chance: random.Random) -> str:
    """Its legal form dropped or written otherwise, in front or behind."""
    bare = " ".join(_FORM.sub(" ", name).replace("«", " ").replace("»", " ").replace("()", " ").split()).strip(" ,.")
    if not bare:
        return name
    form = chance.choice(("", *_FORMS))
    return (f"{form} {bare}" if chance.random() < 0.5 else f"{bare} {form}").strip()


def transliterated(name: str, chance: random.Random) -> str:
    """Cyrillic in Latin letters by one of three standards; Latin names in capitals."""
    if not re.search("[а-яё]", name, re.IGNORECASE):
        return name.upper()
    table = _PLAIN | chance.choice(_STANDARDS)
    latin = "".join(table.get(letter, letter) for letter in name.lower())
    return latin.upper() if chance.random() < 0.5 else latin.title()


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (misspelt, reordered, other_form, transliterated)
