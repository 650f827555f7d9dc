"""Live sessions: when and where, who was there, what makes up for one."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum.models import Cohort, LessonPage, ModulePage, ProgramPage, SessionKind, SessionMode
from curriculum.queries.live_sessions import modules_of, teachers_at, topics_of
from curriculum.queries.programs import lessons_of
from lms.core.clock import local_moment
from lms.people.api import User

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
        self.fields["instructor"].empty_label = "Nobody yet"  # type: ignore[attr-defined]

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
    title = forms.CharField(label="Title", max_length=200, required=False, help_text="Left empty, it is the program session’s.")
    day = forms.DateField(label="Day", widget=DayInput())
    starts = forms.TimeField(label="Starts", widget=ClockInput())
    ends = forms.TimeField(label="Ends", widget=ClockInput())
    track = forms.ChoiceField(label="Track", help_text="Attendance counts in one track.")
    kind = forms.ChoiceField(label="Counts as", choices=SessionKind.choices)
    modules: Any = forms.ModelMultipleChoiceField(
        label="Modules",
        queryset=ModulePage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Their topics share the minutes. None chosen: those of the program session.",
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
        self._follow_program(data)
        if data.get("topics") == {}:
            data["topics"] = topics_of(data.get("modules") or [])
        return data

    def _follow_program(self, data: dict[str, Any]) -> None:
        """What was left empty is as the program session says."""
        planned = self.cohort.program.sessions.filter(number=data["number"]).first() if data.get("number") else None
        if planned is None:
            return
        data["title"] = data.get("title") or planned.title
        if not data.get("modules") and not data.get("topics"):
            data["modules"] = [module for module in modules_of(self.cohort.program) if module.track == data.get("track") and planned.number in module.sessions]

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
        label=_("Code on the screen"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}),
    )  # fmt: skip
