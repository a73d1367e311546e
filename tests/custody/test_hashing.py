import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custody.hashing import (
    GENESIS,
    Entry,
    SealedEntry,
    breaks,
    canonical_json,
    checkpoint_message,
    entry_hash,
    public_key_of,
    sign,
    signature_holds,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def chain(length: int) -> list[SealedEntry]:
    rows, previous = [], GENESIS
    for number in range(1, length + 1):
        entry = Entry(number, "2026-01-01T00:00Z", "user:a", "photo.received", "photo", f"p{number}", {"n": number})
        digest = entry_hash(previous, entry)
        rows.append(SealedEntry(entry, previous, digest))
        previous = digest
    return rows


@given(JSON)
def test_canonical_json_does_not_depend_on_the_order_of_keys(value):
    def turned(item):
        if isinstance(item, dict):
            return {key: turned(item[key]) for key in reversed(list(item))}
        return [turned(part) for part in item] if isinstance(item, list) else item

    assert canonical_json(value) == canonical_json(turned(value))


@pytest.mark.parametrize("value", [1.5, [1.5], {"a": {"b": float("nan")}}, (0.0,)])
def test_canonical_json_refuses_floats(value):
    with pytest.raises(TypeError):
        canonical_json(value)


def test_a_whole_chain_has_no_breaks():
    assert list(breaks(chain(20))) == []


@given(
    st.integers(0, 9),
    st.sampled_from(["time", "actor", "action", "subject_type", "subject_id"]),
    st.text(min_size=1).filter(lambda text: text not in ("user:a", "photo")),
)
def test_any_changed_word_is_found_and_its_object_named(index, name, word):
    rows = chain(10)
    rows[index] = dataclasses.replace(rows[index], entry=dataclasses.replace(rows[index].entry, **{name: word}))
    found = list(breaks(rows))
    assert found
    assert found[0].code == "row_changed"
    assert found[0].sequence == index + 1


@pytest.mark.parametrize("index", [0, 4, 8])
def test_a_removed_row_is_found(index):
    rows = chain(10)
    del rows[index]
    assert next(breaks(rows)).code == "row_missing"


@pytest.mark.parametrize("index", [0, 4, 8])
def test_two_swapped_rows_are_found(index):
    rows = chain(10)
    rows[index], rows[index + 1] = rows[index + 1], rows[index]
    assert list(breaks(rows))


def test_a_row_hashed_again_breaks_the_next_one():
    rows = chain(5)
    changed = dataclasses.replace(rows[2].entry, actor="user:mallory")
    rows[2] = SealedEntry(changed, rows[2].previous_hash, entry_hash(rows[2].previous_hash, changed))
    assert [(found.code, found.sequence) for found in breaks(rows)] == [("chain_broken", 4)]


def test_a_signature_holds_for_its_message_and_key_only():
    key, other = b"k" * 32, b"o" * 32
    message = checkpoint_message(3, "ab" * 32, "2026-01-01T00:00:00+00:00")
    signature = sign(message, key)
    assert signature_holds(message, signature, public_key_of(key))
    assert not signature_holds(message + b" ", signature, public_key_of(key))
    assert not signature_holds(message, signature, public_key_of(other))
    assert not signature_holds(message, "no hex", public_key_of(key))
