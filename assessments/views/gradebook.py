"""The gradebook: a cohort's students × activities, what counts, how one student's overall result comes about, and files."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.exempt_student import exempt_student
from assessments.actions.export_gradebook import FILES
from assessments.actions.set_weights import Weight, set_weights
from assessments.queries.gradebook import Book, book_of, lessons_done, lines_of, students_in
from assessments.tasks.gradebook import GRADEBOOK
from curriculum.api import cohort_called, enrollment_called
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.errors import Conflict, Invalid, Refusal
from lms.jobs.api import enqueue

ROWS, COLUMNS = 25, 12
WHAT, WHY = "Results in the gradebook", "Running the cohort"
MOST_AT_ONCE = 500  # students: a larger file is written in the background


@access.may("assessments.view_gradebook", subject=lambda cohort: cohort_called(cohort))
@require_safe
def table(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Some students and some activities at a time; the overall result is of all activities."""
    book, wanted = book_of(cohort), request.GET.get("q", "").strip()[:100]
    page = Paginator(students_in(cohort, wanted), ROWS).get_page(request.GET.get("page"))
    columns = Paginator(book.activities, COLUMNS).get_page(request.GET.get("columns"))
    lines = lines_of(book, list(page.object_list))
    lessons, done = lessons_done(cohort, [line.enrollment for line in lines])
    window = slice(max(columns.start_index() - 1, 0), columns.end_index())
    record_disclosures(viewer=request.user, owners=_owners(lines), what=WHAT, purpose=WHY, campus=cohort.campus.slug)
    context = {
        "cohort": cohort, "sees_board": request.user.has_perm("accreditation.view_board", cohort),
        "page": page, "columns": columns, "wanted": wanted, "lessons": lessons, "is_large": page.paginator.count > MOST_AT_ONCE,
        "rows": [(line, line.cells[window], done.get(line.enrollment.pk, 0)) for line in lines],
        "query": urlencode({"q": wanted, "columns": columns.number}) + "&", "query_columns": urlencode({"q": wanted, "page": page.number}) + "&",
    }  # fmt: skip
    return render(request, "assessments/gradebook/table.html", context)


def _owners(lines: list[Any]) -> list[str]:
    return [line.enrollment.student.public_id for line in lines]


@access.may("assessments.view_gradebook", subject=lambda cohort: cohort_called(cohort))
@require_safe
def as_csv(request: HttpRequest, cohort: Any) -> StreamingHttpResponse:
    """Every student and activity, sent while it is read."""
    return _file(request, cohort, "csv")


@access.may("assessments.view_gradebook", subject=lambda cohort: cohort_called(cohort))
@require_safe
def as_xlsx(request: HttpRequest, cohort: Any) -> StreamingHttpResponse:
    """The same for Excel."""
    return _file(request, cohort, "xlsx")


def _file(request: HttpRequest, cohort: Any, ending: str) -> StreamingHttpResponse:
    if students_in(cohort).count() > MOST_AT_ONCE:
        raise Conflict("This cohort is too large for that. Ask for the file on the page of the gradebook: it is written in the background.", code="too_large")
    _disclose_all(request, cohort)
    write, kind = FILES[ending]
    name = f'attachment; filename="gradebook-{cohort.slug}.{ending}"'
    return StreamingHttpResponse(write(book_of(cohort)), content_type=kind, headers={"Content-Disposition": name})


@access.may("assessments.view_gradebook", subject=lambda cohort: cohort_called(cohort))
@require_POST
def write_file(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Have the file of a large cohort written in the background."""
    if request.POST.get("format") not in FILES:
        raise Invalid("Choose CSV or Excel.")
    payload = {"cohort": cohort.slug, "format": request.POST["format"]}
    job = enqueue(GRADEBOOK, payload, by=request.user.public_id, campus=cohort.campus.slug)
    return redirect("jobs:job", job.public_id)


def _disclose_all(request: HttpRequest, cohort: Any) -> None:
    owners = list(students_in(cohort).values_list("student__public_id", flat=True))
    record_disclosures(viewer=request.user, owners=owners, what="Results in a gradebook file", purpose=WHY, campus=cohort.campus.slug)


@access.may("assessments.view_gradebook", subject=lambda cohort: cohort_called(cohort))
def weights(request: HttpRequest, cohort: Any) -> HttpResponse:
    """How much each assessment counts, and what a group drops."""
    book, faults = book_of(cohort), []
    if request.method == "POST":
        try:
            set_weights(cohort=cohort, weights=_sent_weights(request, book), drops=_sent_drops(request), by=request.user)
        except Invalid as wrong:
            faults = wrong.sentences
        else:
            messages.success(request, "Saved. Every overall result now counts this way.")
            return redirect("gradebook:weights", cohort=cohort.slug)
    context = {"cohort": cohort, "book": book, "faults": faults, "sent": request.POST, "groups": list(enumerate(book.drops.items()))}
    return render(request, "assessments/gradebook/weights.html", context, status=422 if faults else 200)


def _sent_weights(request: HttpRequest, book: Book) -> dict[int, Weight]:
    post = request.POST
    return {
        activity.page.pk: Weight(_whole(post.get(f"weight-{activity.page.pk}", "")), post.get(f"group-{activity.page.pk}", "").strip())
        for activity in book.activities
    }  # fmt: skip


def _sent_drops(request: HttpRequest) -> dict[str, int]:
    numbers = [key.removeprefix("name-") for key in request.POST if key.startswith("name-")]
    return {request.POST.get(f"name-{number}", ""): _whole(request.POST.get(f"drop-{number}", "0")) for number in numbers}


def _whole(text: str) -> int:
    """−1 for what is no whole number: the action refuses it in its own words."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


class PlaceInBook:
    """A student's place as the gradebook of their cohort names it."""

    def __init__(self, enrollment: Any) -> None:
        self.enrollment, self.cohort, self.campus_id, self.campus = enrollment, enrollment.cohort, enrollment.campus_id, enrollment.campus


def _place(cohort: str, enrollment: str) -> PlaceInBook | None:
    found = enrollment_called(enrollment)
    return PlaceInBook(found) if found and found.cohort.slug == cohort else None


@access.may("assessments.view_gradebook", subject=_place)
def student(request: HttpRequest, place: PlaceInBook) -> HttpResponse:
    """How one student's overall result comes about; POST exempts them from an assessment, or takes that back."""
    book, refused = book_of(place.cohort), ""
    if request.method == "POST":
        page = next((activity.page for activity in book.activities if activity.page.public_id == request.POST.get("assessment")), None)
        try:
            if page is None:
                raise Invalid("Choose an assessment of this program.")
            exempt = request.POST.get("exempt") == "1"
            exempt_student(enrollment=place.enrollment, assessment=page, is_exempt=exempt, reason=request.POST.get("reason", ""), by=request.user)
        except Refusal as wrong:
            refused, status = wrong.sentence, wrong.status
        else:
            return redirect("gradebook:student", cohort=place.cohort.slug, enrollment=place.enrollment.public_id)
    owner = place.enrollment.student.public_id
    record_disclosure(viewer=request.user, owner=owner, what=WHAT, purpose=WHY, campus=place.cohort.campus.slug)
    line = lines_of(book, [place.enrollment])[0]
    context = {"cohort": place.cohort, "line": line, "book": book, "refused": refused, "sent": request.POST}
    return render(request, "assessments/gradebook/student.html", context, status=status if refused else 200)
