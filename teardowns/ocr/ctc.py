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
_FLOOR = 1e-7
"""Probability that counts as none."""

WORST = -15.0
"""Log-likelihood below which a text is taken to be no worse: one look may have cut a letter off."""

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


def together(
    looks: Sequence[Probabilities], characters: Sequence[str], *, keep: int = 5, within: float = 6.0
) -> list[tuple[str, float]]:
    """Return the texts that several looks at one line find likeliest on average, as `readings` does of one look.

    The first text's confidence is that of the look that is surest of it; the others are less sure by as much as they
    are less likely on average.
    """
    found = (readings(look, characters, keep=keep, within=within) for look in looks)
    texts = list(dict.fromkeys(text for said in found for text, _ in said))
    if not texts:
        return []
    scores = np.array([likelihoods(look, texts, characters) for look in looks])
    average = np.maximum(scores, WORST).mean(axis=0)
    weighed = sorted(zip(average.tolist(), scores.max(axis=0).tolist(), texts, strict=True), reverse=True)
    best, surest, _ = weighed[0]
    said = [(text, score - best + surest) for score, _, text in weighed if score >= best - within]
    return [(text, math.exp(score / len(text))) for text, score in said[:keep]]


def likelihoods(probabilities: Probabilities, texts: Sequence[str], characters: Sequence[str]) -> NDArray[np.float64]:
    """Logarithms of the likelihoods of texts (one at least, none empty) of these characters."""
    columns = np.zeros((len(texts), 2 * max(map(len, texts)) + 1), dtype=int)
    for row, text in zip(columns, texts, strict=True):
        row[1 : 2 * len(text) : 2] = [characters.index(character) for character in text]
    leaps = (columns[:, 2:] != 0) & (columns[:, 2:] != columns[:, :-2])
    paths = np.full(columns.shape, _NONE)
    paths[:, 0] = 0.0
    for step in np.log(np.maximum(_telling(probabilities), _FLOOR)):
        before = paths
        paths = before.copy()
        paths[:, 1:] = np.logaddexp(before[:, 1:], before[:, :-1])
        paths[:, 2:] = np.logaddexp(paths[:, 2:], np.where(leaps, before[:, :-2], _NONE))
        paths += step[columns]
    ends = 2 * np.array([len(text) for text in texts])
    rows = np.arange(len(texts))
    ended: NDArray[np.float64] = np.logaddexp(paths[rows, ends], paths[rows, ends - 1])
    return ended


def _telling(probabilities: Probabilities) -> Probabilities:
    """The steps without all but the first of each row of blanks: half of a line and more says nothing."""
    blank = probabilities[:, 0] > 1 - UNLIKELY
    return probabilities[~(blank & np.concatenate(([False], blank[:-1])))]


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
