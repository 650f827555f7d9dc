"""A reader's own notes: beside a lesson, all together, and as a file. Every view shows what is the person's own and nothing else."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.add_mark import add_mark
from curriculum.actions.change_mark import change_note, remove_mark
from curriculum.actions.report_problem import report_problem
from curriculum.forms.study import NoteForm, ProblemForm
from curriculum.models import ContentSnapshot, LessonPage, Mark, MarkKind
from curriculum.queries.marks import by_program, marks_found, marks_on, sections_of, snapshot_for
from curriculum.queries.opened import require_open_to
from curriculum.queries.outline import enrollment_in
from curriculum.queries.programs import lesson_called
from curriculum.queries.reading import stopped_at
from curriculum.rules import marks_visible_to
from curriculum.views.note_file import markdown_of
from lms.core import access
from lms.core.errors import Conflict, Invalid, NotFound, Refusal

PAGE = 100


@access.signed_in
@require_safe
def all_notes(request: HttpRequest) -> HttpResponse:
    """All of one's notes, highlights and bookmarks, by program and lesson."""
    asked = {name: request.GET.get(name, "").strip()[:100].replace("\0", "") for name in ("q", "kind")}
    kind = asked["kind"] if asked["kind"] in MarkKind.values else ""
    page = Paginator(marks_found(request.user, asked["q"], kind), PAGE).get_page(request.GET.get("page"))
    query = "".join(f"{urlencode({name: value})}&" for name, value in asked.items() if value)
    context = {"page": page, "programs": by_program(request.user, page.object_list), "asked": asked, "query": query, "kinds": MarkKind.choices}
    return render(request, "curriculum/notes.html", context)


@access.signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything in one Markdown file."""
    text = markdown_of(by_program(request.user, marks_found(request.user)))
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="My notes.md") or ""
    return answer


@access.may("curriculum.read_lesson", subject=lambda lesson: lesson_called(lesson))
@require_safe
def of_lesson(request: HttpRequest, lesson: LessonPage) -> HttpResponse:
    """One's notes on a lesson with the form for more; to the lesson's own page, which asks for it once it is shown, only that part."""
    require_open_to(request.user, lesson)
    return _panel(request, lesson, _snapshot(request.GET, lesson))


def _snapshot(said: Any, lesson: LessonPage) -> ContentSnapshot:
    found = snapshot_for(lesson, said.get("snapshot", "").replace("\0", ""))
    if found is None:
        raise NotFound
    return found


def _panel(request: HttpRequest, lesson: LessonPage, snapshot: ContentSnapshot, *, status: int = 200, **more: Any) -> HttpResponse:
    enrollment = enrollment_in(request.user, lesson.program)
    placed = marks_on(request.user, lesson, snapshot)
    whole = next((one.mark for one in placed if one.mark.kind == MarkKind.BOOKMARK and not one.mark.address), None)
    context = {
        "lesson": lesson, "lesson_url": lesson.url, "snapshot": snapshot, "placed": [one for one in placed if one.mark is not whole], "bookmark": whole,
        "stopped": stopped_at(enrollment, lesson, snapshot) if enrollment else None, "sections": sections_of(snapshot),
        "note_form": NoteForm(), "problem_form": ProblemForm(), **more,
    }  # fmt: skip
    template = "curriculum/_marks.html" if request.htmx else "curriculum/lesson_notes.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


@access.may("curriculum.read_lesson", subject=lambda lesson: lesson_called(lesson))
@require_POST
def add(request: HttpRequest, lesson: LessonPage) -> HttpResponse:
    """Keep a note, a highlight or a bookmark."""
    snapshot = _snapshot(request.POST, lesson)
    place = {name: request.POST.get(name, "") for name in ("address", "quote", "prefix")}
    text = request.POST.get("text", "")
    try:
        mark = add_mark(snapshot=snapshot, kind=request.POST.get("kind", MarkKind.NOTE), **place, text=text, by=request.user)
    except Invalid as refused:
        form = NoteForm(request.POST)
        return _panel(request, lesson, snapshot, status=422, refused=refused.sentence, note_form=form, chosen=place["address"])
    return _kept(request, lesson, snapshot, gettext("%(kind)s kept.") % {"kind": gettext(mark.get_kind_display())}, mark)


@access.may("curriculum.read_lesson", subject=lambda lesson: lesson_called(lesson))
@require_POST
def report(request: HttpRequest, lesson: LessonPage) -> HttpResponse:
    """Tell the authors that something is wrong."""
    snapshot = _snapshot(request.POST, lesson)
    place = {name: request.POST.get(name, "") for name in ("address", "quote", "prefix")}
    try:
        report_problem(snapshot=snapshot, kind=request.POST.get("kind", ""), text=request.POST.get("text", ""), **place, by=request.user)
    except Invalid as refused:
        form = ProblemForm(request.POST)
        return _panel(request, lesson, snapshot, status=422, problem_refused=refused.sentence, problem_form=form, chosen=place["address"])
    return _kept(request, lesson, snapshot, gettext("Thank you. The authors have it, and you are told what comes of it."))


def _kept(request: HttpRequest, lesson: LessonPage, snapshot: ContentSnapshot, said: str, mark: Mark | None = None) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _panel(request, lesson, snapshot, said=said, fresh=mark)
    messages.success(request, said)
    return redirect("notes:lesson", lesson=lesson.public_id)


def _mine(request: HttpRequest, public_id: str) -> Mark:
    found = None if "\0" in public_id else marks_visible_to(request.user).filter(public_id=public_id).select_related("lesson").first()
    if found is None:
        raise NotFound
    return found


@access.signed_in
@require_POST
def change(request: HttpRequest, mark: str) -> HttpResponse:
    """Change the words of a note."""
    kept = _mine(request, mark)
    return _changed(request, kept, lambda: change_note(mark=kept, text=request.POST.get("text", ""), by=request.user), gettext("Note changed."))


@access.signed_in
@require_POST
def remove(request: HttpRequest, mark: str) -> HttpResponse:
    """Take a mark away."""
    kept = _mine(request, mark)
    return _changed(request, kept, lambda: remove_mark(mark=kept, by=request.user), gettext("%(kind)s removed.") % {"kind": gettext(kept.get_kind_display())})


def _changed(request: HttpRequest, mark: Mark, act: Any, said: str) -> HttpResponse:
    """Beside a lesson the notes come back as they are now; elsewhere the page of all notes does."""
    beside = bool(request.htmx)  # type: ignore[attr-defined]
    try:
        act()
    except (Invalid, Conflict) as refused:
        if beside:
            return _panel(request, mark.lesson, _snapshot(request.POST, mark.lesson), status=refused.status, refused=refused.sentence)
        messages.error(request, refused.sentence)
    except Refusal as refused:
        if beside:
            raise
        messages.error(request, refused.sentence)
    else:
        if beside:
            return _panel(request, mark.lesson, _snapshot(request.POST, mark.lesson), said=said)
        messages.success(request, said)
    return redirect("notes:all")
