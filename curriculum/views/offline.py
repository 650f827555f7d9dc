"""A lesson as one file to keep and to read without a network."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from curriculum.models import LessonPage
from curriculum.queries.opened import require_open_to
from curriculum.queries.programs import lesson_called
from curriculum.queries.snapshots import lesson_content, newest_snapshot
from curriculum.views.offline_file import offline_context
from lms.core import access
from lms.core.errors import NotFound
from lms.core.localized import in_english

_UNNAMABLE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@access.may("curriculum.read_lesson", subject=lambda lesson: lesson_called(lesson))
@require_safe
def save_for_offline(request: HttpRequest, lesson: LessonPage) -> HttpResponse:
    """The newest text with its pictures; knowledge checks without their keys; no scripts."""
    require_open_to(request.user, lesson)
    snapshot = newest_snapshot(lesson.pk)
    if snapshot is None:
        raise NotFound
    with in_english():  # a file, kept and passed on
        answer = HttpResponse(render_to_string("curriculum/offline.html", offline_context(lesson, snapshot, lesson_content(snapshot))))
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name(snapshot.title)) or ""
    return answer


def file_name(title: str) -> str:
    """The lesson's title as every system can store it."""
    return f"{_UNNAMABLE.sub(' ', title).strip(' .')[:120] or 'Lesson'}.html"
