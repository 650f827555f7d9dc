"""Days: holidays, due dates, and the day on which a course is walked through."""

from django import forms

from curriculum.forms.fields import day_field


class HolidayForm(forms.Form):
    """A day on which a campus teaches nothing."""

    on = day_field("Day")
    name = forms.CharField(label="Name", max_length=100, help_text="Such as Thanksgiving Day.")


class SpreadForm(forms.Form):
    """How due dates are spread over a cohort's weeks."""

    DAYS = ((0, "Monday"), (1, "Tuesday"), (2, "Wednesday"), (3, "Thursday"), (4, "Friday"), (5, "Saturday"), (6, "Sunday"))
    weekday = forms.TypedChoiceField(label="Due each week on", choices=DAYS, coerce=int, initial=6)


class WalkForm(forms.Form):
    """The day on which the course is looked at as a new student."""

    on = day_field("On")
