"""Claims on what nothing else explains: beside part number and date mostly a lot code. All of them are weak."""

from collections.abc import Iterator, Sequence

from provenance.partnumbers.roles.claims import Claim, Span
from provenance.partnumbers.types import Reason, Role
from provenance.partnumbers.words import Role as Taken
from provenance.partnumbers.words import Word

Shares = tuple[tuple[Role, float, Reason], ...]

_LEFT = Reason("note", "role_left_over")
_SHORT = Reason("note", "role_short")
_COUNTRY = Reason("note", "role_beside_country")
_LETTERS = Reason("note", "role_letters")
_WORDS = Reason("note", "role_words")
_FIRST = Reason("note", "role_first_word")
_VALUE = Reason("note", "role_value")
_POSITION = Reason("note", "role_position")
_SIGNS = Reason("note", "role_signs")
_REST = Reason("note", "role_rest_of_date_word")

_LOT: Shares = ((Role.LOT_CODE, 0.6, _LEFT),)
_BESIDE_COUNTRY: Shares = ((Role.PLANT, 0.55, _COUNTRY), (Role.LOT_CODE, 0.3, _COUNTRY))
_LITTLE: Shares = ((Role.OTHER, 0.3, _SHORT), (Role.LOT_CODE, 0.3, _SHORT), (Role.PLANT, 0.3, _SHORT))
_FEW_LETTERS: Shares = ((Role.LOT_CODE, 0.4, _LETTERS), (Role.PLANT, 0.2, _LETTERS), (Role.LOGO, 0.2, _LETTERS))
_PROSE: Shares = ((Role.OTHER, 0.6, _WORDS), (Role.LOGO, 0.3, _WORDS))
_CAPITALS: Shares = ((Role.OTHER, 0.4, _LETTERS), (Role.LOT_CODE, 0.3, _LETTERS), (Role.LOGO, 0.3, _LETTERS))
_FIRST_WORD: Shares = ((Role.LOGO, 0.5, _FIRST), (Role.OTHER, 0.4, _FIRST))
_OF_DATE: Shares = ((Role.LOT_CODE, 0.6, _REST), (Role.PLANT, 0.3, _REST))
_BY_WORD: dict[Taken, Shares] = {
    Taken.NUMBER: _LOT,
    Taken.MIXED: _LOT,
    Taken.LETTERS: _FEW_LETTERS,
    Taken.COUNTRY: _FEW_LETTERS,
    Taken.GRADE: _FEW_LETTERS,
    Taken.BRAND: _FEW_LETTERS,
    Taken.VALUE: ((Role.OTHER, 0.6, _VALUE), (Role.LOT_CODE, 0.3, _VALUE)),
    Taken.DESIGNATOR: ((Role.OTHER, 0.4, _POSITION), (Role.LOT_CODE, 0.4, _POSITION)),
}
_NOTHING: Shares = ((Role.OTHER, 0.5, _SIGNS),)
_LITTLE_LENGTH = _NAME_AND_CODE = 2


def left_claims(
    index: int, piece: Span, words: Sequence[Word], at: int, *, whole: bool, beside_country: bool
) -> Iterator[Claim]:
    """What a piece of word number `at` of a line may be by its look alone.

    `whole`: it is all of the word, no date stands beside it in one.
    """
    word = words[at]
    if not word.plain:
        shares = _NOTHING
    elif not whole:
        shares = _OF_DATE
    elif piece[1] - piece[0] <= _LITTLE_LENGTH:
        shares = _BESIDE_COUNTRY if beside_country else _LITTLE
    elif _heads(index, words, word):
        shares = _FIRST_WORD
    elif word.role is Taken.PROSE:
        shares = _CAPITALS if word.text.isupper() else _PROSE
    else:
        shares = _BY_WORD.get(word.role, _NOTHING)
    for role, weight, reason in shares:
        yield Claim(index, piece, role, weight, reason, left=True)


def _heads(index: int, words: Sequence[Word], word: Word) -> bool:
    """Whether a word heads the marking as a maker's name does: alone, or in capitals before one more."""
    alone = len(words) == 1 or (len(words) == _NAME_AND_CODE and word is words[0] and word.text.isupper())
    return index == 0 and alone and word.text.isalpha()
