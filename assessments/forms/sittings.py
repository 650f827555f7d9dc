"""Accommodations, and when a cohort sits its quizzes."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime


def _day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class AccommodationForm(forms.Form):
    """What one student is allowed besides."""

    enrollment = forms.TypedChoiceField(label="Student", coerce=int)
    assessment = forms.TypedChoiceField(label="For", coerce=lambda value: int(value) if value else None, required=False, empty_value=None)
    time_percent = forms.IntegerField(
        label="Time, in percent of the usual",
        min_value=100,
        max_value=400,
        initial=150,
        help_text="150 is one and a half times, 200 double. 100: as everybody.",
    )
    break_minutes = forms.IntegerField(
        label="Breaks, in minutes", min_value=0, max_value=600, initial=0, help_text="In all. The student stops the clock; it needs a time limit."
    )
    later_close_hours = forms.IntegerField(label="Closes later, by hours", min_value=0, max_value=24 * 60, initial=0)
    starts_on = _day("Holds from")
    ends_on = _day("Holds through")
    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only the student and the coordinators of your campus can read it. Markers see nothing of it.",
    )  # fmt: skip

    def __init__(self, *args: Any, students: Any, quizzes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrollment"].choices = students  # type: ignore[attr-defined]
        self.fields["assessment"].choices = [("", "Every quiz"), *quizzes]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why an accommodation ends."""

    reason = forms.CharField(label="Why it ends", max_length=500)


class CampusTimeField(forms.DateTimeField):
    """A time by the clocks of the campus. Of the hour that they repeat in autumn ``last`` means the second; else the first is meant."""

    def __init__(self, *, last: bool) -> None:
        self.last = last
        super().__init__(required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as wrong:
            written = parse_datetime(value.strip()) if getattr(wrong, "code", "") == "ambiguous_timezone" else None
            first = written.replace(tzinfo=timezone.get_current_timezone(), fold=0) if written else None
            if first is None or not _comes_twice(first):
                raise
            return first.replace(fold=int(self.last))


def _comes_twice(first: datetime) -> bool:
    """Whether clocks show this time twice: they are set back after ``first``, so its day is ahead of what follows."""
    return (first.utcoffset() or timedelta()) > (first.replace(fold=1).utcoffset() or timedelta())


class QuizTimesForm(forms.Form):
    """One quiz of a cohort. A time that is sent back as it was shown stays what it is, to the second."""

    given = forms.BooleanField(required=False)
    opens_at = CampusTimeField(last=False)
    closes_at = CampusTimeField(last=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("opens_at", "closes_at"):
            held, sent = self.initial.get(name), cleaned.get(name)
            if held and sent and f"{timezone.localtime(held):%F %R}" == f"{sent:%F %R}":
                cleaned[name] = held
        return cleaned
