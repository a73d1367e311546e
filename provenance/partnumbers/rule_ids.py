"""The ids by which a person names a rule, so that it can be said to mislead (`corrections`).

| id                       | what the rule says                               | where it stands                |
|--------------------------|--------------------------------------------------|--------------------------------|
| prefix:LMH               | numbers that begin so are a maker's              | reference/mpn_prefixes.csv     |
| mark:ALLEGRO             | this lettering names a maker                     | reference/brand_marks.csv      |
| suffix:Winbond#3fa9c10b  | this ending is an ordering suffix of the maker   | reference/package_suffixes.csv |
| date:yyww                | a date is printed so                             | reference/date_codes.csv       |
| scheme:Winbond#3fa9c10b  | the maker (or the industry) builds numbers so    | families/                      |
| topmark:Winbond#3fa9c10b | the maker prints this instead of the number      | families/                      |
| sign:Winbond#3fa9c10b    | only this maker prints this beside its numbers   | families/                      |

A pattern has no name of its own: it is named by the first digits of its SHA-256. A pattern that was changed is another
rule, of which nobody has said anything yet.
"""

from hashlib import sha256

LONGEST = 200
_DIGITS = 8


def prefix_rule(prefix: str) -> str:
    """The rule about numbers that begin like this."""
    return f"prefix:{prefix}"


def mark_rule(mark: str) -> str:
    """The rule about a brand's lettering."""
    return f"mark:{mark}"


def date_rule(name: str) -> str:
    """The rule about date codes of this name."""
    return f"date:{name}"


def pattern_rule(kind: str, manufacturer: str, pattern: str) -> str:
    """A rule that is a pattern; `kind` is suffix, scheme, topmark or sign."""
    return f"{kind}:{manufacturer}#{sha256(pattern.encode()).hexdigest()[:_DIGITS]}"
