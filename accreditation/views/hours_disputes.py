"""Questions about hours: asking about an entry or a day, the thread, and the campus's list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accreditation.actions.hours_disputes import open_hours_dispute, settle_hours_dispute, write_in_hours_dispute
from accreditation.forms.hours import AboutDayForm, AboutEntryForm, MessageForm, SettleForm
from accreditation.models import Entry, HoursDispute
from accreditation.queries.hours_disputes import dispute_called, disputes_of, disputes_waiting, lesson_title, listed, said_in
from accreditation.views.deciding import sentences_of
from curriculum.api import enrollment_called, enrollments_of, lessons_of
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import NotFound, Refusal
from lms.people.api import person_called

SETTLING = "settle_%s"  # two forms stand on one page


@access.signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """The person's own questions, and where to ask one."""
    places = [place for place in enrollments_of(request.user) if place.state != "withdrawn"]
    return render(request, "accreditation/hours/my_disputes.html", {"disputes": disputes_of(request.user.public_id), "places": places})


@access.signed_in
def about_entry(request: SignedInRequest, seq: int) -> HttpResponse:
    """Ask about one entry of one's own."""
    entry = Entry.objects.filter(student=request.user.public_id, seq=seq).first()
    enrollment = enrollment_called(entry.enrollment) if entry else None
    if entry is None or enrollment is None:
        raise NotFound
    form = AboutEntryForm(request.POST if request.method == "POST" else None)
    return _asked(request, form, enrollment, {"entry": entry}, seq=seq)


@access.may("accreditation.record_outside", subject=lambda enrollment: enrollment_called(enrollment))
def about_day(request: SignedInRequest, enrollment: Any) -> HttpResponse:
    """Ask about time that is not there at all."""
    if enrollment.student_id != request.user.pk:
        raise NotFound
    lessons = [(lesson.public_id, lesson.title) for lesson in lessons_of(enrollment.cohort.program)]
    form = AboutDayForm(request.POST if request.method == "POST" else None, lessons=lessons)
    said = {name: form.cleaned_data[name] for name in ("day", "lesson")} if form.is_valid() else {}
    return _asked(request, form, enrollment, {}, **said)


def _asked(request: SignedInRequest, form: Any, enrollment: Any, context: dict[str, Any], **about: Any) -> HttpResponse:
    if form.is_valid():
        try:
            dispute = open_hours_dispute(enrollment=enrollment, text=form.cleaned_data["text"], by=request.user, **about)
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
        else:
            messages.success(request, _("Sent. The answer comes to this page."))
            return redirect("hours:dispute", public_id=dispute.public_id)
    return render(request, "accreditation/hours/ask.html", {"form": form, "enrollment": enrollment, **context}, status=422 if form.is_bound else 200)


@access.may("accreditation.view_hours_dispute", subject=lambda public_id: dispute_called(public_id))
def thread(request: SignedInRequest, dispute: HoursDispute) -> HttpResponse:
    """The thread, for the student and for those who answer."""
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            write_in_hours_dispute(dispute=dispute, text=form.cleaned_data["text"], by=request.user)
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
        else:
            messages.success(request, _("Sent."))
            return redirect("hours:dispute", public_id=dispute.public_id)
    return _shown(request, dispute, form, SettleForm(auto_id=SETTLING))


@access.may("accreditation.handle_hours_dispute", subject=lambda public_id: dispute_called(public_id))
@require_POST
def settle(request: SignedInRequest, dispute: HoursDispute) -> HttpResponse:
    """End the thread with a last word."""
    form = SettleForm(request.POST, auto_id=SETTLING)
    if form.is_valid():
        try:
            settle_hours_dispute(dispute=dispute, text=form.cleaned_data["text"], corrected_by=form.cleaned_data["corrected_by"], by=request.user)
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
        else:
            messages.success(request, "Settled. The student reads your last word, and can open it again.")
            return redirect("hours:dispute", public_id=dispute.public_id)
    return _shown(request, dispute, MessageForm(), form)


def _shown(request: SignedInRequest, dispute: HoursDispute, form: MessageForm, settling: SettleForm) -> HttpResponse:
    own = dispute.student == request.user.public_id
    if not own:
        record_disclosure(viewer=request.user, owner=dispute.student, what="Question about hours", purpose="Answering it", campus=dispute.campus)
    student = person_called(dispute.student)
    context = {
        "dispute": dispute, "said": said_in(dispute), "own": own, "student": student.legal_name if student else "", "lesson": lesson_title(dispute),
        "form": form, "settling": settling, "place": enrollment_called(dispute.enrollment),
        "may_handle": request.user.has_perm("accreditation.handle_hours_dispute", dispute),
    }  # fmt: skip
    return render(request, "accreditation/hours/dispute.html", context, status=422 if form.is_bound or settling.is_bound else 200)


@access.may("accreditation.handle_hours_dispute")
def waiting(request: SignedInRequest) -> HttpResponse:
    """What students of one's campuses wait for, the most urgent first."""
    rows = listed(disputes_waiting(request.user))
    record_disclosures(viewer=request.user, owners={row.dispute.student for row in rows}, what="Questions about hours", purpose="Answering them")
    return render(request, "accreditation/hours/disputes.html", {"rows": rows})
