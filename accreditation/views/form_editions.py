"""The editions of Form EOIR-31A, and the comparison with the official PDF that a packet to file waits for."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accreditation.actions.add_form_edition import add_form_edition
from accreditation.actions.compare_form_edition import compare_form_edition
from accreditation.form_edition_forms import CompareForm, EditionForm
from accreditation.models import FormEdition
from accreditation.queries.form_editions import FORM, edition_in_use, editions_of
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import NotFound, Refusal
from lms.people.api import names_of


@access.may("accreditation.view_program")
def edition(request: HttpRequest) -> HttpResponse:
    """One edition, the one in use unless the address names another: its questions, and for officers the comparison."""
    person: Any = request.user
    today = local_date(now(), person.time_zone)
    editions = list(editions_of())
    used = edition_in_use(today)
    shown = _named(editions, request.GET.get("edition", "")) or used
    may_compare = person.has_perm("accreditation.compare_form_edition")
    form = CompareForm(request.POST or None, edition=shown, initial={"on": today}) if shown and may_compare else None
    if request.method == "POST":
        access.require(person, "accreditation.compare_form_edition", sentence="Only an authorized officer or an administrator compares the form.")
        if form is None:
            raise NotFound
        if form.is_valid() and _compared(form, by=person, today=today):
            messages.success(request, "Kept. Worksheets go by it from now on.")
            return redirect(f"{reverse('organizations:form')}?edition={form.edition.pk}")
    context = {
        "edition": shown, "editions": editions, "used": used, "form": form, "form_name": FORM,
        "compared": sum(question["confirmed"] for question in shown.fields) if shown else 0,
        "checked_by": names_of([shown.checked_by]).get(shown.checked_by, "") if shown and shown.checked_by else "",
    }  # fmt: skip
    return render(request, "accreditation/organizations/form_edition.html", context, status=422 if form is not None and form.errors else 200)


def _named(editions: list[FormEdition], named: str) -> FormEdition | None:
    if not named:
        return None
    found = next((one for one in editions if str(one.pk) == named), None)
    if found is None:
        raise NotFound
    return found


def _compared(form: CompareForm, *, by: Any, today: date) -> bool:
    """Whether it was kept; where not, the form says why and holds what was typed."""
    try:
        compare_form_edition(
            edition=form.edition, readings=form.readings(), missing=form.missing_questions(), seen=form.seen(), on=form.cleaned_data["on"], by=by, today=today
        )
    except Refusal as refusal:
        form.add_error("on" if refusal.code == "future" else None, str(refusal))
    return not form.errors


@access.may("accreditation.compare_form_edition")
def add(request: HttpRequest) -> HttpResponse:
    """Record another edition; it begins with the questions of the one before."""
    form = EditionForm(request.POST or None)
    if form.is_valid():
        try:
            added = add_form_edition(form=FORM, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("edition", str(refusal))
        else:
            messages.success(request, "Recorded. Compare its questions with the form before you build a packet with it.")
            return redirect(f"{reverse('organizations:form')}?edition={added.pk}")
    context = {
        "form": form,
        "title": f"Another edition of Form {FORM}",
        "lede": "It begins with the questions of the edition before; you compare each with the new form.",
    }
    return render(request, "accreditation/organizations/part.html", context, status=422 if form.is_bound else 200)
