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


class AttestationForm(forms.Form):
    """What a student states about their own study."""

    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=600, help_text="Whole minutes you really studied this lesson that day.")
    studied_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}), help_text="The day on which you studied.")
    reason = forms.CharField(
        label="Why the page could not count it", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: no scripts in this browser, a printed copy, a reading device. Your coordinator reads it; it is kept with the entry.",
    )  # fmt: skip


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


class AnnouncementForm(forms.Form):
    """What a cohort is told. ``seen`` is the version that is edited."""

    title = forms.CharField(label="Title", max_length=200, help_text="Students see it in their notices and in the subject of the letter.")
    text = forms.CharField(
        label="Text", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Markdown: **bold**, lists with -, links with [words](https://…). Everybody in the cohort reads it, so no word about one student.",
    )  # fmt: skip
    send_at = forms.DateTimeField(
        label="Send at", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Leave empty to send now.",
    )  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zone: str, is_visible: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["send_at"].help_text = f"Leave empty to send now. The time is that of {zone}."
        if is_visible:  # it was sent: its moment stays
            del self.fields["send_at"]


class QuestionForm(forms.Form):
    """A student's question on a lesson. ``key`` makes a form that is sent twice one question."""

    text = forms.CharField(
        label="Your question", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text="Do not name clients or describe a real case."
    )
    passage = forms.CharField(
        label="About which heading or sentence", max_length=300, required=False, widget=forms.TextInput(attrs={"list": "headings"}),
        help_text="Choose a heading, or copy a sentence from the lesson.",
    )  # fmt: skip
    may_name = forms.BooleanField(
        label="My name may be shown if the question is shared with my cohort", required=False,
        help_text="Instructors always see who asks. Without this, others read “Somebody in your cohort”.",
    )  # fmt: skip
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """An instructor's answer. ``seen`` is the version that is answered."""

    answer = forms.CharField(
        label="Your answer", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Markdown: **bold**, lists with -, links with [words](https://…).",
    )  # fmt: skip
    share = forms.BooleanField(label="Share question and answer with the cohort", required=False)
    seen = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)


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
