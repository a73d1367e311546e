"""Whatever a maker's own people do has words in their log."""

import re
from pathlib import Path

from web.act_words import ACTS
from web.words import ACTIONS

ROOT = Path(__file__).resolve().parent.parent.parent
NOTED = re.compile(r'\bact="([a-z_.]+)"')
OF_REQUESTS = re.compile(r'_noted\([^)]*?, "([a-z_]+)"')


def test_every_act_has_words() -> None:
    sources = [file.read_text() for file in (ROOT / "makers").rglob("*.py")]
    noted = {act for text in sources for act in NOTED.findall(text)}
    noted |= {f"request.{act}" for text in sources for act in OF_REQUESTS.findall(text)}
    assert len(noted) > 15
    assert not {act for act in noted if act not in ACTS and act not in ACTIONS}
