"""Pages of prose, in Latin and in Cyrillic letters: much lettering, none of it a marking."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from teardowns.evaluation.blanks.surfaces import HEIGHT, WIDTH, clouds, photographed, slope, tinted
from teardowns.ocr.engine import Pixels

LATIN = (
    "The bus left the village at seven in the morning of 14 May and nobody waited at the second stop.",
    "In 1987 the mill was sold, the wheel taken out, and the pond behind it slowly filled with reeds.",
    "She counted the chairs twice: there were 24, one more than the list on page 113 had promised.",
    "Rain is expected from the west; temperatures of 9 to 12 degrees, in the hills a little less.",
    "The recipe asks for 250 g of flour, 3 eggs and a pinch of salt, and for a good deal of patience.",
    "Room 204 is on the second floor, past the library; ring the bell if the door is found locked.",
    "He wrote that he would come by the 18:45 train, and that we should not wait with the supper.",
    "Of all the roads to the coast this one is the longest, and the only one without a toll booth.",
)
CYRILLIC = (
    "Автобус вирушив із села вранці і на другій зупинці ніхто на нього не чекав",
    "Млин продали колесо зняли а ставок за ним поволі заріс очеретом",
    "Вона двічі перелічила стільці їх було на один більше ніж обіцяв список",
    "Із заходу сунуть дощі у горах буде трохи холодніше ніж на рівнині",
    "Тут потрібні борошно яйця дрібка солі й чимало терпіння",
    "Кімната на другому поверсі за бібліотекою подзвоніть якщо двері зачинено",
    "Він написав що приїде вечірнім потягом і щоб ми не чекали на нього з вечерею",
    "З усіх доріг до моря ця найдовша зате єдина де не беруть плати за проїзд",
)
"""Letters and blanks only: fonts that are cut up by script hold no more in their Cyrillic part."""


def page(rng: np.random.Generator, *, cyrillic: Path | None = None) -> Pixels:
    """A page, more or less straight before the camera; `cyrillic` is the font file for a page in Cyrillic letters."""
    size = int(rng.integers(20, 34))
    font = ImageFont.truetype(str(cyrillic), size) if cyrillic else ImageFont.load_default(size)
    paper = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(paper)
    for i, line in enumerate(_lines(rng, CYRILLIC if cyrillic else LATIN, int(WIDTH * 0.85 / (size * 0.52)))):
        draw.text((WIDTH * 0.07, HEIGHT * 0.06 + i * size * 1.45), line, font=font, fill=20)
    turned = paper.rotate(float(rng.normal(0, 2)), Image.Resampling.BICUBIC, fillcolor=255)
    ink = np.asarray(turned, dtype=np.float32) / 255
    light = 205 + 30 * rng.random() + slope(rng, 25) + 3 * clouds(rng, 3)
    return photographed(tinted(np.asarray(ink * light, dtype=np.float32), (1.0, 0.98, 0.92)), rng)


def _lines(rng: np.random.Generator, sentences: tuple[str, ...], width: int) -> list[str]:
    """Sentences in some order, filled into lines of at most `width` characters."""
    text = [word for _ in range(4) for i in rng.permutation(len(sentences)) for word in sentences[i].split()]
    lines = [""]
    for word in text:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
