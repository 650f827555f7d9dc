"""Our canonical JSON is RFC 8785's, whichever way it was written."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from lms.core.canonical import canonical_json, fingerprint

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=25,
)


@given(JSON)
def test_canonical_json_is_byte_for_byte_what_the_rfc_8785_library_writes(value: object) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert canonical_json({"b": [1, True, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,true,null]}'.encode()


@pytest.mark.parametrize("value", [1.0, {"minutes": 30.5}, [float("nan")]])
def test_a_float_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="never a float"):
        canonical_json(value)


@pytest.mark.parametrize("value", [2**53, {"n": -(2**60)}, "\ud800", {"\ud800": 1}])
def test_what_json_cannot_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_json(value)


def test_fingerprint_is_a_known_value() -> None:
    assert fingerprint({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
