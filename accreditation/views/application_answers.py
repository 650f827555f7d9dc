"""Answers for the form: what only people can say, and the USCIS offices that are served."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.answer_form import answer_form
from accreditation.actions.confirm_recipient import confirm_recipient
from accreditation.actions.end_recipient import end_recipient
from accreditation.actions.put_recipient import put_recipient
from accreditation.application_forms import AnswersForm, ConfirmRecipientForm, EndRecipientForm, RecipientForm
from accreditation.models import Application, ServiceMethod, ServiceRecipient
from accreditation.policies.application_states import OPEN
from accreditation.queries.answers_page import applications_known, practice_asked, trainings_without_certificate, versions_of
from accreditation.queries.applications import application_called, legal_names_of
from accreditation.queries.campus_days import today_of
from accreditation.queries.filing_answers import answers_of, recipients_of
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Conflict, NotFound, Refusal
from lms.people.api import names_of

PURPOSE = "Keeping applications"
SHAPES = {"put": RecipientForm, "confirm": ConfirmRecipientForm, "end": EndRecipientForm}


class Page:
    """The page of one application: its forms, of which one may hold what was typed and not kept."""

    def __init__(self, request: HttpRequest, application: Application) -> None:
        self.request, self.application = request, application
        self.person: Any = request.user
        self.today: date = today_of(application)
        self.said = answers_of([application.pk]).get(application.pk)
        self.practice = practice_asked(application.student, self.today)
        self.trainings = trainings_without_certificate(application.student)
        self.typed: tuple[str, str, Any] | None = None
        self.is_beside = False
        self.status = 200

    def act(self) -> str:
        """Carry out what was posted; the sentence to show, or nothing where a form came back with its faults."""
        act, called = self.request.POST.get("act", "answer"), self.request.POST.get("recipient", "")
        recipient = self._recipient(called) if act in ("confirm", "end") else None
        form = self._form(act, recipient)
        self.typed = (act, called if recipient else "", form)
        verb, sentence = self._verb(act, form, recipient)
        return sentence if form.is_valid() and self._done(form, verb) else ""

    def _verb(self, act: str, form: Any, recipient: ServiceRecipient | None) -> tuple[Callable[[], Any], str]:
        """What ``act`` does once its form is valid, and what is said then."""
        application, by, today = self.application, self.person, self.today
        if recipient is not None and act == "confirm":
            return lambda: confirm_recipient(recipient=recipient, by=by, today=today, **form.cleaned_data), "Confirmed."
        if recipient is not None:
            return lambda: end_recipient(recipient=recipient, by=by, today=today, **form.cleaned_data), "Taken off."
        if act == "put":
            return lambda: put_recipient(application=application, by=by, **form.cleaned_data), "Added. Confirm it once you looked it up."
        return lambda: answer_form(application=application, answers=form.answers(), seen=form.cleaned_data["seen"], by=by), "Recorded."

    def _recipient(self, called: str) -> ServiceRecipient:
        found = ServiceRecipient.objects.filter(application=self.application, public_id=called).select_related("application").first()
        if found is None:
            raise NotFound
        return found

    def _form(self, act: str, recipient: ServiceRecipient | None) -> Any:
        if act in SHAPES:
            return SHAPES[act](self.request.POST, prefix=_prefix(act, recipient))
        if act == "answer":
            return self.answers_form(self.request.POST)
        raise NotFound

    def _done(self, form: Any, verb: Callable[[], Any]) -> bool:
        try:
            verb()
        except Refusal as refused:
            for sentence in getattr(refused, "sentences", [refused.sentence]):
                form.add_error(None, sentence)
            self.status = 409 if isinstance(refused, Conflict) else 422
            if refused.code == "answered_meanwhile":
                self._read_again(form)
            if refused.code == "ended":  # the form it belongs to may not stand on the page any more
                messages.error(self.request, refused.sentence)
            return False
        return True

    def _read_again(self, form: Any) -> None:
        """What somebody else recorded meanwhile is shown beside what was typed; recording again then is on purpose."""
        self.is_beside = True
        form.data = form.data.copy()
        form.data["seen"] = self.said.number if self.said else 0

    def answers_form(self, typed: Any = None) -> AnswersForm:
        said = self.said
        initial = asdict(said.answers) if said else {"prior_applications": applications_known(self.application, self.today)}
        not_attorney = self.application.not_attorney if said is None else said.answers.not_attorney
        initial |= {"seen": said.number if said else 0, "not_attorney": {True: "true", False: "false", None: "unknown"}[not_attorney]}
        return AnswersForm(typed, scheme=self.application.scheme, practice=self.practice, trainings=self.trainings, initial=initial)

    def form_for(self, act: str, recipient: ServiceRecipient | None = None, **initial: Any) -> Any:
        """The form as it was typed, where it is the one that came back, or a fresh one."""
        key = (act, recipient.public_id if recipient else "")
        if self.typed and self.typed[:2] == key:
            return self.typed[2]
        return self.answers_form() if act == "answer" else SHAPES[act](prefix=_prefix(act, recipient), initial=initial)

    def rows(self) -> list[dict[str, Any]]:
        """Every office with its forms and who said what, those taken off included."""
        found = recipients_of([self.application.pk]).get(self.application.pk, [])
        names = names_of({one.recipient.put_by for one in found} | {step.by for one in found for step in (one.confirmed, one.ended) if step})
        return [
            {
                "standing": one, "put_by": _called(names, one.recipient.put_by), "confirmed_by": _called(names, one.confirmed.by if one.confirmed else ""),
                "ended_by": _called(names, one.ended.by if one.ended else ""), "confirm": self.form_for("confirm", one.recipient, on=self.today),
                "end": self.form_for("end", one.recipient), "came_back": bool(self.typed and self.typed[1] == one.recipient.public_id),
            }
            for one in found
        ]  # fmt: skip

    def context(self) -> dict[str, Any]:
        application, rows = self.application, self.rows()
        method = self.said.answers.service_method if self.said else ""
        return {
            "application": application, "name": legal_names_of([application.student]).get(application.student, ""), "is_open": application.state in OPEN,
            "came_back": bool(self.typed and self.typed[0] == "answer"),
            "form": self.form_for("answer"), "said": self.said, "method": dict(ServiceMethod.choices).get(method, ""), "is_beside": self.is_beside,
            "versions": versions_of(application), "practice": self.practice, "put": self.form_for("put", zip_code=application.organization.zip_code),
            "rows": [row for row in rows if not row["standing"].ended], "ended": [row for row in rows if row["standing"].ended],
        }  # fmt: skip


def _prefix(act: str, recipient: ServiceRecipient | None) -> str:
    return f"{act}-{recipient.public_id}" if recipient else act


def _called(names: dict[str, str], public_id: str) -> str:
    return names.get(public_id, "Somebody who left")


@access.may("accreditation.keep_application", subject=lambda application: application_called(application))
def answers(request: HttpRequest, application: Application) -> HttpResponse:
    """Read and record what a filing says that only people know; four things can be done here, each with its own form."""
    record_disclosure(viewer=request.user, owner=application.student, what="Answers for the form", purpose=PURPOSE, campus=application.campus)
    page = Page(request, application)
    if request.method == "POST":
        sentence = page.act()
        if sentence:
            messages.success(request, sentence)
            return redirect("applications:answers", application.public_id)
        page.status = page.status if page.status != 200 else 422
    return render(request, "accreditation/applications/answers.html", page.context(), status=page.status)
