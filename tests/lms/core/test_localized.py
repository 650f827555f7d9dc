"""Dates and times on screens in the reader's language; what is stored stays English whatever the screen speaks."""

from datetime import UTC, date, datetime

from django.utils import translation
from django.utils.formats import get_format
from hypothesis import given
from hypothesis import strategies as st

from lms.core import localized, wording

WHEN = datetime(2026, 9, 14, 14, 2, tzinfo=UTC)


def test_spanish_says_dates_and_times_its_own_way() -> None:
    with translation.override("es"):
        assert localized.moment(WHEN) == "14 sept 2026, 2:02 p.\N{NO-BREAK SPACE}m."
        assert localized.short_day(date(2026, 10, 3), date(2026, 1, 1)) == "3 oct"
        assert localized.short_day(date(2027, 10, 3), date(2026, 1, 1)) == "3 oct 2027"


@given(st.datetimes(timezones=st.just(UTC)), st.dates())
def test_english_screens_say_what_is_stored(when: datetime, today: date) -> None:
    with translation.override("en-us"):
        assert localized.moment(when) == wording.moment(when)
        assert localized.short_day(when.date(), today) == wording.short_day(when.date(), today)


@given(st.datetimes(timezones=st.just(UTC)))
def test_stored_wording_knows_no_language(when: datetime) -> None:
    with translation.override("es"):
        in_spanish = wording.moment(when)
    assert in_spanish == wording.moment(when)


def test_counted_words_follow_the_number_and_the_language() -> None:
    assert (localized.counted(1, "lesson"), localized.counted(2, "lesson")) == ("1 lesson", "2 lessons")
    with translation.override("es"):
        assert (localized.counted(1, "lesson"), localized.counted(2, "lesson")) == ("1 lección", "2 lecciones")
        with localized.in_english():
            assert localized.counted(2, "lesson") == "2 lessons"


def test_forms_write_dates_as_browsers_send_them_and_figures_with_a_point() -> None:
    with translation.override("es"):
        assert get_format("DATE_INPUT_FORMATS")[0] == "%Y-%m-%d"
        assert get_format("DECIMAL_SEPARATOR") == "."
