"""Fetches the typefaces that markings are rendered with: open ones (SIL OFL, Apache), used for training only.

    python -m training.faces DIR

They come from the packages `@fontsource/NAME` of the npm registry, which carry each face as WOFF2.
"""

import io
import json
import re
import sys
import tarfile
import urllib.request
from pathlib import Path

from fontTools.ttLib import TTFont

REGISTRY = "https://registry.npmjs.org/@fontsource"
_NAMES = (
    "roboto roboto-condensed roboto-mono open-sans inter oswald barlow barlow-condensed barlow-semi-condensed "
    "saira saira-condensed saira-semi-condensed archivo-narrow pt-sans-narrow pt-mono share-tech share-tech-mono "
    "b612 b612-mono overpass overpass-mono ibm-plex-mono ibm-plex-sans-condensed space-mono source-code-pro dm- "
    "mono anonymous-pro cousine arimo fira-sans fira-sans-condensed fira-mono exo-2 rajdhani quantico michroma "
    "electrolize jura oxanium chakra-petch allerta nova-mono courier-prime vt323 red-hat-mono dosis advent-pro "
    "abel economica telex titillium-web khand heebo dinish jetbrains-mono work-sans nunito-sans asap-condensed "
    "encode-sans-condensed sarabun yanone-kaffeesatz ubuntu-mono ubuntu-condensed major-mono-display syne-mono "
    "kode-mono geist-mono martian-mono sometype-mono m-plus-1-code lekton oxygen-mono inconsolata nova-square "
    "aldrich gruppo wire-one monda ruda strait viga play"
)
NAMES = _NAMES.split()
WEIGHTS = ("300", "400", "600", "700")


def fetch(name: str, folder: Path) -> int:
    """Store the Latin faces of one family as TrueType; return how many."""
    with urllib.request.urlopen(f"{REGISTRY}/{name}/latest", timeout=30) as answer:  # noqa: S310
        address = json.load(answer)["dist"]["tarball"]
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        content = io.BytesIO(answer.read())
    count = 0
    with tarfile.open(fileobj=content) as package:
        for member in package.getmembers():
            found = re.search(r"-latin-(\d+)-normal\.woff2$", member.name)
            file = package.extractfile(member) if found and found[1] in WEIGHTS else None
            if found and file:
                face = TTFont(io.BytesIO(file.read()))
                face.flavor = None
                face.save(folder / f"{name}-{found[1]}.ttf")
                count += 1
    return count


def main() -> None:
    """Fetch all families into the folder given."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        print(name, fetch(name, folder))  # noqa: T201


if __name__ == "__main__":
    main()
