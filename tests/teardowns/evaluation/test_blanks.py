"""Drawn photos without a chip."""

from pathlib import Path

import numpy as np

from teardowns.evaluation.blanks import blank_photos, scenes

FONT = Path(__file__).resolve().parents[3] / "web/static/web/fonts/ibm-plex-sans-cyrillic-400-normal.woff2"


def test_one_of_each_kind():
    kinds = scenes(FONT)
    photos = dict(blank_photos(len(kinds), FONT))
    assert {name.rsplit("-", 1)[0] for name in photos} == set(kinds)
    for pixels in photos.values():
        assert pixels.dtype == np.uint8
        assert pixels.shape == (900, 1200, 3)
        assert pixels.std() > 5


def test_the_same_pictures_every_time():
    (name, once), (_, again) = next(blank_photos(1, None)), next(blank_photos(1, None))
    assert name == "plaster-01.png"
    assert np.array_equal(once, again)


def test_without_a_font_no_cyrillic_page():
    assert "cyrillic-page" not in scenes(None)
    assert list(blank_photos(0, None)) == []
