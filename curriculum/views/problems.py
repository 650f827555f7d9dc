"""Authors see what readers reported about their lessons, and settle it with a sentence that the reader is told."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.settle_problem import settle_problem
from curriculum.models import Problem, ProgramPage
from curriculum.queries.problems import open_problems, placed, problem_called, settled_problems
from lms.core import access
from lms.core.errors import Refusal

PAGE = 25


@access.may("curriculum.write_lessons")
@require_safe
def problem_list(request: HttpRequest) -> HttpResponse:
    """Open reports first; the settled ones on request."""
    settled = request.GET.get("state") == "settled"
    rows = settled_problems(request.user) if settled else open_problems(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "rows": placed(page.object_list, list(ProgramPage.objects.all())), "settled": settled}
    return render(request, "curriculum/problems.html", context)


@access.may("curriculum.handle_problem", subject=lambda problem: problem_called(problem))
@require_POST
def settle(request: HttpRequest, problem: Problem) -> HttpResponse:
    try:
        settle_problem(problem=problem, answer=request.POST.get("answer", ""), by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Settled. The reader is told.")
    return redirect("problems:list")
