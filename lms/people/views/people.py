"""A coordinator's people: finding, inviting, giving roles, closing accounts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Invalid, Refusal
from lms.people.actions.deactivate_person import deactivate_person
from lms.people.actions.end_membership import end_membership
from lms.people.actions.give_role import give_role
from lms.people.actions.invite_person import invite_person
from lms.people.actions.reactivate_person import reactivate_person
from lms.people.actions.resend_invitation import resend_invitation
from lms.people.actions.revoke_invitation import revoke_invitation
from lms.people.forms.places import FindForm, GiveRoleForm, InviteForm
from lms.people.models import Invitation, Membership, User
from lms.people.queries.invitations import invitation_called, open_invitations
from lms.people.queries.merges import merge_of
from lms.people.queries.people import members, person_called, shown_history, shown_membership
from lms.people.rules import campuses_coordinated_by

PER_PAGE = 50


@access.may("people.list_people")
@require_safe
def people_list(request: SignedInRequest) -> HttpResponse:
    find = FindForm(request.GET)
    wanted = find.cleaned_data if find.is_valid() else {}
    found = members(request.user, search=wanted.get("q", ""), role=wanted.get("role", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = "".join(f"{name}={value}&" for name, value in wanted.items() if value)
    facts = {"invitations": open_invitations(request.user)[:PER_PAGE], "campuses": campuses_coordinated_by(request.user)}
    facts["publishes_policies"] = request.user.has_perm("people.publish_policies")
    return render(request, "people/list.html", {"find": find, "page": page, "query": query, **facts})


@access.may("people.invite")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite_person(by=request.user, **form.cleaned_data)
        except Refusal as refusal:  # shown beside what was typed
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"We are sending {invitation.email} an invitation.")
            return redirect("people:list")
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@access.may("people.manage_invitation", subject=invitation_called)
@require_POST
def resend(request: SignedInRequest, invitation: Invitation) -> HttpResponse:
    fresh = resend_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"We are sending {fresh.email} a new link. The old one no longer works.")
    return redirect("people:list")


@access.may("people.manage_invitation", subject=invitation_called)
@require_POST
def revoke(request: SignedInRequest, invitation: Invitation) -> HttpResponse:
    revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation.email} is withdrawn.")
    return redirect("people:list")


@access.may("people.view_member", subject=person_called)
@require_safe
def person_page(request: SignedInRequest, person: User) -> HttpResponse:
    return _person_page(request, person, GiveRoleForm(by=request.user))


@access.may("people.view_member", subject=person_called)
@require_POST
def add_role(request: SignedInRequest, person: User) -> HttpResponse:
    form = GiveRoleForm(request.POST, by=request.user)
    if form.is_valid():
        membership = give_role(person=person, by=request.user, role=form.cleaned_data["role"], campus=form.cleaned_data["campus"])
        messages.success(request, f"{person.display_name} is now {membership.get_role_display().lower()}.")
        return redirect("people:person", person.public_id)
    return _person_page(request, person, form)


@access.may("people.view_member", subject=person_called)
@require_POST
def end_role(request: SignedInRequest, person: User) -> HttpResponse:
    membership = shown_membership(request.user, person, role=request.POST.get("role", ""), campus=request.POST.get("campus", ""))
    if membership is None:
        raise Invalid("This person does not have that role.")
    end_membership(membership=membership, by=request.user)
    messages.success(request, f"{person.display_name} is no longer {membership.get_role_display().lower()}.")
    return redirect("people:list")


@access.may("people.deactivate_person", subject=person_called)
@require_POST
def close_account(request: SignedInRequest, person: User) -> HttpResponse:
    deactivate_person(person=person, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"The account of {person.display_name} is closed.")
    return redirect("people:person", person.public_id)


@access.may("people.deactivate_person", subject=person_called)
@require_POST
def open_account(request: SignedInRequest, person: User) -> HttpResponse:
    reactivate_person(person=person, by=request.user)
    messages.success(request, f"The account of {person.display_name} is open again.")
    return redirect("people:person", person.public_id)


def _person_page(request: SignedInRequest, person: User, form: GiveRoleForm) -> HttpResponse:
    record_disclosure(viewer=request.user, owner=person.public_id, what="Names, address and roles", purpose="Looking after the people of a campus")
    shown = members(request.user).get(pk=person.pk)
    held_here: list[Membership] = shown.shown_memberships  # type: ignore[attr-defined]  # a prefetch of the query
    roles_shown = [(held, request.user.has_perm("people.end_membership", held)) for held in held_here]
    context = {
        "person": shown,
        "roles": roles_shown,
        "form": form,
        "may_close": request.user.has_perm("people.deactivate_person", person),
        "history": shown_history(request.user, person),
        "merge": merge_of(person.public_id) if not person.is_active else None,
    }
    return render(request, "people/person.html", context, status=422 if form.errors else 200)
