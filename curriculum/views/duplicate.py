"""Duplicating a program for a new term."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from curriculum.actions.duplicate_program import duplicate_program
from curriculum.forms.content import DuplicateForm
from curriculum.models import ProgramPage
from lms.core import access
from lms.core.errors import Refusal


@access.may("curriculum.write_program", subject=lambda program: ProgramPage.objects.filter(public_id=program).first())
def start(request: HttpRequest, program: Any) -> HttpResponse:
    """Title, address and version of the copy; then the copy, unpublished, in the page tree."""
    initial = {"title": program.title, "slug": slugify(f"{program.slug}-next")[:64], "version": ""}
    form = DuplicateForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            copied = duplicate_program(program=program, **form.cleaned_data, by=request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"“{copied.title}” {copied.version} is there, unpublished. Look it through, then publish it with its subpages.")
            return redirect("wagtailadmin_explore", copied.pk)
    return render(request, "curriculum/cms/duplicate.html", {"program": program, "form": form}, status=422 if form.is_bound else 200)
