"""Sharing: the student's consents with who saw what, and the campus's mode."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accreditation.actions.give_consent import give_consent
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.actions.set_sharing import set_sharing
from accreditation.forms.sharing import ConsentForm, SharingForm
from accreditation.models import Consent, SharingMode
from accreditation.policies.sharing import PURPOSES, RECIPIENTS, RECORDS
from accreditation.queries.sharing import campuses_studied_on, consent_called, consents_of, consents_standing, looks_at, mode_of, sharing_history
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Invalid, Refusal
from lms.people.api import Campus, campus_called


@access.signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Consents in force and past, a new one, how each campus shares, and who saw what. A POST signs."""
    campuses = campuses_studied_on(request.user)
    form = ConsentForm(request.POST if request.method == "POST" else None, campuses=Campus.objects.filter(pk__in=[one.pk for one in campuses]))
    if form.is_valid() and _done(form, lambda: give_consent(**form.cleaned_data, by=request.user)):
        messages.success(request, gettext("Signed. It is in force from now on."))
        return redirect("sharing:mine")
    context = {
        "form": form if campuses else None, "consents": [in_words(one) for one in consents_of(request.user.public_id)],
        "campuses": [(campus, mode_of(campus.slug)) for campus in campuses], "looks": looks_at(request.user.public_id),
    }  # fmt: skip
    return render(request, "accreditation/sharing/mine.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.revoke_consent", subject=lambda consent: consent_called(consent))
@require_POST
def revoke(request: HttpRequest, consent: Consent) -> HttpResponse:
    """Take a consent back."""
    revoke_consent(consent=consent, by=request.user)
    messages.success(request, gettext("Taken back. Nothing more is shared on the strength of it; what was shared before stays shared."))
    return redirect("sharing:mine")


@access.may("accreditation.set_sharing", subject=lambda campus: campus_called(campus))
def campus(request: SignedInRequest, campus: Campus) -> HttpResponse:
    """The mode with its history, who consented to what, and setting the mode: what it would do first, then, confirmed, the act."""
    form = SharingForm(request.POST if request.method == "POST" else None)
    standing = consents_standing(campus.slug)
    facts = {"campus": campus, "form": form, "mode": SharingMode(mode_of(campus.slug))}
    if form.is_valid():
        wanted = SharingMode(form.cleaned_data["mode"])
        if "confirm" not in request.POST:
            return render(request, "accreditation/sharing/confirm.html", {**facts, "wanted": wanted, "consenting": len({one.student for one, _ in standing})})
        if _done(form, lambda: set_sharing(campus=campus, **form.cleaned_data, by=request.user)):
            messages.success(request, "Set. It holds from now on.")
            return redirect("campus_sharing:campus", campus.slug)
    record_disclosures(
        viewer=request.user, owners=[one.student for one, _ in standing], what="Consents to share records", purpose="Running the campus", campus=campus.slug
    )
    context = {**facts, "history": sharing_history(campus.slug), "standing": [(in_words(one), name) for one, name in standing]}
    return render(request, "accreditation/sharing/campus.html", context, status=422 if form.is_bound else 200)


def in_words(consent: Consent) -> dict[str, Any]:
    """A consent with what its keys mean, in the language of the page."""
    return {
        "consent": consent, "ended": getattr(consent, "revocation", None), "purpose": gettext(PURPOSES[consent.purpose]),
        "records": [gettext(RECORDS[key]) for key in consent.record_keys], "recipients": [gettext(RECIPIENTS[key]) for key in consent.recipient_keys],
    }  # fmt: skip


def _done(form: Any, act: Any) -> bool:
    try:
        act()
    except Refusal as refused:
        for sentence in refused.sentences if isinstance(refused, Invalid) else [refused.sentence]:
            form.add_error(None, sentence)
        return False
    return True
