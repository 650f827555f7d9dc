"""One's own account."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Invalid
from lms.people.actions.change_email import ask_for_email_change, change_email, confirmed_email
from lms.people.actions.change_names import change_names
from lms.people.actions.date_other_names import date_other_names
from lms.people.actions.end_other_sessions import end_other_sessions
from lms.people.forms.names import EmailForm, NamesForm, OtherNamesForm
from lms.people.queries.mail_events import closed_address_of
from lms.people.queries.policies import accepted_by


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    person = request.user
    form = NamesForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        change_names(person=person, names=form.names(), by=person)
        messages.success(request, "Your names are saved.")
        return redirect("people:profile")
    context = {
        "form": form,
        "person": person,
        "factors": Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).count(),
        "accepted": [one for one in accepted_by(person) if one.version in (person.privacy_version, person.terms_version)],
        "mail_closed": closed_address_of(person),
        "may_change_email": person.has_perm("people.change_email", person),
    }
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def other_names(request: SignedInRequest) -> HttpResponse:
    """When one used each other name."""
    rows = list(request.user.other_names.order_by("pk"))
    form = OtherNamesForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            date_other_names(person=request.user, used=form.used(), by=request.user)
        except Invalid as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Your names are saved."))
            return redirect("people:profile")
    return render(request, "people/other_names.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@access.signed_in
@reauthentication_required(app="allauth.account")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_email(request: SignedInRequest) -> HttpResponse:
    access.require(request.user, "people.change_email", request.user, sentence="Your coordinator changes the address of a supervising attorney.")
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ask_for_email_change(person=request.user, email=form.cleaned_data["email"], by=request.user)
        messages.success(request, "We sent a link to that address. Open it within a day to use the address from then on.")
        return redirect("people:profile")
    return render(request, "people/ask_email.html", {"form": form}, status=422 if form.errors else 200)


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: SignedInRequest, token: str) -> HttpResponse:
    """The link's page shows a button only; the button changes the address."""
    if request.method == "POST":
        change_email(person=request.user, token=token)
        messages.success(request, f"You sign in as {request.user.email} from now on.")
        return redirect("people:profile")
    return render(request, "people/confirm_email.html", {"email": confirmed_email(token, request.user)})


@access.signed_in
@require_POST
def sign_out_elsewhere(request: SignedInRequest) -> HttpResponse:
    end_other_sessions(person=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, "You are signed out on all other devices.")
    return redirect("people:profile")
