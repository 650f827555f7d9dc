"""Hours for a whole cohort: credit after an outage, hours from paper, what became of a batch, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.decide_batch import approve_batch, decline_batch
from accreditation.actions.import_paper_hours import import_paper_hours
from accreditation.actions.propose_batch_reversal import propose_batch_reversal
from accreditation.actions.propose_outage_credit import OutageFacts, outage_shares, propose_outage_credit
from accreditation.forms.hours import OutageForm, PaperForm, ReasonForm
from accreditation.importers.paper_hours import COLUMNS
from accreditation.ledger.topics import split_minutes
from accreditation.models import HoursBatch
from accreditation.queries.batches import batch_called, batches_of, counts_as, shown_lines
from accreditation.queries.hours_proposals import cards_of
from accreditation.views.deciding import Typed, approve_or_decline, carry_out, sentences_of, typed_about, withdrawn
from curriculum.api import cohort_called, lesson_called, lesson_facts, lessons_of, live_session_called, newest_snapshot, roster, sessions_of, topic_titles
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Refusal


@access.may("accreditation.propose_correction", subject=lambda cohort: cohort_called(cohort))
def of_cohort(request: SignedInRequest, cohort: Any) -> HttpResponse:
    """The batches of a cohort, newest first, and the two ways to begin one."""
    return render(request, "accreditation/hours/batches.html", {"cohort": cohort, "cards": cards_of(batches_of(cohort), request.user)})


@access.may("accreditation.propose_correction", subject=lambda cohort: cohort_called(cohort))
def outage(request: SignedInRequest, cohort: Any) -> HttpResponse:
    """Choose, look at who would get what, then ask for a second person."""
    places = list(roster(cohort))
    form = _outage_form(request, cohort, places)
    shares, status = None, 200
    if form.is_bound:
        status = 422
    if form.is_valid():
        facts, chosen = _outage_facts(form), form.cleaned_data["chosen"]
        try:
            if "propose" in request.POST:
                batch = propose_outage_credit(cohort=cohort, facts=facts, chosen=chosen, reason=form.cleaned_data["reason"], by=request.user)
                messages.success(request, "Proposed. It is posted once a second person approves it.")
                return redirect("hours:batch", public_id=batch.public_id)
            shares, status = outage_shares(cohort=cohort, facts=facts, chosen=chosen, by=request.user), 200
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
    return render(request, "accreditation/hours/outage.html", {"cohort": cohort, "form": form, "shares": shares}, status=status)


def _outage_form(request: SignedInRequest, cohort: Any, places: list[Any]) -> OutageForm:
    lessons = [(f"lesson:{lesson.public_id}", lesson.title) for lesson in lessons_of(cohort.program)]
    sessions = [(f"live_session:{one.public_id}", one.title) for one in sessions_of(cohort).filter(cancelled_at__isnull=True)]
    return OutageForm(
        request.POST if request.method == "POST" else None,
        topics=sorted(topic_titles().items(), key=lambda topic: topic[1]),
        tracks=[(track.slug, track.title) for track in cohort.program.tracks.all()],
        sources=[("Live sessions", sessions), ("Lessons", lessons)],
        students=[(place.public_id, place.student.legal_name) for place in places],
        initial={"chosen": [place.public_id for place in places]},
    )


def _outage_facts(form: OutageForm) -> OutageFacts:
    """What the form says; title and topics are the lesson's or session's where none are given."""
    said = {name: form.cleaned_data[name] for name in ("track", "category", "mode", "day", "minutes")}
    kind, _colon, about = form.cleaned_data["about"].partition(":")
    title, weights = _of_source(kind, about)
    topics = form.shares or (split_minutes(said["minutes"], weights) if sum(weights.values()) else {})
    return OutageFacts(**said, title=form.cleaned_data["title"] or title, topics=topics, about_kind=kind, about=about)


def _of_source(kind: str, about: str) -> tuple[str, dict[str, int]]:
    session = live_session_called(about) if kind == "live_session" else None
    if session is not None:
        return session.title, session.topics
    lesson = lesson_called(about) if kind == "lesson" else None
    snapshot = newest_snapshot(lesson.pk) if lesson else None
    return (lesson.title if lesson else ""), (lesson_facts(snapshot).topics if snapshot else {})


@access.may("accreditation.propose_correction", subject=lambda cohort: cohort_called(cohort))
def paper(request: SignedInRequest, cohort: Any) -> HttpResponse:
    """Bring in a list of hours on paper: first what it says and every fault by its line, then ask for a second person."""
    form = PaperForm(request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None)
    lines, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        upload, only_look = form.cleaned_data["file"], "propose" not in request.POST
        try:
            found = import_paper_hours(
                cohort=cohort, name=upload.name, data=upload.read(), reason=form.cleaned_data["reason"], by=request.user, dry_run=only_look
            )  # fmt: skip
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
        else:
            if found.batch is not None:
                said = "Proposed. It is posted once a second person approves it." if found.created else "This file was brought in already. Nothing was changed."
                messages.success(request, said)
                return redirect("hours:batch", public_id=found.batch.public_id)
            names = {place.student.public_id: place.student.legal_name for place in roster(cohort)}
            titles = topic_titles()
            lines, status = [(line, names[line.student], counts_as(line, titles)) for line in found.lines], 200
    context = {"cohort": cohort, "form": form, "lines": lines, "columns": COLUMNS}
    return render(request, "accreditation/hours/paper.html", context, status=status)


@access.may("accreditation.view_batch", subject=lambda public_id: batch_called(public_id))
def batch(request: SignedInRequest, found: HoursBatch) -> HttpResponse:
    """One batch with its lines and what became of them."""
    return _shown(request, found)


def _shown(request: SignedInRequest, found: HoursBatch, typed: Typed | None = None) -> HttpResponse:
    lines, cohort = shown_lines(found), cohort_called(found.cohort)
    owners = sorted({one.line.student for one in lines})
    record_disclosures(viewer=request.user, owners=owners, what="Batch of hours", purpose="Running the cohort", campus=found.campus)
    may_propose = cohort is not None and request.user.has_perm("accreditation.propose_correction", cohort)
    context = {
        "card": cards_of([found], request.user)[0], "batch": found, "lines": lines, "cohort": cohort, "form": ReasonForm(), "typed": typed,
        "may_take_back": may_propose and found.posted_at is not None and found.kind != "reversal" and any(one.seq and not one.is_undone for one in lines),
        "may_withdraw": found.is_pending and found.proposed_by == request.user.public_id,
        "taken_back_by": HoursBatch.objects.filter(reverses=found.public_id, state__in=["pending", "approved"]).first(),
    }  # fmt: skip
    return render(request, "accreditation/hours/batch.html", context, status=422 if typed else 200)


@access.may("accreditation.decide_hours", subject=lambda public_id: batch_called(public_id))
@require_POST
def decide(request: SignedInRequest, found: HoursBatch) -> HttpResponse:
    """Approve or decline one; an approved one is posted in the background."""
    done = approve_or_decline(
        request,
        lambda: approve_batch(batch=found, by=request.user),
        lambda answer: decline_batch(batch=found, answer=answer, by=request.user),
        approved="Approved. The entries are posted in the background; this page shows them.",
    )
    if done:
        return redirect("hours:batch", public_id=found.public_id)
    found.refresh_from_db()  # somebody else may have been quicker
    return _shown(request, found, typed_about(request, found))


@access.may("accreditation.view_batch", subject=lambda public_id: batch_called(public_id))
@require_POST
def take_back(request: SignedInRequest, found: HoursBatch) -> HttpResponse:
    """Ask for every entry of it to be reversed."""
    access.require_visible(request.user, "accreditation.propose_correction", cohort_called(found.cohort))
    reason = request.POST.get("reason", "")[:1000]
    carry_out(
        request, "Proposed. The entries are reversed once a second person approves.",
        lambda: propose_batch_reversal(batch=found, reason=reason, by=request.user),
    )  # fmt: skip
    return redirect("hours:batch", public_id=found.public_id)


@access.may("accreditation.withdraw_hours", subject=lambda public_id: batch_called(public_id))
@require_POST
def withdraw(request: SignedInRequest, found: HoursBatch) -> HttpResponse:
    withdrawn(request, found)
    return redirect("hours:batch", public_id=found.public_id)
