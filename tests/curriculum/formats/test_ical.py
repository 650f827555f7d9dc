"""The calendar as calendar programs read it (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from curriculum.formats.ical import write_ical
from curriculum.queries.calendar import CalendarItem

AT = datetime(2026, 10, 1, 12, 30, 15, 999, tzinfo=UTC)


def item(**changes: object) -> CalendarItem:
    facts = {"key": "due-1", "kind": "due", "label": "Due", "title": "Lesson one", "on": date(2026, 10, 3), "changed_at": AT, "sequence": 2}
    return CalendarItem(**{**facts, **changes})  # type: ignore[arg-type]


def lines(*items: CalendarItem) -> list[str]:
    return write_ical("Fall", items).decode().split("\r\n")


def test_a_day_is_a_date_and_names_when_it_changed():
    found = lines(item(url="/learn/one/"))

    for line in (
        "UID:due-1@127.0.0.1", "SEQUENCE:2", "DTSTAMP:20261001T123015Z", "LAST-MODIFIED:20261001T123015Z", "DTSTART;VALUE=DATE:20261003",
        "DTEND;VALUE=DATE:20261004", "SUMMARY:Due: Lesson one",
    ):  # fmt: skip
        assert line in found


@pytest.mark.parametrize(
    ("local", "utc"), [("2026-10-31T18:00:00-04:00", "20261031T220000Z"), ("2026-11-01T18:00:00-05:00", "20261101T230000Z")]
)  # fmt: skip
def test_times_are_utc_on_both_sides_of_daylight_saving(local, utc):
    starts_at = datetime.fromisoformat(local)

    found = lines(item(on=None, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), where="Room 4"))

    assert f"DTSTART:{utc}" in found
    assert "LOCATION:Room 4" in found


def test_separators_and_line_breaks_are_escaped():
    assert "SUMMARY:Due: One\\; two\\, three\\\\ four\\nfive" in lines(item(title="One; two, three\\ four\nfive"))


def test_the_same_facts_give_the_same_bytes():
    assert write_ical("Fall", [item(), item(key="due-2", changed_at=None)]) == write_ical("Fall", [item(), item(key="due-2", changed_at=None)])


@given(title=st.text(min_size=1, max_size=300), note=st.text(max_size=300))
def test_any_text_is_folded_at_75_octets_and_comes_back(title, note):
    written = write_ical("Fall", [item(title=title, note=note)])

    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    event = Calendar.from_ical(written).walk("VEVENT")[0]
    assert event["uid"] == "due-1@127.0.0.1"
    assert event["dtstart"].dt == date(2026, 10, 3)
    assert "BEGIN:VEVENT" not in str(event["summary"]).splitlines()


@given(title=st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=200))
def test_printable_text_comes_back_word_for_word(title):
    event = Calendar.from_ical(write_ical("Fall", [item(title=title)])).walk("VEVENT")[0]

    assert str(event["summary"]) == f"Due: {title}"
