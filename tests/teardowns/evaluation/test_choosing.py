"""Which reported chip is the labelled one."""

from teardowns.evaluation.choosing import right_chips

from .making import SIZE, chip, label

SMALL = chip("LM358", x=100, y=100, height=10)
LARGE = chip("MSM8953", x=600, y=500, height=30)


def chosen(*labels, chips=(SMALL, LARGE)):
    return right_chips(labels, chips, SIZE)


def test_the_chip_in_the_box():
    assert chosen(label("X", box=(0.05, 0.1, 0.3, 0.3))) == [0]
    assert chosen(label("X", box=(0.5, 0.5, 0.9, 0.9))) == [1]
    assert chosen(label("X", box=(0.3, 0.3, 0.5, 0.5))) == [None]


def test_lettering_tells_before_size():
    assert chosen(label("LM358", box=(0, 0, 1, 1))) == [0]
    assert chosen(label("L9999", box=(0, 0, 1, 1))) == [1]


def test_a_chip_near_the_box_is_taken_only_when_its_lettering_tells():
    beside = (0.14, 0.1, 0.4, 0.2)
    assert chosen(label("LM358", box=beside)) == [0]
    assert chosen(label("QX774", box=beside)) == [None]
    assert chosen(label("LM358", box=(0.3, 0.1, 0.4, 0.2))) == [None]


def test_no_chip_is_given_twice():
    everywhere = label("QX774", box=(0, 0, 1, 1))
    assert chosen(everywhere, label("MSM8953", box=(0, 0, 1, 1))) == [0, 1]
    assert chosen(everywhere, label("MSM8953"), label("LM358")) == [None, 1, 0]


def test_two_copies_are_told_apart_by_their_boxes():
    copies = (chip("LM358", x=100), chip("LM358", x=700))
    left, right = label("LM358", box=(0, 0, 0.5, 1)), label("LM358", box=(0.5, 0, 1, 1))
    assert chosen(right, left, chips=copies) == [1, 0]


def test_without_a_box_the_only_label_takes_most_lettering():
    assert chosen(label("X")) == [1]


def test_without_boxes_the_marking_lines_tell():
    assert chosen(label("MSM8953", "QUALCOMM", "MSM8953"), label("Z")) == [1, None]
    assert chosen(label("ULN2803A"), label("Z")) == [None, None]


def test_no_chips():
    assert chosen(label("X"), chips=()) == [None]
