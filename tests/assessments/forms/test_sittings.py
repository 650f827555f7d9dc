"""Times of quizzes as they are typed: by the campus' clocks, also in the night in which these are set back."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from assessments.forms.sittings import QuizTimesForm

FIRST, SECOND = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # half past one, twice


def typed(opens: str, closes: str = "", **held: datetime) -> QuizTimesForm:
    with timezone.override("America/New_York"):
        form = QuizTimesForm({"given": "on", "opens_at": opens, "closes_at": closes}, initial=held)
        form.is_valid()
        return form


def test_the_repeated_hour_opens_at_its_first_and_closes_at_its_second_time() -> None:
    form = typed("2026-11-01T01:30", "2026-11-01T01:30")

    assert [form.cleaned_data[name].astimezone(UTC) for name in ("opens_at", "closes_at")] == [FIRST, SECOND]


@pytest.mark.parametrize("held", [FIRST, SECOND, datetime(2026, 11, 1, 6, 30, 17, tzinfo=UTC), datetime(2026, 7, 1, 16, 0, 5, tzinfo=UTC)])
def test_a_time_that_is_sent_back_as_shown_stays(held: datetime) -> None:
    with timezone.override("America/New_York"):
        shown = f"{timezone.localtime(held):%Y-%m-%dT%H:%M}"

    form = typed(shown, shown, opens_at=held, closes_at=held)

    assert (form.errors, form.cleaned_data["opens_at"], form.cleaned_data["closes_at"]) == ({}, held, held)


@pytest.mark.parametrize("text", ["2026-03-08T02:30", "2026-13-01T01:30", "tomorrow", "2026-11-31T01:30"])
def test_what_no_clock_shows_is_refused(text: str) -> None:
    assert "opens_at" in typed(text).errors
