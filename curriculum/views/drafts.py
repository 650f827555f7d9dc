"""A lesson as students would see it, from its draft: nothing is frozen, counted or kept. For its authors and reviewers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curriculum.actions.take_snapshot import lesson_body
from curriculum.models import LessonPage, ModulePage, ProgramPage, Topic
from curriculum.queries.outline import ModuleRow, Row, program_outline
from curriculum.queries.snapshots import LessonContent, content_of
from lms.questions.api import question_types


def lesson_preview(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """Wagtail's preview: the students' own template, with a line that says it is one. Called through ``Previewed``."""
    return render(request, "curriculum/lesson.html", preview_context(page))


def preview_context(page: LessonPage) -> dict[str, Any]:
    """What the students' template needs, with nobody enrolled."""
    module = ModulePage.objects.parent_of(page).get()
    program = ProgramPage.objects.parent_of(module).get()
    outline = program_outline(program, None)
    found = next((row for row in outline.modules if row.page.pk == module.pk), None)
    module_row = found or ModuleRow(module, f"{program.url or ''}{module.slug}/")
    content = content_of(lesson_body(page))
    row = Row("lesson", page.title, "", page.minutes, "open", page.path, page.public_id)
    rows = [one for one in module_row.rows if one.public_id != page.public_id]
    module_row.rows = sorted([*rows, row], key=lambda one: one.path)
    return {
        "page": page, "program": program, "module": module_row, "content": content, "row": row, "is_preview": True, "parts": draft_parts(content),
        "number": module_row.rows.index(row) + 1, "topic_titles": topic_titles(content),
    }  # fmt: skip


def topic_titles(content: LessonContent) -> list[str]:
    titles = dict(Topic.objects.filter(slug__in=content.facts.topics).values_list("slug", "title"))
    return [titles.get(slug, slug) for slug in content.facts.topics]


def draft_parts(content: LessonContent) -> list[dict[str, Any]]:
    """The parts with each check's key: who writes or reviews a lesson also answers for what it calls right."""
    return [_check(part) if part["kind"] == "check" else part for part in content.parts]


def _check(part: dict[str, Any]) -> dict[str, Any]:
    kind = question_types.get(part["type"])
    content = kind.validate_content(part["content"])
    return {
        "kind": "check", "id": part["id"], "stem_html": part["stem_html"], "explanation_html": part["explanation_html"], "template": kind.template,
        "review_template": kind.review_template, "view": kind.public_view(content, (), part["rendered"]), "key": kind.key_view(content, (), part["rendered"]),
    }  # fmt: skip
