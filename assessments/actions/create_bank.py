"""An instructor begins a bank of questions for a program they write in."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from assessments.models import QuestionBank
from curriculum.api import programs_written_by
from lms.audit.api import record_event
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def create_bank(*, title: str, program: Any, by: Any) -> QuestionBank:
    """A bank without questions, its name in addresses made from ``title``; raises ``Conflict`` where two people make one of that name at once."""
    if not programs_written_by(by).filter(pk=program.pk).exists():
        raise Forbidden("You do not write in this program.")
    try:
        with transaction.atomic():
            bank = QuestionBank.objects.create(slug=_free_slug(title), title=title, program=program)
    except IntegrityError:
        raise Conflict("Somebody made a bank of that name just now. Try again.", code="bank_made_meanwhile") from None
    record_event("assessments.bank_created", by=by, subject_kind="question bank", subject_id=bank.slug, data={"bank": title})
    return bank


def _free_slug(title: str) -> str:
    base = slugify(title)[:56] or "bank"
    taken = set(QuestionBank.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := base if number == 1 else f"{base}-{number}") not in taken)
