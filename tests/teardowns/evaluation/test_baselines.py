"""What others read, as reports."""

import shutil
import sys

import pytesseract
import pytest

from teardowns.evaluation import baselines
from teardowns.ocr.engine import EngineUnavailable
from tests.tools.render import render_chip


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "chip.png"
    render_chip(["TEXAS", "LM358N"], seed=3).save(path)
    return str(path)


class Rapid:
    """Stands in for RapidOCR: callable, gives `txts`."""

    def __init__(self, *texts):
        self.txts = texts or None

    def __call__(self, picture):
        return self


def test_lines_of_rapidocr_become_one_chip(monkeypatch, picture):
    monkeypatch.setattr(baselines, "_loaded", [Rapid("TEXAS", "LM\x00358N", " ")])
    found = baselines.read_with_rapidocr(picture)
    assert [[line.text for line in chip.lines] for chip in found.report.chips] == [["TEXAS", "LM358N"]]
    assert (found.width, found.height, found.resolutions) == (640, 480, ())
    assert found.cost.peak_mb > 0


def test_nothing_read_is_no_chip(monkeypatch, picture):
    monkeypatch.setattr(baselines, "_loaded", [Rapid()])
    assert baselines.read_with_rapidocr(picture).report.chips == ()


def test_rapidocr_that_is_not_there(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(EngineUnavailable):
        baselines.begin_rapidocr()


@pytest.mark.ocr
@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_tesseract_reads_a_picture(picture):
    assert baselines.begin_tesseract().startswith("tesseract ")
    assert baselines.read_with_tesseract(picture).cost.reading > 0


def test_tesseract_that_is_not_there(monkeypatch):
    def missing():
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr(pytesseract, "get_tesseract_version", missing)
    with pytest.raises(EngineUnavailable):
        baselines.begin_tesseract()
