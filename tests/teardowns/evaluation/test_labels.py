"""Label files: the columns that count, and everything that is odd about the rest."""

import pytest

from teardowns.evaluation.labels import UNKNOWN, LabelsUnusable, read_labels


def written(tmp_path, text):
    path = tmp_path / "labels.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_full_row(tmp_path):
    text = (
        "file,kind,chip_index,marking_lines,part_number,manufacturer,difficulty,rotation_deg,bbox_frac,notes\n"
        'a.jpg,Board,0,ST | STM32F105|,STM32F105,ST,Hard,270,0.5 0.1 0.2 0.4,"one, two"\n'
    )
    (label,) = read_labels(written(tmp_path, text))
    assert (label.file, label.part_number, label.marking_lines) == ("a.jpg", "STM32F105", ("ST", "STM32F105"))
    assert (label.kind, label.difficulty, label.rotation, label.quarter) == ("board", "hard", 270.0, 270)
    assert label.box == (0.2, 0.1, 0.5, 0.4)


def test_two_columns_are_enough(tmp_path):
    (label,) = read_labels(written(tmp_path, b"\xef\xbb\xbfpart_number,file\nLM358N,a.png\n,b.png\n\n"))
    assert (label.file, label.rotation, label.quarter, label.box) == ("a.png", None, None, None)
    assert (label.difficulty, label.kind, label.marking_lines) == (UNKNOWN, UNKNOWN, ())


@pytest.mark.parametrize(
    ("angle", "quarter"), [("345", 0), ("80", 90), ("-90", 270), ("181.5", 180), ("725", 0), ("", None), ("x", None)]
)
def test_any_angle_has_a_nearest_quarter(tmp_path, angle, quarter):
    (label,) = read_labels(written(tmp_path, f"file,part_number,rotation_deg\na.png,X1,{angle}\n"))
    assert label.quarter == quarter


@pytest.mark.parametrize("box", ["", "0.1 0.2 0.3", "a b c d", "nan 0 1 1", "0 0 1 inf"])
def test_a_box_that_is_none(tmp_path, box):
    (label,) = read_labels(written(tmp_path, f"file,part_number,bbox_frac\na.png,X1,{box}\n"))
    assert label.box is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("file,kind\na,b\n", "no_column"),
        ("", "no_column"),
        ("file,part_number\n", "no_rows"),
        (b"file,part_number\n\xff\xfe,LM358\n", "not_text"),
    ],
)
def test_what_cannot_be_used(tmp_path, text, code):
    with pytest.raises(LabelsUnusable) as caught:
        read_labels(written(tmp_path, text))
    assert caught.value.code == code


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(LabelsUnusable) as caught:
        read_labels(tmp_path / "none.csv")
    assert caught.value.code == "not_found"
