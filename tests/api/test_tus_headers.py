"""The headers of the tus protocol, read exactly whatever is in them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.v1.field.tus import headers
from api.v1.field.tus.problems import BadHeader, UnknownChecksum

pytestmark = pytest.mark.once
NAMES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=","), min_size=1, max_size=9)


@given(st.dictionaries(NAMES, st.binary(max_size=20), max_size=5), st.booleans())
def test_metadata_there_and_back(said: dict[str, bytes], blank: bool) -> None:
    pairs = [f"{name} {base64.b64encode(value).decode()}" for name, value in said.items()]
    written = ("," if blank else ", ").join(pair if blank else pair.rstrip() for pair in pairs)
    assert headers.metadata({"Upload-Metadata": written}) == said


@given(st.text(max_size=60))
def test_nonsense_is_refused_and_nothing_else(text: str) -> None:
    try:
        headers.metadata({"Upload-Metadata": text})
        headers.checksum({"Upload-Checksum": text})
        headers.number({"Upload-Offset": text}, "Upload-Offset")
    except (BadHeader, UnknownChecksum):
        pass


def test_no_metadata_is_none() -> None:
    assert headers.metadata({}) == headers.metadata({"Upload-Metadata": " "}) == {}
