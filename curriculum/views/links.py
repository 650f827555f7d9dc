"""Links into a cohort: a coordinator makes and ends them, people follow them."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.actions.make_join_link import make_join_link, revoke_join_link
from curriculum.actions.use_join_link import ask_to_join, use_join_link
from curriculum.forms.places import JoinForm, JoinLinkForm
from curriculum.models import LinkUse, WaitingPlace
from curriculum.queries.cohorts import cohort_called
from curriculum.queries.places import free_places, join_link_called, join_link_with_token, join_links, working_join_link
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Refusal, TooMany

SESSION_KEY = "join_link"


@access.may("curriculum.manage_cohort", subject=lambda cohort: cohort_called(cohort))
def links(request: HttpRequest, cohort: Any) -> HttpResponse:
    """The cohort's links; POST makes one and shows its address, this once."""
    form = JoinLinkForm(request.POST if request.method == "POST" else None)
    address = ""
    if form.is_valid():
        try:
            _, address = make_join_link(cohort=cohort, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            form = JoinLinkForm()
    waiting = LinkUse.objects.filter(link__cohort=cohort, settled_at=None).select_related("person", "link")
    context = {"cohort": cohort, "form": form, "address": address, "links": join_links(cohort), "unsettled": waiting, "now": now()}
    return render(request, "curriculum/links.html", context, status=422 if form.is_bound else 200)


class OneLink:
    """A link, as the guard asks about it."""

    def __init__(self, link: Any) -> None:
        self.link = link
        self.campus = link.cohort.campus


def _link(link: str) -> OneLink | None:
    found = join_link_called(link)
    return OneLink(found) if found else None


@access.may("curriculum.manage_cohort", subject=_link)
@require_POST
def revoke(request: HttpRequest, one: OneLink) -> HttpResponse:
    """End a link."""
    revoke_join_link(link=one.link, by=request.user)
    messages.success(request, "The link does not work any more. Who came by it keeps their place.")
    return redirect("enrollments:links", cohort=one.link.cohort.slug)


@access.public
@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember in the session which link was shown, and go on without the token: it stands in no referrer and no later log line."""
    link = join_link_with_token(token)
    if link is None:
        return _gone(request)
    request.session[SESSION_KEY] = link.public_id
    return redirect("join:follow")


@access.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """What the link offers, with a button; who is signed in presses it, who is new says who they are."""
    link = working_join_link(request.session.get(SESSION_KEY, ""))
    if link is None:
        return _gone(request)
    return _join(request, link) if request.user.is_authenticated else _ask(request, link)


def _join(request: HttpRequest, link: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "curriculum/join.html", {"link": link, "full": free_places(link.cohort) == 0})
    try:
        place = use_join_link(link=link, person=request.user)
    except Refusal as refused:
        return render(request, "curriculum/join.html", {"link": link, "refused": refused.sentence}, status=refused.status)
    del request.session[SESSION_KEY]
    if isinstance(place, WaitingPlace):
        messages.info(request, gettext("%(cohort)s is full. You are in line, and we write to you when you get a place.") % {"cohort": link.cohort})
        return redirect("/")
    messages.success(request, gettext("You have a place in %(cohort)s.") % {"cohort": link.cohort})
    return redirect("site:learn")


def _ask(request: HttpRequest, link: Any) -> HttpResponse:
    if request.method == "POST" and not ratelimit.consume(request, action="join", key=request.session.session_key):
        raise TooMany("Too many requests. Wait ten minutes, then try again.")
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask_to_join(link=link, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            return render(request, "curriculum/join_asked.html", {"link": link, "email": form.cleaned_data["email"]})
    context = {"link": link, "form": form, "full": free_places(link.cohort) == 0}
    return render(request, "curriculum/join.html", context, status=422 if form.is_bound else 200)


def _gone(request: HttpRequest) -> HttpResponse:
    response = render(request, "curriculum/join_gone.html", status=404)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
