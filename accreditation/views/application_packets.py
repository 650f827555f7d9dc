"""Packets of an application: what was built and filed, what changed since, and building the next one. And the student’s own filed ones."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.file_supplement import file_supplement
from accreditation.application_forms import day_field
from accreditation.models import Application, PacketKind
from accreditation.packets.gathering import NEVER_WITHOUT, Gathered, unaccepted
from accreditation.packets.presenting import present_or_none
from accreditation.policies.application_states import BEFORE_FILING, OPEN
from accreditation.policies.packet_changes import Change, changes, changes_by_label
from accreditation.queries.applications import application_called, legal_names_of
from accreditation.queries.campus_days import today_of
from accreditation.queries.packets import PacketRow, filed_contents, newest_packet, packet_rows, ready_review, title_of
from accreditation.queries.reviews import accepted_in
from accreditation.rules.applications import acting_role
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound, Refusal
from lms.jobs.api import enqueue

PURPOSE = "Keeping applications"


class SupplementForm(forms.Form):
    """Which supplement was sent, and when."""

    packet = forms.ChoiceField(label="Supplement")
    sent_on = day_field("Sent on", help_text="The day it was sent to EOIR, with a full copy to USCIS.")

    def __init__(self, *args: Any, packets: list[PacketRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["packet"].choices = [(row.packet.public_id, f"{row.title}, {row.packet.pages} pages") for row in packets]  # type: ignore[attr-defined]


class Page:
    """What the page shows; ``typed`` is the form of a supplement that came back."""

    def __init__(self, request: HttpRequest, application: Application, typed: SupplementForm | None = None) -> None:
        self.person: Any = request.user
        self.application, self.typed = application, typed
        self.keeps = self.person.has_perm("accreditation.keep_application", application)
        self.reads = self.person.has_perm("accreditation.read_packets", application)
        self.files = bool(acting_role(self.person, application, ("officer",)))
        self.rows = packet_rows(application)

    def context(self) -> dict[str, Any]:
        application = self.application
        gathered = present_or_none(application) if self.reads else None
        is_filed = any(row.filed for row in self.rows)
        return {
            "application": application, "name": legal_names_of([application.student]).get(application.student, ""), "rows": self.rows, "keeps": self.keeps,
            "has_record": gathered is not None, "reads": self.reads, "before_filing": application.state in BEFORE_FILING, "is_filed": is_filed,
            "missing": self._missing(gathered), "since": _since(application, gathered, is_filed=is_filed), "form": self._form(),
            "may_add": is_filed and application.state in OPEN,
        }  # fmt: skip

    def _missing(self, gathered: Gathered | None) -> list[tuple[str, str, str]]:
        if gathered is None or self.application.state not in BEFORE_FILING:
            return []
        review = ready_review(self.application)
        return unaccepted(gathered, {*accepted_in(review)} - {*NEVER_WITHOUT} if review else ())

    def _form(self) -> SupplementForm | None:
        waiting = supplements_to_file(self.rows)
        if not self.files or not waiting:
            return None
        return self.typed or SupplementForm(packets=waiting, initial={"sent_on": today_of(self.application)})


def supplements_to_file(rows: list[PacketRow]) -> list[PacketRow]:
    """Those built after the newest filing and not filed themselves."""
    next_number = sum(bool(row.filed) for row in rows)
    return [row for row in rows if row.packet.kind == PacketKind.SUPPLEMENT and not row.filed and row.packet.number == next_number]


def _since(application: Application, gathered: Gathered | None, *, is_filed: bool) -> list[tuple[Change, str]] | None:
    """What is different now from what was filed, or else built last; nothing where there is neither."""
    newest = newest_packet(application)
    if gathered is None or newest is None:
        return None
    found = changes_by_label(filed_contents(application), gathered.contents) if is_filed else changes(newest.contents, gathered.contents)
    return [(one, title_of(one.stem)) for one in found]


@access.may("accreditation.view_application", subject=lambda application: application_called(application))
def packets(request: HttpRequest, application: Application) -> HttpResponse:
    """See them; whoever keeps the application builds the next, and an officer records that a supplement was sent."""
    record_disclosure(viewer=request.user, owner=application.student, what="Packets of an application", purpose=PURPOSE, campus=application.campus)
    page = Page(request, application)
    if request.method != "POST":
        return render(request, "accreditation/applications/packets.html", page.context())
    if not page.keeps:
        raise NotFound
    kind = request.POST.get("act", "")
    if kind in PacketKind.values:
        if not page.reads:
            raise NotFound
        job = enqueue("accreditation.build_packet", {"application": application.public_id, "kind": kind}, by=page.person, campus=application.campus)
        return redirect("jobs:job", job.public_id)
    return _filed(request, application, page)


def _filed(request: HttpRequest, application: Application, page: Page) -> HttpResponse:
    form = SupplementForm(request.POST, packets=supplements_to_file(page.rows))
    if form.is_valid():
        try:
            file_supplement(application=application, by=page.person, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The supplement is frozen and kept as it was sent.")
            return redirect("applications:packets", application.public_id)
    return render(request, "accreditation/applications/packets.html", Page(request, application, form).context(), status=422)


@access.may("accreditation.own_application", subject=lambda application: application_called(application))
def my_packets(request: HttpRequest, application: Application) -> HttpResponse:
    """What was filed of one’s own, to keep."""
    rows = [row for row in packet_rows(application) if row.filed]
    return render(request, "accreditation/applications/my_packets.html", {"application": application, "rows": rows})
