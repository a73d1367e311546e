"""The shot lists that ship: every kind of weapon has one, and each begins with the whole and ends with the chips."""

from teardowns.reference import weapons
from teardowns.reference.shot_lists import OTHER, group_names, groups_of_kinds, shot_lists


def test_every_kind_that_ships_has_a_group() -> None:
    assert {row.kind for row in weapons()} - set(groups_of_kinds()) == set()


def test_no_kind_stands_there_that_no_weapon_has() -> None:
    assert set(groups_of_kinds()) - {row.kind for row in weapons()} == set()


def test_each_list_goes_from_the_whole_to_the_chips() -> None:
    lists = shot_lists()
    assert list(lists) == group_names()
    for slots in lists.values():
        names = [slot.slot for slot in slots]
        assert names[:2] == ["whole", "plate"]
        assert names[-3:] == ["board_front", "board_back", "chip"]
        assert [slot.scope for slot in slots[-3:]] == ["board", "board", "chip"]
        assert len(names) == len(set(names))


def test_what_nobody_recognised_has_a_list_too() -> None:
    assert [slot.slot for slot in shot_lists()[OTHER]] == ["whole", "plate", "board_front", "board_back", "chip"]
