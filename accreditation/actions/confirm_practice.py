"""An attorney's word on entries, given on a page that a mailed link and its code opened."""

from collections.abc import Iterable

from django.db import transaction

from accreditation.actions.post_practice import post_practice
from accreditation.actions.tell_practice import tell_confirmed
from accreditation.actions.write_practice import refuse_too_much
from accreditation.models import Confirmation, PracticeEntry, SupervisingAttorney
from accreditation.models.practice import EntryState
from lms.audit.api import record_event
from lms.core.canonical import fingerprint
from lms.core.clock import from_ms, now, to_ms
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint
from lms.core.models import new_public_id
from lms.people.api import MailedLink, person_with_email

STATEMENT = (
    "I, {name}, licensed in {state} under number {number}, supervised this work. To my knowledge the student did it on the date and "
    "for the minutes shown, under my direction."
)


@transaction.atomic
def confirm_practice(*, entries: Iterable[PracticeEntry], attorney: SupervisingAttorney, link: MailedLink, attested: bool) -> list[Confirmation]:
    """Confirm all of ``entries`` or none; what was confirmed already is left as it is, so a double click posts nothing twice.

    Raises ``Invalid`` without the attestation or without entries, ``Conflict`` for what was returned or taken up again meanwhile,
    ``Forbidden`` for a matter of another attorney, a link of another, or an attorney who is the student.
    """
    if not attested:
        raise Invalid("Tick the sentence that you supervised this work; it is what you sign.", code="not_attested")
    _require_attorney(attorney, link)
    wanted = sorted({entry.pk for entry in entries})
    if not wanted:
        raise Invalid("Choose at least one entry.", code="nothing_chosen")
    rows = list(PracticeEntry.objects.select_for_update(of=("self",)).select_related("matter").filter(pk__in=wanted).order_by("pk"))
    made = [_confirmed(row, attorney, link) for row in rows if _is_open(row, attorney)]
    if made:
        tell_confirmed(made, attorney)
    return made


def _require_attorney(attorney: SupervisingAttorney, link: MailedLink) -> None:
    if link.subject != attorney.public_id or link.email != attorney.email:
        raise Forbidden("This link was sent to another address.")


def _is_open(entry: PracticeEntry, attorney: SupervisingAttorney) -> bool:
    if entry.matter.attorney_id != attorney.pk:
        raise Forbidden("Another attorney supervises this matter.")
    person = person_with_email(attorney.email)
    if person is not None and person.public_id == entry.student:
        raise Forbidden("Nobody confirms their own practice.")
    if entry.state == EntryState.CONFIRMED:
        return False
    if entry.state != EntryState.SENT:
        raise Conflict("An entry was returned or taken up again meanwhile. Look at the list once more.", code="not_waiting")
    return True


def _confirmed(entry: PracticeEntry, attorney: SupervisingAttorney, link: MailedLink) -> Confirmation:
    refuse_too_much(entry.student, entry.date, entry.minutes, entry.line)
    word = _word(entry, attorney, link)
    failpoint("practice.between")
    entry.ledger_seq = post_practice(entry=entry, confirmation=word)
    entry.state = EntryState.CONFIRMED
    entry.save(update_fields=["state", "ledger_seq"])
    facts = {"attorney": attorney.name, "code": entry.matter.code, "minutes": entry.minutes, "confirmation": word.public_id}
    record_event("accreditation.practice_confirmed", by=None, subject_kind="practice", subject_id=entry.public_id, campus=entry.campus, data=facts)
    return word


def _word(entry: PracticeEntry, attorney: SupervisingAttorney, link: MailedLink) -> Confirmation:
    word = Confirmation(
        public_id=new_public_id(), entry=entry, student=entry.student, attorney=attorney.public_id, attorney_name=attorney.name,
        bar_state=attorney.bar_state, bar_number=attorney.bar_number, organization=attorney.organization, link=link.public_id,
        statement=statement_of(attorney), facts=facts_of(entry), at=from_ms(to_ms(now())),
    )  # fmt: skip
    word.sha256 = fingerprint(word.body())
    word.save()
    return word


def statement_of(attorney: SupervisingAttorney) -> str:
    """The sentence that is attested, with the attorney's name and bar number in it."""
    return STATEMENT.format(name=attorney.name, state=attorney.bar_state, number=attorney.bar_number)


def facts_of(entry: PracticeEntry) -> dict[str, object]:
    """What of the entry was attested."""
    return {
        "entry": entry.public_id, "line": entry.line, "version": entry.version, "matter": entry.matter.code, "date": entry.date.isoformat(),
        "minutes": entry.minutes, "task": entry.task, "forum": entry.forum, "skill": entry.skill, "topic": entry.topic, "represented": entry.represented,
        "learned_sha256": entry.learned_sha256,
    }  # fmt: skip
