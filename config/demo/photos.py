"""The bundled photos: rendered by the project itself, once, into the demonstration's folder."""

import shutil
import tempfile
from pathlib import Path

from tests.tools.demo_photos import write_demo_photos


def bundled(data_dir: Path) -> list[Path]:
    """The rendered photos. They appear all at once or not at all: a killed start renders them again."""
    folder = data_dir / "photos"
    if not folder.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix="photos-", dir=data_dir))
        try:
            write_demo_photos(unfinished)
            unfinished.rename(folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return sorted(folder.glob("*.jpg"))
