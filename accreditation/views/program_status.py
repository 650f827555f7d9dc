"""What is known of EOIR's program: dated, with source and mark, never a forecast."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.add_program_notice import add_program_notice
from accreditation.application_forms import NoticeForm
from accreditation.queries.organizations import program_notices
from lms.core import access


@access.may("accreditation.view_program")
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice, newest first."""
    context = {"notices": program_notices(), "may_add": request.user.has_perm("accreditation.add_program_notice")}
    return render(request, "accreditation/organizations/program.html", context)


@access.may("accreditation.add_program_notice")
def add(request: HttpRequest) -> HttpResponse:
    """Add what became known; notices are never changed."""
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        add_program_notice(**form.cleaned_data, by=request.user)
        messages.success(request, "Added. Students see the newest three.")
        return redirect("organizations:program")
    context = {"form": form, "title": "What is known of the program", "lede": "A notice is not changed later: a newer one says what is different."}
    return render(request, "accreditation/organizations/part.html", context, status=422 if form.is_bound else 200)
