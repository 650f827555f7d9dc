"""Shapes of what coordinators and instructors ask for."""

from typing import Any

from django import forms

from curriculum.models import AuthorityStatus, Cohort, ProgramPage
from lms.people.api import Campus


class OneStudentForm(forms.Form):
    """One student, known or new."""

    email = forms.EmailField(label="E-mail", max_length=254)
    first_name = forms.CharField(label="First name", max_length=100, required=False, help_text="As on their ID. Needed for somebody new here.")
    last_name = forms.CharField(label="Last name", max_length=100, required=False)


class RosterForm(forms.Form):
    """A list of students."""

    roster = forms.FileField(label="File", help_text="A .csv or .xlsx file with the columns email, first name and last name.")


class CohortForm(forms.Form):
    """A new run of a program."""

    name = forms.CharField(label="Name", max_length=50, help_text="As students will see it, for example Fall 2026.")
    campus = forms.ModelChoiceField(label="Campus", queryset=Campus.objects.none(), empty_label=None)
    program: Any = forms.ModelChoiceField(label="Program", queryset=ProgramPage.objects.none(), empty_label=None)
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, campuses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campus"].queryset = campuses  # type: ignore[attr-defined]
        self.fields["program"].queryset = ProgramPage.objects.live()  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """What became of an authority."""

    status = forms.ChoiceField(label="Its status now", choices=AuthorityStatus.choices)
    effective_on = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}), help_text="The day from which this holds.")
    note = forms.CharField(
        label="What changed", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="One or two sentences. Students read them."
    )
    source = forms.CharField(label="Where it can be read", max_length=500, help_text="A citation or an address, such as 91 FR 1234.")


class DeltaLessonForm(forms.Form):
    """Which lesson brings those already trained up to date."""

    lesson: Any = forms.ModelChoiceField(label="Lesson", queryset=None, empty_label=None)
    due_on = forms.DateField(label="Due", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, lessons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].queryset = lessons  # type: ignore[attr-defined]


def _day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _reason(help_text: str) -> forms.CharField:
    return forms.CharField(label="Why", max_length=400, help_text=help_text)


class CapacityForm(forms.Form):
    """How many places a cohort has."""

    capacity = forms.IntegerField(label="Places", min_value=1, max_value=10_000, required=False, help_text="Leave it empty for no limit.")


class JoinLinkForm(forms.Form):
    """A link that lets people into a cohort."""

    max_uses = forms.IntegerField(label="For how many people", min_value=1, max_value=1000, initial=30)
    last_day = _day("Works through")
    domain = forms.CharField(
        label="Only addresses at", max_length=253, required=False, help_text="What stands after the @, such as college.example. Empty: any address."
    )


class JoinForm(forms.Form):
    """Somebody new who follows a link."""

    email = forms.EmailField(label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    first_name = forms.CharField(label="First name", max_length=100, help_text="As on your ID.")
    last_name = forms.CharField(label="Last name", max_length=100)


class TransferForm(forms.Form):
    """Where a student moves to."""

    to: Any = forms.ModelChoiceField(label="To", queryset=Cohort.objects.none(), empty_label=None)
    reason = _reason("It is kept in the history of both places.")

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    """What one student is allowed besides the cohort's plan."""

    page = forms.TypedChoiceField(label="Page", coerce=int)
    due_on = _day("Due for this student", required=False)
    opens = forms.BooleanField(label="Open it now, whatever the plan says", required=False)
    expires_on = _day("Holds through", help_text="After this day the cohort's plan counts again.")
    reason = _reason("The student reads it.")

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = pages  # type: ignore[attr-defined]


class MakeUpForm(forms.Form):
    """What a student does in place of what they missed."""

    missed = forms.TypedChoiceField(label="Missed", coerce=int)
    page = forms.TypedChoiceField(label="To do instead", coerce=int)
    due_on = _day("Due", required=False)
    reason = _reason("The student reads it.")

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("missed", "page"):
            self.fields[name].choices = pages  # type: ignore[attr-defined]


class HolidayForm(forms.Form):
    """A day on which a campus teaches nothing."""

    on = _day("Day")
    name = forms.CharField(label="Name", max_length=100, help_text="Such as Thanksgiving Day.")


class SpreadForm(forms.Form):
    """How due dates are spread over a cohort's weeks."""

    DAYS = ((0, "Monday"), (1, "Tuesday"), (2, "Wednesday"), (3, "Thursday"), (4, "Friday"), (5, "Saturday"), (6, "Sunday"))
    weekday = forms.TypedChoiceField(label="Due each week on", choices=DAYS, coerce=int, initial=6)


class WalkForm(forms.Form):
    """The day on which the course is looked at as a new student."""

    on = _day("On")
