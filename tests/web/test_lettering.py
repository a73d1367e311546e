from hypothesis import given
from hypothesis import strategies as st

from web.lettering import Piece, changed, doubtful


def marked(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.marked)


def test_where_passes_disagree_a_character_is_in_doubt() -> None:
    assert doubtful("AD9361 8BCZ", 0.95, ["AD9361 BBCZ"]) == [
        Piece("AD9361 ", marked=False),
        Piece("8", marked=True),
        Piece("BCZ", marked=False),
    ]


def test_cyrillic_letters_are_always_in_doubt() -> None:
    assert marked(doubtful("МАХ3490", 0.99)) == "МАХ"
    assert marked(doubtful("МАХ3490", 1.0, by_machine=False)) == "МАХ"


def test_look_alikes_are_in_doubt_in_a_weak_line_of_a_machine_only() -> None:
    assert marked(doubtful("5430", 0.5)) == "50"
    assert marked(doubtful("5430", 0.9)) == ""
    assert marked(doubtful("5430", 0.1, ["S43O"], by_machine=False)) == ""


def test_a_candidate_shows_what_it_changed_and_not_what_is_never_printed() -> None:
    assert marked(changed("AD9361BBCZ", ["AD9361", "8BCZ"])) == "B"
    assert marked(changed("AD9361BBCZ-REEL", ["AD9361 BBCZ"])) == ""
    assert marked(changed("STM32F405RGT6", ["STM32F405", "RGT6"])) == ""


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3), st.floats(0, 1))
def test_no_character_is_lost(text: str, others: list[str], confidence: float) -> None:
    assert "".join(piece.text for piece in doubtful(text, confidence, others)) == text
    assert "".join(piece.text for piece in changed(text, others)) == text
