"""Words that many companies choose for their name and that have no meaning in the lexicon: they weigh like one."""

from functools import cache

from provenance.partynames.folding import words

SHARE = 0.004
"""The share of company names that hold one of these words, roughly."""
_WORDS = """
    bright golden royal grand best sunny lucky happy fortune top power blue green black white new good fine fast high
    sharp strong clear pure true real right noble brave wise ideal perfect classic elite premium prime first express
    direct easy active premier supreme excellent superior ultimate famous popular honest trust faith hope dream wonder
    magic legend hero champion winner pioneer vision focus spark flash light shine glow rainbow crystal mirror bridge
    tower castle palace harbour harbor coast beach bay field forest hill rock wood leaf bloom summit peak
    nova alpha beta gamma sigma vega orion apollo phoenix titan atlas zenith apex vertex matrix impulse vector
    альфа бета гамма сигма вега орион аполлон феникс титан атлас зенит апекс импульс вектор элита идеал классик
    премьер маяк надежда удача фортуна кристалл радуга
"""


@cache
def common_words() -> frozenset[str]:
    """The words, folded."""
    return frozenset(words(_WORDS))
