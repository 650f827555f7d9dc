"""Reading delivery reports, and refusing everything else with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.people.formats.delivery_status import LARGEST, returned_letters
from tests.factories.returned_letters import HEADERS_ONLY, NAMED_IN_REFERENCES, POSTFIX, returned

ID = "<letter.0123456789abcdef0123456789abcdef@college.example>"


@pytest.mark.parametrize("sample", [POSTFIX, HEADERS_ONLY, NAMED_IN_REFERENCES])
def test_each_server_s_way_of_saying_it_is_read(sample: str) -> None:
    (one,) = returned_letters(returned(sample, address="Ana@North.example", message_id=ID))

    assert one.addresses[-1] == "ana@north.example"
    assert (one.failed, one.status) == (True, "5.1.1")
    assert ID in one.ids


def test_folded_words_of_a_server_are_one_line() -> None:
    (one,) = returned_letters(returned(address="ana@north.example", message_id=ID))

    assert one.said == "550 5.1.1 <ana@north.example>: Recipient address rejected: User unknown"


def test_of_forwarded_mail_both_addresses_are_given() -> None:
    (one,) = returned_letters(returned(address="ana@north.example", message_id=ID, final="ana@forwarded.example"))

    assert one.addresses == ("ana@north.example", "ana@forwarded.example")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_has_not_failed_has_not(action: str) -> None:
    assert not returned_letters(returned(address="ana@north.example", message_id=ID, action=action))[0].failed


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "no delivery report"),
        (b"Subject: I am away\r\n\r\nBack on Monday.", "no delivery report"),
        (b"\xff\x00\xfe" * 100, "no delivery report"),
        (b"x" * (LARGEST + 1), "too large"),
        (b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\r\n--b--", "names no recipient"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(raw: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        returned_letters(raw)


def test_nesting_without_end_is_refused() -> None:
    bomb = b"".join(b'Content-Type: multipart/report; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth) for depth in range(5000))

    with pytest.raises(Invalid, match="nested too deeply"):
        returned_letters(bomb)


def test_more_parts_than_a_report_has_are_refused() -> None:
    raw = b"Content-Type: multipart/report; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 60 + b"--b--"

    with pytest.raises(Invalid, match="too many parts"):
        returned_letters(raw)


def test_signs_that_no_database_keeps_are_left_out() -> None:
    raw = returned(address="ana@north.example", message_id=ID).replace(b"User unknown", b"User \x00unknown\x1b[31m")

    assert "\x00" not in returned_letters(raw)[0].said
    assert "\x1b" not in returned_letters(raw)[0].said


@given(st.data())
def test_a_report_that_was_cut_or_damaged_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    raw = bytearray(returned(address="ana@north.example", message_id=ID))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=6)):
        raw[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))

    try:
        found = returned_letters(bytes(raw[:cut]))
    except Invalid:
        return
    assert found
