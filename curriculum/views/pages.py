"""Programs, modules and lessons as students read them; called through Wagtail's before_serve_page hook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curriculum.actions.keep_progress import open_lesson
from curriculum.models import Enrollment, LessonPage, ModulePage, ProgramPage
from curriculum.queries.attestations import is_credited_by_time
from curriculum.queries.completion import completion_standing
from curriculum.queries.law import banners_of
from curriculum.queries.outline import Outline, enrollment_in, program_outline
from curriculum.queries.programs import topic_titles
from curriculum.queries.reading import say_what_is_missing
from curriculum.queries.snapshots import lesson_content, snapshot_shown
from curriculum.queries.walks import Walk, walk_in
from curriculum.views.checks import check_views
from curriculum.views.study import session_token
from lms.core.access import require_visible
from lms.core.errors import NotFound


def _place_in(program: ProgramPage, person: Any) -> Enrollment | None:
    """The person's enrollment; without one, they must have another reason to be here. Raises ``NotFound``."""
    enrollment = enrollment_in(person, program)
    if enrollment is None or not program.live:  # an enrollment in a published program is a reason itself: the rule says so
        require_visible(person, "curriculum.study_program", program)
    return enrollment


def _seen_by(request: HttpRequest, program: ProgramPage) -> tuple[Enrollment | None, Walk | None]:
    """Whose eyes a page is seen with: the person's own place, or a new student's of a cohort that they walk through."""
    walk = walk_in(getattr(request, "walk", None), request.user, program.pk)
    if walk is None:
        return _place_in(program, request.user), None
    require_visible(request.user, "curriculum.study_program", program)
    return None, walk


def program(request: HttpRequest, page: ProgramPage) -> HttpResponse:
    """The outline, with progress for who is enrolled."""
    enrollment, walk = _seen_by(request, page)
    outline = say_what_is_missing(program_outline(page, enrollment, walk), enrollment)
    return render(request, "curriculum/program.html", {"page": page, "outline": outline, "enrollment": enrollment, "tracks": page.tracks.all()})


def module(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """One module: what it teaches, its authorities, its lessons and quiz."""
    parent = ProgramPage.objects.parent_of(page).get()
    enrollment, walk = _seen_by(request, parent)
    outline = say_what_is_missing(program_outline(parent, enrollment, walk), enrollment)
    row = next((row for row in outline.modules if row.page.pk == page.pk), None)
    if row is None:
        raise NotFound
    context = {"page": page, "program": parent, "module": row, "enrollment": enrollment, "topics": page.topics.select_related("topic")}
    return render(request, "curriculum/module.html", {**context, "authorities": page.authorities.select_related("authority")})


def lesson(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """One lesson, from its newest snapshot, with measured time for who is enrolled; while it is closed to them, why."""
    parent = page.program
    enrollment, walk = _seen_by(request, parent)
    snapshot = snapshot_shown(page)
    if snapshot is None:
        raise NotFound
    outline = program_outline(parent, enrollment, walk)
    row = next((row for row in outline.rows if row.public_id == page.public_id), None)
    if row is not None and row.closed:
        return render(request, "curriculum/closed.html", {"row": row, "program": parent, "next": outline.next_row}, status=403)
    context = _lesson_context(page, snapshot, outline, enrollment)
    if enrollment is not None and context["may_study"]:
        context["token"] = session_token(enrollment, page, snapshot)
    return render(request, "curriculum/lesson.html", {**context, "program": parent})


def _lesson_context(page: LessonPage, snapshot: Any, outline: Outline, enrollment: Any) -> dict[str, Any]:
    content = lesson_content(snapshot)
    module_row = next((row for row in outline.modules if page.path.startswith(row.page.path)), None)
    place = next((number for number, row in enumerate(outline.rows) if row.public_id == page.public_id), None)
    if module_row is None or place is None:
        raise NotFound  # its module was unpublished
    row = outline.rows[place]
    may_study = enrollment is not None and enrollment.may_study_lesson(page)
    progress = open_lesson(enrollment=enrollment, lesson=page) if may_study else None
    credited = row.credited_ms
    titles = topic_titles()
    return {
        "page": page, "snapshot": snapshot, "content": content, "module": module_row, "row": row, "enrollment": enrollment, "progress": progress,
        "may_study": may_study, "may_attest": may_study and is_credited_by_time(page), "banners": banners_of(page.public_id) if snapshot.has_banner else [],
        "previous": outline.rows[place - 1] if place else None, "next": outline.rows[place + 1] if place + 1 < len(outline.rows) else None,
        "number": [lesson.public_id for lesson in module_row.rows].index(page.public_id) + 1,
        "credited_minutes": credited // 60_000, "standing": completion_standing(page, content, progress, credited),
        "parts": check_views(content, progress), "topic_titles": [titles.get(slug, slug) for slug in content.facts.topics],
    }  # fmt: skip
