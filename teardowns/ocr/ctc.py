"""Texts from the recogniser's probabilities: the likeliest ones, each with how likely it is.

A recogniser trained with connectionist temporal classification (Graves et al., 2006) gives, for each step along the
line, a probability of every character and of the blank that parts them. A text's likelihood is the sum over all ways to
spread it along the line; prefix beam search keeps the best texts at every step.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float32]
"""Steps x characters; column 0 is the blank."""

BEAM = 10
UNLIKELY = 1e-3
"""Characters below this, where another one is likelier, are not followed."""
_NONE = -1e9

Beam = dict[str, tuple[float, float]]
"""Text to (log-likelihood of the paths that end in a blank, of those that end in its last character)."""


def readings(
    probabilities: Probabilities, characters: Sequence[str], *, keep: int = 5, within: float = 6.0
) -> list[tuple[str, float]]:
    """Return up to `keep` (text, confidence), the likeliest first, none less likely by `within` nats.

    Nothing when the likeliest is that there is no lettering.

    Confidence is the likelihood to the power of 1 / letters: 0.97 means that a letter is right 97 times in 100, and
    `len(text) * log(confidence)` is the log-likelihood again.
    """
    beam: Beam = {"": (0.0, _NONE)}
    for step in probabilities:
        likely = np.flatnonzero(step > UNLIKELY)
        if len(likely) == 1 and likely[0] == 0:
            beam = {text: (_sum(*ends), _NONE) for text, ends in beam.items()}
        else:
            beam = _followed(beam, [(int(i), math.log(step[i])) for i in likely], characters)
    scored = sorted(((_sum(*ends), text.strip()) for text, ends in beam.items()), reverse=True)
    best = scored[0][0]
    if not scored[0][1]:
        return []
    said = [(text, score) for score, text in scored if text and score >= best - within]
    return [(text, math.exp(score / len(text))) for text, score in said[:keep]]


def _followed(beam: Beam, likely: Sequence[tuple[int, float]], characters: Sequence[str]) -> Beam:
    grown: Beam = {}
    for text, (blank, last) in beam.items():
        total = _sum(blank, last)
        for index, score in likely:
            if index == 0:
                _add(grown, text, total + score, _NONE)
                continue
            character = characters[index]
            if text.endswith(character):
                _add(grown, text, _NONE, last + score)
                _add(grown, text + character, _NONE, blank + score)
            else:
                _add(grown, text + character, _NONE, total + score)
    best = sorted(grown.items(), key=lambda item: -_sum(*item[1]))[:BEAM]
    return dict(best)


def _add(beam: Beam, text: str, blank: float, last: float) -> None:
    before = beam.get(text, (_NONE, _NONE))
    beam[text] = _sum(before[0], blank), _sum(before[1], last)


def _sum(one: float, other: float) -> float:
    """Logarithm of the sum of two likelihoods given as logarithms."""
    low, high = (one, other) if one < other else (other, one)
    return high if low <= _NONE / 2 else high + math.log1p(math.exp(low - high))
