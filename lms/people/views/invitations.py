"""Opening an invitation's link, and accepting it."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lms.core import access
from lms.people.actions.accept_invitation import accept_invitation
from lms.people.actions.join_by_invitation import join_by_invitation
from lms.people.forms.names import JoinForm
from lms.people.models import Invitation
from lms.people.queries.invitations import invitation_with_token, usable_invitation
from lms.people.queries.policies import in_force
from lms.people.roles import roles
from lms.people.views.policies import versions_sent

SESSION_KEY = "invitation"


@access.public
@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember in the session which letter was shown, and go on without the token: it stands in no referrer and no later log line."""
    invitation = invitation_with_token(token)
    if invitation is None:
        return _gone(request)
    request.session[SESSION_KEY] = invitation.public_id
    return redirect("people:accept_invitation")


@access.public
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    invitation = usable_invitation(request.session.get(SESSION_KEY, ""))
    if invitation is None:
        return _gone(request)
    if invitation.person.has_joined:
        return _accept_as_member(request, invitation)
    return _join(request, invitation)


def _gone(request: HttpRequest) -> HttpResponse:
    response = render(request, "people/invitation_gone.html", status=404)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    policies = in_force()
    form = JoinForm(request.POST if request.method == "POST" else None, person=invitation.person, policies=list(policies))
    if request.method == "POST" and form.is_valid():
        person = join_by_invitation(
            invitation=invitation, names=form.names(), password=form.cleaned_data["password"], versions=versions_sent(request)
        )  # fmt: skip
        del request.session[SESSION_KEY]
        return perform_login(request, Login(user=person, email=person.email))
    return _page(request, "people/join.html", invitation, form=form, policies=policies)


def _accept_as_member(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Whoever has an account accepts signed in; another account's owner is asked to change over."""
    is_theirs = request.user.is_authenticated and request.user.pk == invitation.person_id
    if request.method == "POST" and is_theirs:
        accept_invitation(invitation=invitation, by=invitation.person)
        del request.session[SESSION_KEY]
        messages.success(request, f"You are now {roles.get(invitation.role).label.lower()}.")
        return redirect("/")
    return _page(request, "people/accept_invitation.html", invitation, is_theirs=is_theirs)


def _page(request: HttpRequest, template: str, invitation: Invitation, **more: Any) -> HttpResponse:
    form = more.get("form")
    facts = {"invitation": invitation, "role": roles.get(invitation.role), **more}
    return render(request, template, facts, status=422 if form is not None and form.errors else 200)
