"""Outside training on screen: a student's list, entering one, one with its state and reason, and the second person's decision."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accreditation.actions.decide_outside_training import approve_outside_training, decline_outside_training
from accreditation.actions.keep_outside_document import DOCUMENT, hold_document
from accreditation.actions.record_outside_training import OutsideFacts, record_outside_training
from accreditation.forms.hours import TOPIC, OutsideForm
from accreditation.models import OutsideTraining, ProposalState
from accreditation.queries.hours_proposals import cards_of
from accreditation.queries.outside import is_followed, outside_called, outside_of
from accreditation.views.deciding import Typed, approve_or_decline, sentences_of, typed_about, withdrawn
from curriculum.api import enrollment_called, enrollments_of, topic_titles
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Invalid, Refusal
from lms.vault.api import StoredFile, file_called

SALT = "accreditation.outside_document"
HELD_SECONDS = 24 * 3600


@access.signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """The person's own outside trainings, and where to enter one."""
    cards = cards_of(outside_of(request.user.public_id), request.user)
    places = [place for place in enrollments_of(request.user) if place.state != "withdrawn"]
    return render(request, "accreditation/hours/my_outside.html", {"cards": cards, "places": places})


@access.may("accreditation.view_outside", subject=lambda public_id: outside_called(public_id))
def training(request: SignedInRequest, found: OutsideTraining) -> HttpResponse:
    """One: what was said, its document, its state, and the second person's word."""
    return _shown(request, found)


def _shown(request: SignedInRequest, found: OutsideTraining, typed: Typed | None = None) -> HttpResponse:
    own = found.student == request.user.public_id
    if not own:
        record_disclosure(viewer=request.user, owner=found.student, what="Outside training", purpose="Running the cohort", campus=found.campus)
    place = enrollment_called(found.enrollment)
    context = {
        "card": cards_of([found], request.user)[0], "own": own, "place": place, "typed": typed,
        "may_withdraw": found.is_pending and found.proposed_by == request.user.public_id,
        "may_follow": found.state == ProposalState.DECLINED and not is_followed(found) and request.user.has_perm("accreditation.record_outside", place),
    }  # fmt: skip
    return render(request, "accreditation/hours/outside.html", context, status=422 if typed else 200)


@access.may("accreditation.record_outside", subject=lambda enrollment: enrollment_called(enrollment))
def new(request: SignedInRequest, enrollment: Any) -> HttpResponse:
    """Enter one, for oneself or as a coordinator."""
    return _entering(request, enrollment, None)


@access.may("accreditation.view_outside", subject=lambda public_id: outside_called(public_id))
def again(request: SignedInRequest, found: OutsideTraining) -> HttpResponse:
    """A new version of one that was declined, with what was typed."""
    enrollment = enrollment_called(found.enrollment)
    access.require_visible(request.user, "accreditation.record_outside", enrollment)
    return _entering(request, enrollment, found)


@access.may("accreditation.withdraw_hours", subject=lambda public_id: outside_called(public_id))
@require_POST
def withdraw(request: SignedInRequest, found: OutsideTraining) -> HttpResponse:
    withdrawn(request, found)
    return redirect("hours:outside", public_id=found.public_id)


@access.may("accreditation.decide_hours", subject=lambda public_id: outside_called(public_id))
@require_POST
def decide(request: SignedInRequest, found: OutsideTraining) -> HttpResponse:
    """Approve it whole or in part, or decline."""
    done = approve_or_decline(
        request,
        lambda: approve_outside_training(training=found, minutes=_minutes(request), answer=request.POST.get("answer", ""), by=request.user),
        lambda answer: decline_outside_training(training=found, answer=answer, by=request.user),
        approved="Approved. The minutes stand in the student’s record, with your name.",
    )
    if done:
        return redirect("cohorts:approvals")
    found.refresh_from_db()  # somebody else may have been quicker
    return _shown(request, found, typed_about(request, found))


def _minutes(request: HttpRequest) -> int | None:
    """How many to credit; all of them where nothing is typed."""
    typed = request.POST.get("minutes", "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 6:
        raise Invalid("Minutes to credit are a whole number.")
    return int(typed)


def _entering(request: SignedInRequest, enrollment: Any, version_of: OutsideTraining | None) -> HttpResponse:
    bound = request.method == "POST"
    topics = sorted(topic_titles().items(), key=lambda topic: topic[1])
    form = OutsideForm(request.POST if bound else None, request.FILES if bound else None, topics=topics, initial=_initial(version_of))
    held, changes = _held(request, enrollment, form) if bound else (None, ())
    if bound and form.is_valid():
        facts = {name: value for name, value in form.facts.items() if name != "document"}
        try:
            kept = record_outside_training(
                enrollment=enrollment, facts=OutsideFacts(**facts, topics=form.shares), document=held, by=request.user, version_of=version_of
            )  # fmt: skip
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
        else:
            messages.success(request, _("Handed in. It counts once a second person approves it."))
            for change in changes:
                messages.info(request, change)
            return redirect("hours:outside", public_id=kept.public_id)
    context = {
        "form": form, "enrollment": enrollment, "own": enrollment.student_id == request.user.pk, "version_of": version_of, "held": held,
        "signed": _signed(held, request.user),
    }  # fmt: skip
    return render(request, "accreditation/hours/outside_form.html", context, status=422 if bound else 200)


def _held(request: SignedInRequest, enrollment: Any, form: OutsideForm) -> tuple[StoredFile | None, tuple[str, ...]]:
    """The certificate that came with the form, or with the form as it came before; it is kept a day while the form is mended."""
    upload = request.FILES.get("document")
    if upload is not None:
        try:
            return hold_document(enrollment=enrollment, source=upload.file, name=upload.name or "", by=request.user)
        except Refusal as refused:
            form.add_error("document", refused.sentence)
            return None, ()
    try:
        public_id, who = signing.loads(request.POST.get("held", ""), salt=SALT, max_age=HELD_SECONDS)
    except signing.BadSignature:
        return None, ()
    file = file_called(public_id) if who == request.user.public_id else None
    return (file if file and file.kind == DOCUMENT and file.owner == enrollment.student.public_id else None), ()


def _signed(held: StoredFile | None, person: Any) -> str:
    return signing.dumps([held.public_id, person.public_id], salt=SALT) if held else ""


def _initial(training: OutsideTraining | None) -> dict[str, Any]:
    if training is None:
        return {}
    names = (
        "title", "provider", "provider_address", "first_on", "last_on", "minutes", "mode", "category", "description", "is_fundamentals", "test_result",
        "certificate_number",
    )  # fmt: skip
    return {name: getattr(training, name) for name in names} | {TOPIC + slug: minutes for slug, minutes in training.topics.items()}
