"""Recording what only people can answer of a form: earlier applications, how often, not an attorney, and how the copy is served."""

import json
from typing import Any

from django.db import transaction

from accreditation.confidentiality import inspect_text
from accreditation.confidentiality.refusing import Identifying
from accreditation.models import Application, FilingAnswers, ServiceMethod
from accreditation.policies.application_states import OPEN
from accreditation.policies.filing_answers import FormAnswers, faults_of, tidied
from accreditation.queries.answers_page import trainings_without_certificate
from accreditation.queries.filing_answers import WORDS, answers_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.vault.api import seal_text

# names and addresses of organizations belong here; numbers of people never do
REFUSED = ("a_number", "receipt_number", "ssn", "identity_document")


@transaction.atomic
def answer_form(*, application: Application, answers: FormAnswers, seen: int, by: Any) -> FilingAnswers:
    """Keep ``answers`` as the next version. ``seen`` is the number of the version that ``by`` read before writing, 0 where there was none.

    Raises ``Invalid`` with every fault, ``Conflict`` where somebody answered meanwhile or the application has ended, and ``Forbidden`` for who does
    not keep the application; candidates do not answer in the organization's place.
    """
    locked = open_to_answers(application, by)
    newest = answers_of([locked.pk]).get(locked.pk)
    number = newest.number if newest else 0
    if seen != number:
        raise Conflict("Somebody else answered meanwhile. What you typed is still here; compare it with what is recorded now.", code="answered_meanwhile")
    said = tidied(answers, locked.scheme)
    faults = faults_of(said, ServiceMethod.values, [training.public_id for training in trainings_without_certificate(locked.student)])
    if faults:
        raise Invalid(*faults)
    findings = [one for name in WORDS for one in inspect_text(getattr(said, name)) if one.kind in REFUSED]
    if findings:
        raise Identifying(findings)
    if said == (newest.answers if newest else FormAnswers()):
        raise Invalid("This is what is recorded already.", code="unchanged")
    row = _kept(locked, said, number + 1, by)
    record_answer_event("accreditation.form_answered", locked, by, version=str(row.number))
    return row


def _kept(application: Application, said: FormAnswers, number: int, by: Any) -> FilingAnswers:
    words = json.dumps({name: getattr(said, name) for name in WORDS}, ensure_ascii=False)
    return FilingAnswers.objects.create(
        application=application, student=application.student, number=number, sealed_words=seal_text(application.student, words),
        not_attorney=said.not_attorney, service_method=said.service_method, without_certificate=list(said.without_certificate), by=by.public_id, at=now(),
    )  # fmt: skip


def open_to_answers(application: Application, by: Any) -> Application:
    """The application, locked; it is open, and ``by`` keeps it."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    require(by, "accreditation.keep_application", locked)
    if locked.state not in OPEN:
        raise Conflict("This application is not open any more, so what it says stays as it is.", code="ended")
    return locked


def record_answer_event(kind: str, application: Application, by: Any, **data: str) -> None:
    facts = {"application": application.public_id, **data}
    record_event(kind, by=by, subject_kind="person", subject_id=application.student, campus=application.campus, data=facts)
