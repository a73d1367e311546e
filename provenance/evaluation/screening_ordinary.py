"""Ordinary company names, made up from general vocabulary: a screening must stay silent about them."""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("screening_ordinary.txt")


def ordinary_names(count: int, seed: int) -> list[str]:
    """So many different names, the same for one seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up names, no secrets
    found: dict[str, None] = {}
    makers = list(_MAKERS)
    while len(found) < count:
        found[chance.choice(makers)(chance)] = None
    return list(found)


@cache
def _words() -> dict[str, list[str]]:
    lines = [line for line in _WORDS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {name: [each.strip() for each in rest.split(";")] for name, rest in (line.split(":", 1) for line in lines)}


def _one(chance: random.Random, name: str) -> str:
    return chance.choice(_words()[name])


def _form(chance: random.Random, *forms: str) -> str:
    return chance.choice(forms)


def _russian(chance: random.Random) -> str:
    kind = chance.randrange(6)
    form = _form(chance, "ООО", "ООО", "ООО", "АО", "ЗАО", "Общество с ограниченной ответственностью")
    if kind == 0:
        return f"{form} «{_one(chance, 'ru_noun')}»"
    if kind == 1:
        return f"{form} «{_one(chance, 'ru_head')}{_one(chance, 'ru_tail')}»"
    if kind == 2:
        return f"ИП {_one(chance, 'ru_person')} {chance.choice('АБВГДЕИКМНОПС')}.{chance.choice('АБВГДЕИКМНОПС')}."
    if kind == 3:
        return f"{form} «{_one(chance, 'ru_adjective')} «{_one(chance, 'ru_noun')}»"
    if kind == 4:
        return f"{form} «{_one(chance, 'ru_noun')}-{_one(chance, 'ru_city')}»"
    return f"{form} «{_one(chance, 'ru_adjective')} № {chance.randrange(1, 40)} г. {_one(chance, 'ru_city')}»"


def _ukrainian(chance: random.Random) -> str:
    form = _form(chance, "ТОВ", "ТОВ", "ПрАТ", "ФГ")
    return f"{form} «{chance.choice(['', _one(chance, 'ua_kind') + ' '])}{_one(chance, 'ua_noun')}»"


def _english(chance: random.Random) -> str:
    form = _form(chance, "Ltd", "Limited", "Inc.", "LLC", "Corp.", "PLC", "Pty Ltd", "Company")
    kind = chance.randrange(4)
    if kind == 0:
        return f"{_one(chance, 'en_adjective')} {_one(chance, 'en_noun')} {_one(chance, 'en_trade')} {form}"
    if kind == 1:
        return f"{_one(chance, 'en_person')} & {_one(chance, 'en_person')} {form}"
    if kind == 2:
        return f"{_one(chance, 'en_person')} {_one(chance, 'en_trade')} {form}"
    return f"{_one(chance, 'en_noun')} {_one(chance, 'en_trade')} {form}"


def _coined(chance: random.Random) -> str:
    name = _one(chance, "coined_head") + _one(chance, "coined_middle") + _one(chance, "coined_tail")
    form = _form(chance, "GmbH", "AG", "Ltd", "Inc", "S.A.", "B.V.", "LLC", "Oy", "AB", "ApS")
    return f"{name} {chance.choice(['', _one(chance, 'en_trade') + ' '])}{form}"


def _german(chance: random.Random) -> str:
    return f"{_one(chance, 'de_person')} {_one(chance, 'de_kind')} {_form(chance, 'GmbH', 'GmbH & Co. KG', 'AG')}"


def _french(chance: random.Random) -> str:
    return f"{_one(chance, 'fr_kind')} {_one(chance, 'fr_person')} {_form(chance, 'SARL', 'SAS', 'SA')}"


def _italian(chance: random.Random) -> str:
    return f"{_one(chance, 'it_kind')} {_one(chance, 'it_person')} {_form(chance, 'S.r.l.', 'S.p.A.')}"


def _spanish(chance: random.Random) -> str:
    return f"{_one(chance, 'es_kind')} {_one(chance, 'es_person')} {_form(chance, 'S.L.', 'S.A.')}"


def _polish(chance: random.Random) -> str:
    return f"{_one(chance, 'pl_kind')} {_one(chance, 'pl_person')} {_form(chance, 'Sp. z o.o.', 'S.A.', '')}".strip()


def _turkish(chance: random.Random) -> str:
    form = _form(chance, "Sanayi ve Ticaret Limited Şirketi", "San. ve Tic. A.Ş.", "Dış Ticaret Ltd. Şti.")
    return f"{_one(chance, 'tr_person')} {_one(chance, 'tr_kind')} {form}"


def _chinese(chance: random.Random) -> str:
    parts = [_one(chance, name).rpartition(" ") for name in ("zh_city", "zh_first", "zh_second", "zh_kind")]
    city, first, second, kind = ((latin, han) for latin, _, han in parts)
    if chance.random() < 0.4:
        return f"{city[1]}{first[1]}{second[1]}{kind[1]}有限公司"
    return f"{city[0]} {first[0]}{second[0].lower()} {kind[0]} Co., Ltd."


def _indian(chance: random.Random) -> str:
    return (
        f"{_one(chance, 'in_person')} {_one(chance, 'in_kind')} {_form(chance, 'Pvt. Ltd.', 'Private Limited', 'Ltd')}"
    )


def _emirati(chance: random.Random) -> str:
    return (
        f"{_one(chance, 'ae_noun')} {_one(chance, 'en_trade')} {_form(chance, 'FZE', 'LLC', 'FZCO', 'DMCC', 'L.L.C.')}"
    )


def _kazakh(chance: random.Random) -> str:
    return f"ТОО «{_one(chance, 'kz_noun')}{chance.choice(['', ' ' + _one(chance, 'ru_tail').capitalize()])}»"


def _asian(chance: random.Random) -> str:
    kind = chance.randrange(3)
    if kind == 0:
        return f"{_one(chance, 'jp_name')} {_one(chance, 'jp_kind')} {_form(chance, 'Co., Ltd.', 'K.K.')}"
    if kind == 1:
        return f"{_one(chance, 'kr_name')} {_one(chance, 'en_trade')} Co., Ltd."
    return f"Công ty TNHH {_one(chance, 'vn_name')}"


_MAKERS: tuple[Callable[[random.Random], str], ...] = (
    _russian,
    _russian,
    _russian,
    _ukrainian,
    _english,
    _english,
    _coined,
    _german,
    _french,
    _italian,
    _spanish,
    _polish,
    _turkish,
    _chinese,
    _chinese,
    _indian,
    _emirati,
    _kazakh,
    _asian,
)
