"""The pages of the set-up: the link, three steps behind it, the fourth for the administrator, and what to do next."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Conflict, Invalid, NotFound, Refusal
from lms.jobs.api import job_called, place_in_line
from lms.people.api import has_administrator, policies_in_force, setup_link_with_token, setup_steps
from lms.site.first_run import doors
from lms.site.first_run.add_first_campus import add_first_campus
from lms.site.first_run.add_first_people import Invited, add_first_people
from lms.site.first_run.add_sponsor import add_sponsor
from lms.site.first_run.choose_curriculum import begin_empty_program, load_starter_program
from lms.site.first_run.doors import by_setup_link
from lms.site.first_run.forms import STARTER, CampusForm, CurriculumForm, OrganizationForm, PeopleForm
from lms.site.first_run.steps import next_items, next_step, steps_shown

READ_OR_SEND = ["GET", "HEAD", "POST"]


@access.public
@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember which link was shown, and go on without the token: it stands in no referrer and no later log line. Looking takes nothing."""
    if has_administrator():
        raise NotFound
    link = setup_link_with_token(token)
    if link is None:
        return doors.not_set_up(request, status=403, sentence="This link does not work. It may have been used, be older than a day, or be replaced.")
    request.session[doors.SHOWN] = link.public_id
    return redirect("setup:start")


@access.public
@never_cache
@require_http_methods(READ_OR_SEND)
def start(request: HttpRequest) -> HttpResponse:
    """To the step where it stopped; the button that begins; or, without a link, how to get one."""
    if has_administrator():
        return _finish(request)
    done = setup_steps()
    if doors.taken_link(request):
        return redirect(f"setup:{next_step(done)}") if next_step(done) in ("organization", "campus", "people") else doors.not_set_up(request)
    link = doors.shown_link(request)
    if link is None:
        return doors.not_set_up(request)
    if request.method == "POST":
        try:
            doors.take(request, link)
        except Conflict as gone:
            return doors.not_set_up(request, status=gone.status, sentence=gone.sentence)
        return redirect("setup:start")
    return render(request, "site/first_run/start.html", {"steps": steps_shown(done), "link": link})


def _finish(request: HttpRequest) -> HttpResponse:
    """The administrator goes on with the fourth step; for everybody else there is nothing here any more."""
    done = setup_steps()
    if not request.user.has_perm("site.finish_setup") or "people" not in done:
        raise NotFound
    return redirect("setup:next" if "curriculum" in done else "setup:curriculum")


@by_setup_link
@require_http_methods(READ_OR_SEND)
def organization(request: HttpRequest) -> HttpResponse:
    form = OrganizationForm(request.POST if request.method == "POST" else None)
    return _step(request, "organization", form, lambda: add_sponsor(form.cleaned_data))


@by_setup_link
@require_http_methods(READ_OR_SEND)
def campus(request: HttpRequest) -> HttpResponse:
    form = CampusForm(request.POST if request.method == "POST" else None)
    return _step(request, "campus", form, lambda: add_first_campus(**form.cleaned_data))


@by_setup_link
@sensitive_post_parameters("password", "password_again")
@require_http_methods(READ_OR_SEND)
def people(request: HttpRequest) -> HttpResponse:
    """The person who fills this in is signed in at once; their second factor is asked for by the next page, as settings say."""
    form = PeopleForm(request.POST if request.method == "POST" else None)

    def add() -> HttpResponse:
        given = form.cleaned_data
        other = Invited(given["coordinator_email"], given["coordinator_first_name"], given["coordinator_last_name"])
        person = add_first_people(
            email=given["email"], names=form.names(), password=given["password"], privacy_version=request.POST.get("privacy_version", ""),
            coordinator=other if given["coordinator"] == "other" else None,
        )  # fmt: skip
        request.session.pop(doors.TAKEN, None)
        return perform_login(request, Login(user=person, email=person.email, redirect_url=reverse("setup:start")))

    return _step(request, "people", form, add, privacy_version=policies_in_force()["privacy"].version)


def _step(request: HttpRequest, key: str, form: forms.BaseForm, act: Callable[[], Any], **more: Any) -> HttpResponse:
    """A step’s form; sent, it is done and the next one follows. Who comes second sees what they typed, and how to go on."""
    done = setup_steps()
    if request.method != "POST" and next_step(done) != key:
        return redirect("setup:start")
    if request.method == "POST" and form.is_valid():
        try:
            answer = act()
        except Conflict as refusal:
            return render(request, "site/first_run/taken.html", {"refusal": refusal, "typed": doors.typed(request)}, status=refusal.status)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            return answer if isinstance(answer, HttpResponse) else redirect("setup:start")
    context = {"form": form, "key": key, "steps": steps_shown(done), **more}
    return render(request, f"site/first_run/{key}.html", context, status=422 if form.errors else 200)


def _say(form: forms.BaseForm, refusal: Refusal) -> None:
    """Beside its field, where the refusal is about one."""
    sentences = refusal.sentences if isinstance(refusal, Invalid) else [refusal.sentence]
    for sentence in sentences:
        form.add_error(refusal.code if refusal.code in form.fields else None, sentence)


@access.may("site.finish_setup")
@require_http_methods(READ_OR_SEND)
def curriculum(request: SignedInRequest) -> HttpResponse:
    """The choice; once the starter curriculum was chosen, how far its loading is."""
    done = setup_steps()
    if "people" not in done:
        raise NotFound
    if "curriculum" in done and request.method != "POST":
        return _loading(request, done["curriculum"].subject)
    form = CurriculumForm(request.POST if request.method == "POST" else None)

    def choose() -> HttpResponse:
        if form.cleaned_data["choice"] == STARTER:
            load_starter_program(by=request.user)
            return redirect("setup:curriculum")
        begin_empty_program(title=form.cleaned_data["title"], by=request.user)
        return redirect("setup:next")

    return _step(request, "curriculum", form, choose)


def _loading(request: SignedInRequest, public_id: str) -> HttpResponse:
    job = job_called(public_id)
    if job is None or job.owner != request.user.public_id or job.state == "done":
        return redirect("setup:next")
    steps = steps_shown(setup_steps(), loading=True)
    return render(request, "site/first_run/loading.html", {"job": job, "place": place_in_line(job), "steps": steps, "key": "curriculum"})


@access.may("site.finish_setup")
@require_safe
def next_things(request: SignedInRequest) -> HttpResponse:
    """What to do once the set-up is done."""
    done = setup_steps()
    if "curriculum" not in done:
        raise NotFound
    job = job_called(done["curriculum"].subject)
    loading = job is not None and job.state != "done"
    context = {"steps": steps_shown(done, loading=loading), "items": next_items(done), "loading": loading}
    return render(request, "site/first_run/next.html", context)
