"""Programs, lessons and pages of registered kinds are found by their address; every other page goes Wagtail's own way."""

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from curriculum.models import LessonPage, ProgramPage
from curriculum.queries.programs import page_at
from curriculum.views import pages
from lms.core import access


@access.signed_in
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page below ``/learn/``. Who may see it is the page view's to say."""
    page = page_at(path)
    if page is None:
        return wagtail_serve(request, path)
    if isinstance(page, LessonPage):
        return pages.lesson(request, page)
    return pages.program(request, page) if isinstance(page, ProgramPage) else _by_its_app(request, page)


def _by_its_app(request: HttpRequest, page: Page) -> HttpResponse:
    """A higher app serves its pages by the hook that Wagtail asks too."""
    answers = (hook(page, request, [], {}) for hook in hooks.get_hooks("before_serve_page"))
    return next((answer for answer in answers if isinstance(answer, HttpResponse)), None) or page.serve(request)
