import pytest

from provenance.partnumbers.edits import Edits, edits


@pytest.mark.parametrize(
    ("read", "meant", "expected"),
    [
        ("LT1013", "LT1013", Edits(0, 0)),
        ("LT1O13", "LT1013", Edits(0, 0)),
        ("LT1013", "LT1019", Edits(0, 1)),
        ("LT1013", "LT113", Edits(0, 1)),
        ("LT113", "LT1013", Edits(0, 1)),
        ("KSZ8081RNA", "KSZ8081RNC", Edits(1, 0)),
        ("KSZ8081RNA", "KSZ8081RN4", Edits(1, 0)),
        ("LM358N", "LM358", Edits(1, 0)),
        ("LT1013A", "LT1019C", Edits(1, 1)),
    ],
)
def test_letters_and_digits_are_told_apart_and_look_alikes_are_the_same(read: str, meant: str, expected: Edits) -> None:
    assert edits(read, meant) == expected
    assert edits(read, meant).total == expected.letters + expected.digits
