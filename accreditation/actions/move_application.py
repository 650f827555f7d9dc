"""Recording one step of an application: judged by the data of the state machine, kept as an event, and folded into the row."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.filing_consent import require_filing_consent
from accreditation.actions.freeze_packet import freeze_packet, packet_to_file
from accreditation.actions.tell_application import tell_moved
from accreditation.ledger.witnesses import witness
from accreditation.models import Application, ApplicationEvent
from accreditation.policies.application_consequences import consequences_of
from accreditation.policies.application_facts import Standing, Step
from accreditation.policies.application_guards import Refused
from accreditation.policies.application_states import MOVES, SYSTEM, take
from accreditation.queries.application_standing import COLUMNS, standing_of
from accreditation.queries.campus_days import today_of
from accreditation.rules.applications import acting_role
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid
from lms.core.failpoints import failpoint
from lms.vault.api import seal_text

OUTSIDE = "outside"
"""In place of a packet’s id: it was put together on paper, and nothing of it is kept here."""


@transaction.atomic
def move_application(
    *,
    application: Application,
    move: str,
    by: Any,
    dates: dict[str, date] | None = None,
    granted_level: str = "",
    proof: str = "",
    note: str = "",
    packet: str = "",
) -> Application:
    """Record the step ``move`` of ``application``; ``by`` is a person, or ``None`` for Pathway itself.

    A filing names its ``packet`` (public id), which is frozen, or says that it was put together ``OUTSIDE``, with a note on why.
    Raises ``Invalid`` with the sentence of the guard that does not hold, and ``Forbidden`` for a step that belongs to somebody else.
    """
    if move not in MOVES:
        raise Invalid("There is no such step.")
    locked = Application.objects.select_for_update().get(pk=application.pk)
    role = SYSTEM if by is None else acting_role(by, locked, MOVES[move].who)
    today = today_of(locked)
    step = Step(dates=dates or {}, granted_level=granted_level, has_proof=bool(proof.strip()), has_note=bool(note.strip()))
    before = standing_of(locked, today)
    try:
        after = take(before, move, step, today, role=role)
    except Refused as refused:
        raise (Forbidden if refused.code == "not_yours" else Invalid)(refused.sentence, code=refused.code) from None
    if move == "file":
        require_filing_consent(locked)
        _freeze(locked, packet, step, by)
    keep_step(locked, move=move, before=before, after=after, step=step, by=by, role=role, proof=proof.strip(), note=note.strip())
    if locked.renews is not None:
        for consequence in consequences_of(before, after):
            _carry_over(locked.renews, consequence)
    tell_moved(locked, move=move, by=by)
    return locked


def _freeze(application: Application, packet: str, step: Step, by: Any) -> None:
    if packet == OUTSIDE and not step.has_note:
        raise Invalid("Say in the note why the packet was put together outside Pathway.", code="note_missing")
    if packet != OUTSIDE:
        freeze_packet(packet=packet_to_file(application, packet), filed_on=step.dates["sent"], by=by)


def _carry_over(predecessor: Application, move: str) -> None:
    """The consequence where the law has one; a receipt after the printed date changes nothing."""
    predecessor.refresh_from_db()
    if predecessor.state not in MOVES[move].sources:
        return
    try:
        move_application(application=predecessor, move=move, by=None)
    except Invalid as refused:
        if refused.code not in ("not_received", "received"):
            raise


def keep_step(
    application: Application, *, move: str, before: Standing, after: Standing, step: Step, by: Any, role: str, proof: str = "", note: str = ""
) -> None:  # fmt: skip
    """Write the event, the row's fold and the audit event."""
    event = ApplicationEvent.objects.create(
        application=application, seq=application.events.count() + 1, move=move, role=role, from_state=before.state, to_state=after.state,
        dates={name: day.isoformat() for name, day in sorted(step.dates.items())}, granted_level=step.granted_level,
        sealed_proof=seal_text(application.student, proof) if proof else None, sealed_note=seal_text(application.student, note) if note else None,
        by=by.public_id if by is not None else "", at=now(),
    )  # fmt: skip
    failpoint("application.between")
    fold_into(application, after)
    facts = {"move": MOVES[move].title if move in MOVES else move, "application": application.public_id, **witness(event)}
    kind = "accreditation.application_moved" if role != SYSTEM else "accreditation.application_moved_by_clock"
    record_event(kind, by=by, subject_kind="person", subject_id=application.student, campus=application.campus, data=facts)


def fold_into(application: Application, standing: Standing) -> None:
    """The row says what its events say; the database refuses what cannot be."""
    application.state, application.granted_level = standing.state, standing.granted_level
    for name, column in COLUMNS.items():
        setattr(application, column, standing.dates.get(name))
    application.save(update_fields=["state", "granted_level", *COLUMNS.values()])
