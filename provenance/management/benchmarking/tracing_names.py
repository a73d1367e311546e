"""Names of invented companies, and the other ways in which a clerk writes them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_CHINESE: Mapping[str, str] = {
    "han": "汉", "long": "龙", "shen": "深", "zhen": "振", "hua": "华", "xin": "新", "tian": "天", "ming": "明",
    "wei": "伟", "jin": "金", "yuan": "源", "da": "达", "heng": "恒", "sheng": "盛", "feng": "丰", "kai": "凯",
    "rui": "瑞", "tong": "通", "bo": "博", "yi": "亿", "an": "安", "xing": "兴", "hong": "宏", "guang": "光",
    "lian": "联", "chuang": "创", "run": "润", "fu": "富", "chang": "昌", "de": "德", "mei": "美", "kang": "康",
    "hai": "海", "jia": "嘉", "qi": "启", "zhong": "中", "bao": "宝", "li": "力", "yu": "宇", "cheng": "诚",
}  # fmt: skip
_TRADES: Mapping[str, str] = {
    "Electronics": "电子", "Technology": "科技", "Trading": "贸易", "Components": "元器件", "International": "国际",
    "Semiconductor": "半导体", "Industrial": "实业", "Logistics": "物流", "Microelectronics": "微电子",
    "Supply": "供应链",
}  # fmt: skip
_PLACES: Mapping[str, str] = {
    "Shenzhen": "深圳", "Guangzhou": "广州", "Shanghai": "上海", "Beijing": "北京", "Dongguan": "东莞",
    "Suzhou": "苏州", "Xiamen": "厦门", "Ningbo": "宁波",
}  # fmt: skip
_CYRILLIC = _words(
    "сиб урал техно электро радио волга нева прома восто энерго ком тран вектор аль гран меха юж снаб импор "
    "цен хим аэро систе микро чип бай рос ин дон кам обь ладо зори яро пульса каскад форту гели спектр"
)
_LATIN: Mapping[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_TURKISH = _words("ak çe gür öz yıl maz kaya de mir ışık şa hin tür do ğan ser bay rak ate eş ye ni yap ün al tun")
_ARABIC = _words("al nu ra sha mas bah jaz ree dah fah had oor moh sal eem kha lid waz iri taw far aan zay een gha lib")
_PLAIN = _words("ver tec nor max sol dyn com pro lin ber tal mon cor qua tri pol gen lux vis kon rad zen bal hal stro")
_TURKISH_BARE = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")

COUNTRIES: Mapping[str, tuple[str, float]] = {
    "CN": ("chinese", 0.22), "HK": ("chinese", 0.16), "TW": ("chinese", 0.04), "SG": ("chinese", 0.04),
    "TR": ("turkish", 0.08), "AE": ("arabic", 0.07), "IN": ("arabic", 0.05), "KZ": ("cyrillic", 0.06),
    "KG": ("cyrillic", 0.03), "UZ": ("cyrillic", 0.03), "AM": ("plain", 0.03), "GE": ("plain", 0.03),
    "RS": ("plain", 0.02), "DE": ("plain", 0.05), "US": ("plain", 0.05), "JP": ("plain", 0.04),
}  # fmt: skip
"""Where those live who neither make nor import: which names they have, and their share. Importers live in RU."""
_FORMS: Mapping[str, tuple[str, ...]] = {
    "CN": ("Co., Ltd.", "Co Ltd", "Company Limited", "CO.,LTD"),
    "HK": ("Limited", "Ltd", "Ltd.", "LIMITED"),
    "TW": ("Co., Ltd.", "Co Ltd", "Company Limited", "CO.,LTD"),
    "SG": ("Pte. Ltd.", "Pte Ltd", "PTE LTD", "Private Limited"),
    "TR": ("Ltd. Şti.", "Limited Şirketi", "LTD STI", "Ltd Sti"),
    "AE": ("FZE", "F.Z.E.", "Free Zone Establishment", "F.Z.E"),
    "IN": ("Private Limited", "Pvt. Ltd.", "Pvt Ltd", "PVT. LTD."),
    "DE": ("GmbH", "Gesellschaft mit beschränkter Haftung", "GMBH", "G.m.b.H."),
    "US": ("Inc.", "Incorporated", "Inc", "INC"),
    "JP": ("K.K.", "Kabushiki Kaisha", "KK", "K.K"),
    "RS": ("d.o.o.", "DOO", "doo", "D.O.O."),
    "": ("LLC", "Limited Liability Company", "L.L.C.", "OOO"),
}
_CHINESE_FORM = "有限公司"


@dataclass(frozen=True, slots=True)
class Name:
    """A company's usual name, and others: misspelt, its legal form written otherwise, in other letters."""

    usual: str
    others: tuple[str, str, str]


def company(country: str, dice: random.Random, *, characters: bool) -> Name:
    """A name as companies of a country have it. `characters`: the other letters of a Chinese one are Chinese."""
    kind = "cyrillic" if country == "RU" else COUNTRIES[country][0]
    form, *other_forms = _FORMS.get(country, _FORMS[""])
    trade = dice.choice(list(_TRADES))
    stem, other_letters = _stem(kind, dice)
    other_form, misspelt = dice.choice(other_forms), _misspelt(stem, dice)
    if kind == "cyrillic":
        return Name(f"{form} {stem}", (f"{form} {misspelt}", f"{other_form} {stem}", f"ООО «{other_letters}»"))
    place = dice.choice(list(_PLACES)) if country == "CN" else ""
    before = f"{place} " if place else ""
    script = f"{before}{other_letters if other_letters != stem else _misspelt(stem, dice)} {trade} {form}"
    if kind == "chinese" and characters:
        syllables = "".join(_CHINESE[each] for each in other_letters.split())
        script = _PLACES.get(place, "") + syllables + _TRADES[trade] + _CHINESE_FORM
    usual = f"{before}{stem} {trade} {form}"
    return Name(usual, (f"{before}{misspelt} {trade} {form}", f"{before}{stem} {trade} {other_form}", script))


def _stem(kind: str, dice: random.Random) -> tuple[str, str]:
    """A rare word, and how it is written in other letters, or apart, or simply again."""
    if kind == "chinese":
        syllables = dice.choices(list(_CHINESE), k=dice.choice((2, 3, 3)))
        return "".join(syllables).capitalize(), " ".join(syllables)
    if kind == "cyrillic":
        native = "".join(dice.sample(_CYRILLIC, dice.choice((2, 3))))
        return "".join(_LATIN[letter] for letter in native).capitalize(), native.capitalize()
    if kind == "turkish":
        native = "".join(dice.choices(_TURKISH, k=3)).capitalize()
        return native, native.translate(_TURKISH_BARE)
    if kind == "arabic":
        word = "".join(dice.choices(_ARABIC, k=3)).capitalize()
        return word, word.replace("ee", "i").replace("oo", "u").replace("kh", "h")
    word = "".join(dice.choices(_PLAIN, k=3)).capitalize()
    return word, word.upper()


def _misspelt(word: str, dice: random.Random) -> str:
    """One letter lost, doubled, changed or moved, never the first."""
    while True:
        at = dice.randint(1, len(word) - 2)
        edits = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + dice.choice("aeiorstn") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
        edited = dice.choice(edits)
        if edited != word:
            return edited
