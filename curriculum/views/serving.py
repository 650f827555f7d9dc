"""Programs and lessons are found by their address in one query; every other page goes Wagtail's own way."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve

from curriculum.models import LessonPage
from curriculum.queries.programs import page_at
from curriculum.views import pages
from lms.core import access


@access.signed_in
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page below ``/learn/``. Who may see it is the page view's to say."""
    page = page_at(path)
    if page is None:
        return wagtail_serve(request, path)
    return pages.lesson(request, page) if isinstance(page, LessonPage) else pages.program(request, page)
