"""Merging two accounts of one person: choosing them, seeing what will happen, proposing, and a second person's word."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import NotFound, Refusal
from lms.people.actions.merge_accounts import approve_merge, decline_merge, propose_merge
from lms.people.forms.merges import MergeReasonForm, OtherAccountForm
from lms.people.models import MergeProposal, User
from lms.people.queries.merges import Preview, merge_called, merge_rows, preview
from lms.people.queries.people import names_of, person_called

READ = ["GET", "HEAD", "POST"]


@access.may("people.list_people")
@require_safe
def merges(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person."""
    rows = merge_rows(request.user)
    _disclose(request, [person.public_id for row in rows for person in (row.kept, row.merged)], "Names and addresses of two accounts")
    return render(request, "people/merges.html", {"rows": rows})


@access.may("people.merge_account", subject=person_called)
@require_http_methods(READ)
def choose_account(request: SignedInRequest, kept: User) -> HttpResponse:
    """Which account is merged into this one. Addresses stay out of the page's own address, which is logged."""
    form = OtherAccountForm(request.POST if request.method == "POST" else None, by=request.user, kept=kept)
    if request.method == "POST" and form.is_valid():
        return redirect("people:merge_preview", kept.public_id, form.other.public_id)
    return render(request, "people/merge.html", {"person": kept, "form": form}, status=422 if form.errors else 200)


@access.may("people.view_merge", subject=lambda public_id, other: MergeProposal(kept=public_id, merged=other))
@require_http_methods(READ)
def merge_preview(request: SignedInRequest, pair: MergeProposal) -> HttpResponse:
    """What both accounts hold and what will happen; proposing it."""
    form = MergeReasonForm(request.POST if request.method == "POST" else None)
    shown = _shown(request, pair)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = propose_merge(kept=shown.kept, merged=shown.merged, by=request.user, **form.cleaned_data)
        except Refusal as refusal:  # shown beside what was typed
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Proposed. A second coordinator or an administrator looks at the same page and approves.")
            return redirect("people:merge_proposal", proposal.public_id)
    return render(request, "people/merge_preview.html", {"preview": shown, "form": form}, status=422 if form.errors else 200)


@access.may("people.view_merge", subject=merge_called)
@require_safe
def merge_proposal(request: SignedInRequest, proposal: MergeProposal) -> HttpResponse:
    """The same preview, as things stand now, for the second person."""
    names = names_of({proposal.proposed_by})
    facts = {"proposal": proposal, "proposer": names.get(proposal.proposed_by, ""), "is_own": proposal.proposed_by == request.user.public_id}
    return render(request, "people/merge_preview.html", {"preview": _shown(request, proposal), **facts})


@access.may("people.view_merge", subject=merge_called)
@require_POST
def approve(request: SignedInRequest, proposal: MergeProposal) -> HttpResponse:
    approve_merge(proposal=proposal, by=request.user)
    messages.success(request, "Both accounts are one now. We are telling both addresses.")
    return redirect("people:person", proposal.kept)


@access.may("people.view_merge", subject=merge_called)
@require_POST
def decline(request: SignedInRequest, proposal: MergeProposal) -> HttpResponse:
    decline_merge(proposal=proposal, by=request.user)
    messages.success(request, "Nothing was merged.")
    return redirect("people:merges")


def _shown(request: SignedInRequest, pair: MergeProposal) -> Preview:
    kept, merged = person_called(pair.kept), person_called(pair.merged)
    if kept is None or merged is None:  # the permission asked for both
        raise NotFound
    _disclose(request, [kept.public_id, merged.public_id], "What two accounts hold: places, minutes, attempts, papers")
    return preview(kept, merged)


def _disclose(request: SignedInRequest, owners: list[str], what: str) -> None:
    record_disclosures(viewer=request.user, owners=owners, what=what, purpose="Merging two accounts of one person")
