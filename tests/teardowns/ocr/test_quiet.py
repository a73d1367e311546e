"""The reader leaves nothing on the disk and keeps no queue of data for anybody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

READ = """
import numpy as np
from teardowns.ocr.engine import silent
from teardowns.ocr.neural import NeuralEngine
NeuralEngine().read(np.zeros((64, 64, 3), np.uint8), silent)
"""


@pytest.mark.ocr
def test_the_runtime_s_telemetry_is_off(tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    scratch.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(scratch),
        "XDG_CACHE_HOME": str(home / ".cache"),
    }
    subprocess.run([sys.executable, "-c", READ], env=environment, check=True, timeout=100)
    left = [path.name for folder in (home, scratch) for path in folder.rglob("*")]
    assert not [name for name in left if "onnxruntime" in name or name in (".ses", "deviceid")], left
