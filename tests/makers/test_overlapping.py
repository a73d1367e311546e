"""Our side of the protocol against the published vectors, and against another implementation of the asker's side."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from voprf import ristretto

from makers import overlapping
from makers.overlapping import (
    BATCH,
    ELEMENT,
    LEAST,
    TAG,
    NotElements,
    comparable,
    evaluate,
    fresh_seed,
    letters,
    padded,
    public_key,
    tags,
)
from provenance.partnumbers.normalise import plain

# RFC 9497, appendix A.1.2: ristretto255-SHA512, VOPRF mode.
SEED, KEY_INFO = bytes.fromhex("a3" * 32), b"test key"
PUBLIC = "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e"
VECTORS = (
    (
        "00",
        "863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
        "aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
        "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
        "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c",
    ),
    (
        "5a" * 17,
        "cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c",
        "60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468",
        "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
        "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6",
    ),
)


def asked(seed: bytes, lots: list[str]) -> list[bytes]:
    """What an asker makes of its lots with our help: the outputs, cut as ours are."""
    clients, blinded = zip(*(ristretto.Client.blind(lot.encode()) for lot in lots), strict=True)
    elements, proof = evaluate(seed, b"".join(one.serialize() for one in blinded))
    answer = ristretto.VerifiableBatchOutput.deserialize(proof + elements)
    key = ristretto.PublicKey.deserialize(public_key(seed))
    return [output[:TAG] for output in ristretto.Client.finalize_batch(list(clients), answer, key)]


def pieces(joined: bytes) -> list[bytes]:
    return [joined[at : at + TAG] for at in range(0, len(joined), TAG)]


def test_the_published_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlapping, "_INFO", KEY_INFO)
    assert public_key(SEED).hex() == PUBLIC
    for text, blinded, evaluated, output in VECTORS:
        assert evaluate(SEED, bytes.fromhex(blinded))[0].hex() == evaluated
        assert bytes.fromhex(output)[:TAG] in pieces(tags(SEED, [bytes.fromhex(text).decode()]))
    together, _proof = evaluate(SEED, b"".join(bytes.fromhex(one[1]) for one in VECTORS))
    assert together.hex() == "".join(one[2] for one in VECTORS)


LOTS = st.text("ABCDEFGH0123456789Г", min_size=5, max_size=40)


@settings(max_examples=30, deadline=None)
@given(st.lists(LOTS, unique=True, min_size=1, max_size=20), st.lists(LOTS, unique=True, max_size=20), st.data())
def test_exactly_the_overlap_is_found(theirs: list[str], more: list[str], data: st.DataObject) -> None:
    both = data.draw(st.lists(st.sampled_from(theirs), unique=True))
    ours, seed = set(more) | set(both), fresh_seed()
    held = set(pieces(tags(seed, ours)))
    found = {lot for lot, tag in zip(theirs, asked(seed, theirs), strict=True) if tag in held}
    assert found == ours & set(theirs)


def test_nothing_is_comparable_between_runs() -> None:
    first, second = fresh_seed(), fresh_seed()
    assert public_key(first) != public_key(second)
    assert not set(pieces(tags(first, ["26901141"]))) & set(pieces(tags(second, ["26901141"])))


def test_an_answer_under_another_key_is_noticed() -> None:
    seed = fresh_seed()
    client, blinded = ristretto.Client.blind(b"26901141")
    elements, proof = evaluate(fresh_seed(), blinded.serialize())
    answer = ristretto.VerifiableOutput.deserialize(proof + elements)
    with pytest.raises(ValueError, match="proof"):
        client.finalize(answer, ristretto.PublicKey.deserialize(public_key(seed)))


def test_how_many_lots_there_are_is_said_in_powers_of_two() -> None:
    assert [padded(count) for count in (0, 1, 255, 256, 257, 5000)] == [256, 256, 256, 256, 512, 8192]
    seed = fresh_seed()
    few, more = tags(seed, ["26901141"]), tags(seed, [f"LOT{number:05}" for number in range(200)])
    assert len(few) == len(more) == LEAST * TAG
    assert pieces(few) == sorted(set(pieces(few)))
    assert len(tags(seed, [])) == LEAST * TAG


@pytest.mark.parametrize(
    "blinded", [b"", b"x" * 31, b"\0" * 32, b"\xff" * 32, bytes.fromhex(VECTORS[0][1]) * (BATCH + 1)]
)
def test_what_is_no_batch_is_refused(blinded: bytes) -> None:
    with pytest.raises(NotElements):
        evaluate(fresh_seed(), blinded)


def test_a_whole_batch_is_evaluated() -> None:
    elements, proof = evaluate(fresh_seed(), bytes.fromhex(VECTORS[0][1]) * BATCH)
    assert (len(elements), len(proof)) == (BATCH * ELEMENT, 64)


@pytest.mark.parametrize(
    ("text", "lot"),
    [
        ("2690114.1", "26901141"),
        (" a1b-c2 ", "A1BC2"),
        ("АВ 1234", "AB1234"),  # Cyrillic letters that look Latin
        ("Г1234", "Г1234"),
        ("1234", ""),
        ("ABCDE1", ""),
        ("lot", ""),
        ("1" * 41, ""),
        ("1" * 200, ""),
    ],
)
def test_a_lot_is_written_as_our_own_are(text: str, lot: str) -> None:
    assert comparable(text) == lot


@given(st.text(max_size=60))
@example("ßµЇΩΣ①²Å™ﬁ")
def test_sign_by_sign_is_what_the_browser_does(text: str) -> None:
    """`overlap_lots.js` goes by this table alone; the journey compares both on real signs."""
    written = "".join(sign if re.fullmatch("[A-Z0-9]", sign) else letters().get(sign, "") for sign in text)
    assert written[:64] == plain(text)


def test_the_table_of_signs_is_small() -> None:
    assert len(json.dumps(letters(), ensure_ascii=False).encode()) < 8000


def test_the_vendored_library_needs_no_eval_and_no_webassembly() -> None:
    built = Path("web/static/web/vendor/noble-ristretto255-oprf.js").read_text()
    assert not re.search(r"\beval\(|new Function|WebAssembly", built)
