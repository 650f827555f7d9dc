"""Shapes of what coordinators and instructors ask for."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from curriculum.models import AuthorityStatus, Cohort, LessonPage, ModulePage, ProgramPage, SessionKind, SessionMode
from curriculum.queries.live_sessions import modules_of, teachers_at, topics_of
from curriculum.queries.programs import lessons_of
from lms.core.clock import local_moment
from lms.people.api import Campus, User


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


ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
    "America/Puerto_Rico", "UTC",
)  # fmt: skip


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class WhereForm(forms.Form):
    """Where a session is held, and who holds it."""

    mode = forms.ChoiceField(label="How people take part", choices=SessionMode.choices)
    place = forms.CharField(label="Place", max_length=200, required=False, help_text="A room, such as Hall B, room 204.")
    link = forms.URLField(label="Link", max_length=500, required=False, assume_scheme="https", help_text="For who joins by video.")
    instructor: Any = forms.ModelChoiceField(label="Instructor", queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.zone = cohort.campus.time_zone
        self.fields["instructor"].queryset = teachers_at(cohort.campus)  # type: ignore[attr-defined]

    def moment(self, field: str, day: date | None, at: time | None) -> datetime | None:
        """The instant on the campus's clocks; a fault at ``field`` where they skip it."""
        if day is None or at is None:
            return None
        moment = local_moment(day, at, self.zone)
        if moment is None:
            self.add_error(field, "Clocks skip this time on that day. Choose another.")
        return moment


class SessionForm(WhereForm):
    """One live session. Times are those of the campus's clocks."""

    number = forms.TypedChoiceField(label="Session of the program", coerce=int, empty_value=None, required=False)
    title = forms.CharField(label="Title", max_length=200)
    day = forms.DateField(label="Day", widget=DayInput())
    starts = forms.TimeField(label="Starts", widget=ClockInput())
    ends = forms.TimeField(label="Ends", widget=ClockInput())
    track = forms.ChoiceField(label="Track", help_text="Attendance counts in one track.")
    kind = forms.ChoiceField(label="Counts as", choices=SessionKind.choices)
    modules: Any = forms.ModelMultipleChoiceField(
        label="Modules", queryset=ModulePage.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, help_text="Their topics share the minutes."
    )
    topics = forms.CharField(
        label="Other topics", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only where the session does not follow its modules. One a line with its minutes, such as asylum: 60.",
    )  # fmt: skip
    prepare = forms.CharField(label="What to prepare", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["number", "title", "day", "starts", "ends", "mode", "place", "link", "instructor", "track", "kind", "modules", "topics", "prepare"]

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, cohort=cohort, **kwargs)
        program = cohort.program
        sessions = [(session.number, str(session)) for session in program.sessions.order_by("number")]
        self.fields["number"].choices = [("", "Beside the program"), *sessions]  # type: ignore[attr-defined]
        self.fields["track"].choices = [(track.slug, track.title) for track in program.tracks.all()]  # type: ignore[attr-defined]
        self.fields["modules"].queryset = modules_of(program)  # type: ignore[attr-defined]

    def clean_topics(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in filter(str.strip, self.cleaned_data["topics"].splitlines()):
            slug, _, minutes = line.partition(":")
            if not minutes.strip().isdecimal() or not 0 < len(minutes.strip()) < 5 or not slug.strip():
                raise forms.ValidationError(f"“{line.strip()[:60]}” is not a topic with its minutes, such as asylum: 60.")
            found[slug.strip()] = int(minutes)
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["starts_at"] = self.moment("starts", data.get("day"), data.get("starts"))
        data["ends_at"] = self.moment("ends", data.get("day"), data.get("ends"))
        if data.get("topics") == {}:
            data["topics"] = topics_of(data.get("modules") or [])
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("day", "starts", "ends")}


class SeriesForm(WhereForm):
    """The program's sessions, once a week."""

    first_on = forms.DateField(label="First session on", widget=DayInput())
    at = forms.TimeField(label="At", widget=ClockInput())
    minutes = forms.IntegerField(
        label="Minutes", min_value=5, max_value=720, initial=90, help_text="For sessions whose modules do not say how long they are taught live."
    )
    field_order = ["first_on", "at", "minutes", "mode", "place", "link", "instructor"]


class AdjustForm(forms.Form):
    """When somebody was there, as the instructor knows it."""

    was_there = forms.ChoiceField(label="Was the student there?", choices=[("yes", "Yes, between these times"), ("no", "No")], widget=forms.RadioSelect)
    came = forms.TimeField(label="Came at", required=False, widget=ClockInput())
    left = forms.TimeField(label="Left at", required=False, widget=ClockInput())
    reason = forms.CharField(label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="How you know. The student can read it.")


class SessionMakeUpForm(forms.Form):
    """Work for somebody who missed a session."""

    lesson: Any = forms.ModelChoiceField(label="A lesson", queryset=LessonPage.objects.none(), required=False, help_text="Its own measured time is credited.")
    task = forms.CharField(
        label="Or a written task", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4}), help_text="A task credits no minutes."
    )
    due_on = forms.DateField(label="Due", required=False, widget=DayInput())
    reason = forms.CharField(label="Why the session was missed", required=False, max_length=500, help_text="Kept under the student’s own key.")

    def __init__(self, *args: Any, program: ProgramPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].queryset = lessons_of(program)  # type: ignore[attr-defined]


class ParticipantsForm(forms.Form):
    """A list of who was in the meeting."""

    report = forms.FileField(label="File", help_text="Zoom’s participants report, or a .csv file with name or email, join and leave.")
    zone = forms.ChoiceField(label="Its times are in", help_text="Reports do not say. Zoom uses the zone of whoever exports.")

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [zone, *(name for name in ZONES if name != zone)]
        self.fields["zone"].choices = [(name, name.replace("_", " ")) for name in names]  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The code on the screen in the room."""

    code = forms.CharField(
        label="Code on the screen", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}),
    )  # fmt: skip
