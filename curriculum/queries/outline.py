"""A program's outline with one student's way through it: a constant number of queries, whatever its size."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark

from curriculum.models import DeltaAssignment, Enrollment, LessonCompletion, LessonPage, LessonProgress, ModulePage, ProgramPage, StudyState
from curriculum.policies.log import Lines, credited_ms_of
from curriculum.queries.release import Plan, plan_of, plan_of_cohort, today_at, with_plan
from curriculum.queries.walks import Walk
from lms.core.composed import Composed
from lms.core.localized import day
from lms.core.registry import Registry

CLOSED = ("lock", mark("Not open yet"))
QUIZ = ("card-checklist", mark("Quiz"))
NOT_BEGUN = ("circle", mark("Not yet read"))
STANDINGS = {"done": ("check-circle-fill", mark("Done")), "started": ("circle-half", mark("Started"))}


@dataclass
class Row:
    """A lesson or, contributed by a higher app, an assessment. ``state``: open, started, waiting or done; ``closed`` says why it is not open yet.

    ``missing`` says why a begun lesson is not complete, where ``say_what_is_missing`` was asked.
    """

    kind: str
    title: str
    url: str
    minutes: int
    state: str
    path: str
    public_id: str
    credited_ms: int = 0
    note: str = ""
    closed: str = ""
    due_on: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def credited_minutes(self) -> int:
        return self.credited_ms // 60_000

    @property
    def icon(self) -> str:
        return self._standing[0]

    @property
    def standing(self) -> str:
        """The state in words, for who does not see the icon."""
        return gettext(self._standing[1])

    @property
    def _standing(self) -> tuple[str, str]:
        if self.closed:
            return CLOSED
        if self.state == "open" and self.kind == "assessment":
            return QUIZ
        return STANDINGS.get(self.state, NOT_BEGUN)

    @property
    def facts(self) -> str:
        """“15 min, 3 counted, due Oct 2”: put together here, for an outline has hundreds of rows and templates are slow."""
        said = [f"{self.minutes} min"]
        if self.credited_minutes:
            said.append(gettext("%(minutes)s counted") % {"minutes": self.credited_minutes})
        if self.note:
            said.append(self.note)
        if self.due_on and self.state != "done":
            said.append(gettext("due %(due_on)s") % {"due_on": day(self.due_on)})
        return ", ".join(said)

    @property
    def hint(self) -> str:
        """Why it is closed, or what a begun lesson still lacks."""
        if self.closed or not self.missing:
            return self.closed
        return gettext("Not complete yet: %(missing)s") % {"missing": " ".join(self.missing)}


@dataclass
class ModuleRow:
    """A module with its lessons and assessments in order."""

    page: ModulePage
    url: str
    rows: list[Row] = field(default_factory=list)
    closed: str = ""

    @property
    def done(self) -> int:
        return sum(row.state == "done" for row in self.rows)


@dataclass
class Outline:
    program: ProgramPage
    modules: list[ModuleRow]

    @property
    def rows(self) -> list[Row]:
        return [row for module in self.modules for row in module.rows]

    @property
    def next_row(self) -> Row | None:
        """Where to go on: what was begun first, then what is still open; never what is closed."""
        for state in ("started", "open"):
            for row in self.rows:
                if row.state == state and not row.closed:
                    return row
        return None

    @property
    def done(self) -> int:
        return sum(row.state == "done" for row in self.rows)


SHOWN_OF_MODULES = ("path", "slug", "title", "session_numbers", "minutes_live", "minutes_self_paced", "minutes_assessment")
Contributor = Callable[[ProgramPage, Enrollment | None], Iterable[Row]]
outline_contributors: Registry[Contributor] = Registry("outline contributor")


_modules_under = Composed(
    lambda path, depth: ModulePage.objects.live().filter(path__startswith=path, depth=depth).order_by("path").only(*SHOWN_OF_MODULES), path=str, depth=int
)


def program_outline(program: ProgramPage, enrollment: Enrollment | None, walk: Walk | None = None) -> Outline:
    """The published outline of ``program``: with progress and plan of ``enrollment``, or with the plan of a cohort that is walked through."""
    modules = _modules_under.rows(path=program.path, depth=program.depth + 1)
    base = program.url or ""
    by_path = {module.path: ModuleRow(module, f"{base}{module.slug}/") for module in modules}
    for row in [*lesson_rows(program, base, enrollment), *_contributed(program, enrollment)]:
        module = by_path.get(row.path[: len(program.path) + 4])
        if module is not None:
            module.rows.append(row)
    for module in by_path.values():
        module.rows.sort(key=lambda row: row.path)
    outline = Outline(program, list(by_path.values()))
    if enrollment is not None:
        today = today_at(enrollment.cohort.campus)
        _put_plan(outline, plan_of(enrollment, today), today)
    elif walk is not None:
        _put_plan(outline, plan_of_cohort(walk.cohort, walk.on), walk.on)
    return outline


def _put_plan(outline: Outline, plan: Plan, today: date) -> None:
    """Say of each row when it is due, and why it is not open yet."""
    done = {row.path for row in outline.rows if row.state == "done"}
    for module in outline.modules:
        module.closed = ", ".join(plan.why_closed(module.page.path, (), today))
        for row in module.rows:
            row.due_on = plan.due_on(row.path)
            row.closed = ". ".join(plan.why_closed(row.path, done, today))


def lesson_rows(program: ProgramPage, base: str, enrollment: Enrollment | None) -> list[Row]:
    credited = _credited(enrollment)
    rows = []
    for lesson in _lessons(program, enrollment):
        state = "done" if lesson["is_done"] or lesson["was_done"] else "started" if lesson["is_started"] else "open"
        activity = f"{enrollment.public_id}/{lesson['public_id']}" if enrollment else ""
        url = base + lesson["url_path"].removeprefix(program.url_path)
        milliseconds = credited_ms_of(credited.get(activity, []))
        note = "done in an earlier cohort" if lesson["was_done"] else ""
        rows.append(Row("lesson", lesson["title"], url, lesson["minutes"], state, lesson["path"], lesson["public_id"], milliseconds, note))
    return rows


def _lessons(program: ProgramPage, enrollment: Enrollment | None) -> list[dict[str, Any]]:
    """The published lessons in order, each with whether it was begun and completed, here or in a place the student moved from."""
    if enrollment is None:
        return _lessons_for_all.rows(path=program.path)
    if enrollment.moved_from_id is None:
        return _lessons_of_place.rows(path=program.path, enrollment=enrollment.pk)
    return _lessons_of_moved.rows(path=program.path, enrollment=enrollment.pk, student=enrollment.student_id)


def _lessons_with(path: str, marks: dict[str, Any]) -> QuerySet[LessonPage, dict[str, Any]]:
    columns = ("path", "title", "minutes", "public_id", "url_path", "is_started", "is_done", "was_done")
    return LessonPage.objects.live().filter(path__startswith=path).order_by("path").annotate(**marks).values(*columns)


def _marks(enrollment: int) -> dict[str, Any]:
    return {
        "is_started": Exists(LessonProgress.objects.filter(enrollment=enrollment, lesson=OuterRef("pk"))),
        "is_done": Exists(LessonCompletion.objects.filter(enrollment=enrollment, lesson=OuterRef("pk"))),
        "was_done": Value(False),
    }


def _shown_to(enrollment: int) -> Q:
    """A lesson on a change of law stands in the outline of those who were given it, and of who teaches."""
    return Q(delta_for=None) | Q(Exists(DeltaAssignment.objects.filter(lesson=OuterRef("pk"), enrollment=enrollment)))


def _of_place(path: str, enrollment: int) -> QuerySet[LessonPage, dict[str, Any]]:
    return _lessons_with(path, _marks(enrollment)).filter(_shown_to(enrollment))


def _of_moved(path: str, enrollment: int, student: int) -> QuerySet[LessonPage, dict[str, Any]]:
    before = LessonCompletion.objects.filter(enrollment__student=student, enrollment__moved_to__isnull=False, lesson=OuterRef("pk"))
    was_done = Exists(before.exclude(enrollment=enrollment))
    return _lessons_with(path, {**_marks(enrollment), "was_done": was_done}).filter(_shown_to(enrollment))


_lessons_for_all = Composed(lambda path: _lessons_with(path, dict.fromkeys(("is_started", "is_done", "was_done"), Value(False))), path=str)
_lessons_of_place = Composed(_of_place, path=str, enrollment=int)
_lessons_of_moved = Composed(_of_moved, path=str, enrollment=int, student=int)


def _credited(enrollment: Enrollment | None) -> Lines:
    """The student's lines of credited time; ``enrollment_in`` has fetched them already."""
    if enrollment is None:
        return {}
    try:
        return enrollment.student.study_state.credited  # type: ignore[no-any-return]
    except StudyState.DoesNotExist:
        return {}


def _contributed(program: ProgramPage, enrollment: Enrollment | None) -> list[Row]:
    return [row for contributor in outline_contributors for row in contributor(program, enrollment)]


def enrollment_in(person: Any, program: ProgramPage) -> Enrollment | None:
    """The person's newest enrollment that can be studied (or, failing that, was completed) in ``program``, with its plan and study state."""
    if person.pk is None:
        return None
    found = _enrollment_in.first(student=person.pk, program=program.pk)
    if found is not None:
        found.cohort.program = program
    return found


def _newest_place(student: int, program: int) -> QuerySet[Enrollment]:
    enrollments = Enrollment.objects.filter(student=student, cohort__program=program).exclude(state="withdrawn")
    with_study = with_plan(enrollments).select_related("cohort__campus", "student__study_state").defer("student__study_state__policy_state")
    return with_study.order_by("state", "-pk")[:1]


_enrollment_in = Composed(_newest_place, student=int, program=int)
