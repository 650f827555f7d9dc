"""Where assessments meet Wagtail: assessment pages are served by our view."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from assessments.forms.quiz import AssessmentForm
from assessments.models import AssessmentPage
from assessments.views.before import assessment

AssessmentPage.base_form_class = AssessmentForm  # set here, because the form asks queries, which models may not


@hooks.register("before_serve_page")
def serve_assessments(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    return assessment(request, page) if isinstance(page, AssessmentPage) else None
