"""Lines of an anchor: packed, they come back as they were; a damaged one is refused."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation.ledger.anchor_lines import AnchorLine, packed, unpacked

hashes = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def anchor_lines(draw: st.DrawFn) -> AnchorLine:
    new = draw(st.lists(hashes, min_size=1, max_size=6))
    first = draw(st.integers(1, 500))
    return AnchorLine(draw(st.text("abcXYZ-_09", min_size=1, max_size=22)), first, first + len(new) - 1, new[-1], "".join(full[:16] for full in new))


@given(st.lists(anchor_lines(), max_size=8))
def test_lines_come_back_as_they_were(lines: list[AnchorLine]) -> None:
    assert list(unpacked(packed(lines))) == lines


@pytest.mark.parametrize("data", [b"", b"no lines", zlib.compress(b"one two"), zlib.compress(f"s 1 2 {'a' * 64} {'a' * 16}".encode())])
def test_damaged_lines_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        list(unpacked(data))
