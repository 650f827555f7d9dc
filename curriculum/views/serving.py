"""Lessons are found by their address in one query; every other page goes Wagtail's own way."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve

from curriculum.queries.programs import lesson_at
from curriculum.views import pages
from lms.core import access


@access.signed_in
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page below ``/learn/``. Who may see it is the page view's to say."""
    lesson = lesson_at(path)
    return wagtail_serve(request, path) if lesson is None else pages.lesson(request, lesson)
