"""A student notes what they presented in a case round. It credits nothing: the minutes of a round are those of its attendance."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accreditation.confidentiality.refusing import refuse_identifiers
from accreditation.models import AgendaItem, Presentation
from accreditation.queries.case_rounds import Room, places_presenting
from curriculum.api import confirmed_minutes
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.vault.api import seal_text

LONGEST = 2000


@transaction.atomic
def note_presentation(*, room: Room, code: str, text: str, by: Any) -> Presentation:
    """Keep what ``by`` presented of the matter ``code``; another note about it takes the place of the one before.

    Raises ``Forbidden`` without a place in the matter at that time, ``Invalid`` for no text or no such matter on the agenda, ``Identifying`` for a text
    that may identify a client, ``Conflict`` before the session begins, when it is not held, or when its sheet says that ``by`` was not there.
    """
    access.require(by, "accreditation.attend_case_round", room, sentence=_("This round is of another cohort."))
    item = AgendaItem.objects.select_related("matter").select_for_update(of=("self",)).filter(round=room.round, matter__code=code).first()
    if item is None:
        raise Invalid(_("This matter is not on the agenda."))
    if item.matter_id not in places_presenting(room.session, by.public_id):
        raise Forbidden(_("You had no place in this matter."))
    _refuse_out_of_time(room, by)
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Invalid(_("Write a sentence, at most 2,000 characters."))
    refuse_identifiers(words)
    return _kept(item, words, by)


def _refuse_out_of_time(room: Room, by: Any) -> None:
    session = room.session
    if session.is_cancelled or session.starts_at > now():
        raise Conflict(_("Note what you presented once the round has begun."), code="not_begun")
    if confirmed_minutes(by.public_id, [session]).get(session.public_id) == 0:
        raise Conflict(_("The confirmed list says that you were not there. Ask your instructor."), code="not_there")


def _kept(item: AgendaItem, words: str, by: Any) -> Presentation:
    number = Presentation.objects.filter(item=item, student=by.public_id).count() + 1
    try:
        with transaction.atomic():
            made = Presentation.objects.create(item=item, student=by.public_id, number=number, sealed_note=seal_text(by.public_id, words), at=now())
    except IntegrityError:
        raise Conflict(_("You noted something else meanwhile. Look at it once more."), code="noted_meanwhile") from None
    data = {"code": item.matter.code, "session": item.round.session}
    record_event("accreditation.case_presented", by=by, subject_kind="person", subject_id=by.public_id, campus=item.round.campus, data=data)
    return made
