"""The read API: a token and a question in, one page of JSON out. What is read of students is in their disclosure logs."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from pydantic import BaseModel

from curriculum.api import cohorts_of_campus
from lms.audit.api import record_disclosures
from lms.core import access
from lms.people.api import ApiToken
from lms.people.token_access import by_api_token
from lms.site.api import reading
from lms.site.api.documents import openapi_document
from lms.site.api.shapes import Cohorts, CohortShape


@access.public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked, for programs and their authors; the same for everybody."""
    return JsonResponse(openapi_document(), json_dumps_params={"indent": 1})


@by_api_token
def cohorts(request: HttpRequest, token: ApiToken) -> HttpResponse:
    found = [
        CohortShape(
            slug=cohort.slug, name=cohort.name, program=cohort.program.title, program_version=cohort.program_version, starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
        )
        for cohort in cohorts_of_campus(token.campus)
    ]  # fmt: skip
    return _answer(Cohorts(campus=token.campus.slug, cohorts=found))


@by_api_token
def records(request: HttpRequest, token: ApiToken) -> HttpResponse:
    as_of = reading.as_of_in(request, token.campus)
    answer, students = reading.records_of(token.campus, as_of, cohort=request.GET.get("cohort", ""), after=request.GET.get("after", ""))
    _disclose(token, students, "Accreditation record")
    return _answer(answer)


@by_api_token
def entries(request: HttpRequest, token: ApiToken, student: str) -> HttpResponse:
    answer = reading.entries_of(token.campus, student, reading.as_of_in(request, token.campus))
    _disclose(token, [student], "Ledger entries")
    return _answer(answer)


@by_api_token
def completions(request: HttpRequest, token: ApiToken) -> HttpResponse:
    answer, students = reading.completed(token.campus, after=request.GET.get("after", ""))
    _disclose(token, students, "Lessons completed")
    return _answer(answer)


def _disclose(token: ApiToken, students: Iterable[str], what: str) -> None:
    """In the name of who made the token, to the program that has it."""
    record_disclosures(
        viewer=token.made_by, owners=students, what=what, purpose="Read by a program of the college", recipient=token.name, campus=token.campus.slug
    )  # fmt: skip


def _answer(shape: BaseModel) -> HttpResponse:
    return HttpResponse(shape.model_dump_json(), content_type="application/json")
