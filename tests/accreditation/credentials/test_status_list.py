"""The list of withdrawn certificates: the bits that were set are set, and no others."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation.credentials.multibase import base64url
from accreditation.credentials.status_list import LENGTH, is_set, status_list_credential
from tests.factories.signed_certificates import ISSUED_AT, ISSUER


def encoded(places: set[int]) -> str:
    document = status_list_credential(places, address="https://x.example/verify/status/1/", issuer=ISSUER, at=ISSUED_AT)
    text: str = document["credentialSubject"]["encodedList"]
    return text


@given(st.sets(st.integers(0, LENGTH - 1), max_size=30), st.integers(0, LENGTH - 1))
def test_a_place_is_set_when_it_was_named(places: set[int], other: int) -> None:
    found = encoded(places)

    assert {place for place in places | {other} if is_set(found, place)} == places


def test_the_first_place_is_the_leftmost_bit() -> None:
    assert encoded({0}) == base64url(gzip.compress(b"\x80" + bytes(LENGTH // 8 - 1), mtime=0))


@pytest.mark.parametrize("text", ["", "u", "zabc", "u!!", base64url(b"no gzip"), base64url(gzip.compress(b"short", mtime=0))])
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        is_set(text, 0)


@pytest.mark.parametrize("place", [-1, LENGTH])
def test_there_are_no_other_places(place: int) -> None:
    with pytest.raises(ValueError, match="no such place"):
        is_set(encoded(set()), place)
