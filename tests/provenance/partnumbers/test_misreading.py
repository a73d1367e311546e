from provenance.partnumbers.confusions import fold
from provenance.partnumbers.misreading import nats, read_for


def test_what_is_read_right_costs_nothing_and_a_look_alike_hardly_anything() -> None:
    assert nats("LT1013", "LT1013") == 0
    assert 0 < nats("LT1O13", "LT1013") < nats("LT1813", "LT1013")


def test_what_the_reader_confuses_is_cheaper_than_what_it_tells_apart() -> None:
    assert nats("STN32", "STM32") < nats("ST732", "STM32")
    assert nats("STM32", "STN32") != nats("STN32", "STM32")


def test_two_errors_cost_more_than_one_and_characters_can_be_lost_or_added() -> None:
    assert nats("AD815", "AD8015") < nats("AD85", "AD8015")
    assert nats("AD815", "AD8015") < nats("AD80X15", "AD8015")


def test_the_table_has_all_characters_and_no_look_alikes() -> None:
    for meant in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        assert read_for(meant)
        assert all(fold(read) != fold(meant) and 0 < often < 10_000 for read, often in read_for(meant).items())
    assert read_for("Я") == {}
