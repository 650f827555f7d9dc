"""Proposing that an attorney be put on record, or that a record say something else; a second person decides."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accreditation.models import AttorneyProposal, SupervisingAttorney
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.people.api import is_student_of, person_with_email


@transaction.atomic
def propose_attorney(
    *, campus: Any, name: str, email: str, bar_state: str, bar_number: str, organization: str, by: Any, attorney: SupervisingAttorney | None = None
) -> AttorneyProposal:
    """Propose what the record of an attorney of ``campus`` is to say: ``attorney`` to be changed, or a new one.

    Raises ``Forbidden`` for students, ``Invalid`` for what cannot be an attorney's record, ``Conflict`` where a change of it waits already.
    """
    facts = {
        "name": " ".join(name.split()), "email": email.strip().lower(), "bar_state": bar_state.strip().upper(), "bar_number": bar_number.strip(),
        "organization": " ".join(organization.split()),
    }  # fmt: skip
    proposal = AttorneyProposal(campus=campus.slug, attorney=attorney, proposed_by=by.public_id, proposed_at=now(), **facts)
    access.require(by, "accreditation.keep_practice", proposal, sentence="Only a coordinator of this campus puts attorneys on record.")
    _check(facts)
    _refuse_doubles(campus.slug, facts, attorney)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        raise Conflict("A change of this attorney waits for approval already.", code="already_proposed") from None
    data = {"name": proposal.name}
    record_event("accreditation.attorney_proposed", by=by, subject_kind="attorney", subject_id=proposal.public_id, campus=campus.slug, data=data)
    return proposal


def _check(facts: dict[str, str]) -> None:
    wrong = []
    if not facts["name"] or not facts["organization"]:
        wrong.append("Give the attorney’s name and organization.")
    if not re.fullmatch("[A-Z]{2}", facts["bar_state"]):
        wrong.append("The state of the bar is two letters, such as MA.")
    if not re.fullmatch(r"[A-Za-z0-9 -]{1,20}", facts["bar_number"]):
        wrong.append("The bar number is letters and digits, at most 20.")
    try:
        validate_email(facts["email"])
    except ValidationError:
        wrong.append("This is not an e-mail address.")
    person = person_with_email(facts["email"])
    if person is not None and is_student_of(person, None):
        wrong.append("This is a student’s address. A student cannot confirm practice.")
    if wrong:
        raise Invalid(*wrong)


def _refuse_doubles(campus: str, facts: dict[str, str], attorney: SupervisingAttorney | None) -> None:
    others = SupervisingAttorney.objects.filter(campus=campus)
    if attorney is not None:
        others = others.exclude(pk=attorney.pk)
    if others.filter(email__iexact=facts["email"]).exists() or others.filter(bar_state=facts["bar_state"], bar_number=facts["bar_number"]).exists():
        raise Conflict("An attorney with this address or bar number is on record already.", code="on_record")
    if attorney is not None and all(getattr(attorney, name) == value for name, value in facts.items()):
        raise Invalid("This is what the record says already.")
