"""Writing down what happened, in the transaction in which it happened."""

from typing import Any

from lms.audit.kinds import event_kinds
from lms.audit.models import Event
from lms.core.clock import now


def record_event(kind: str, *, by: Any, subject_kind: str = "", subject_id: str = "", campus: str = "", data: dict[str, Any] | None = None) -> Event:
    """Record an event of a registered kind. ``by`` is a person, a public id, or ``None`` for the system.

    Raises ``UnknownKind``, and ``ValueError`` when ``data`` lacks a fact that the kind's sentence names: a
    log whose sentences have holes is worth nothing years later.
    """
    facts = data or {}
    missing = event_kinds.get(kind).needs - facts.keys()
    if missing:
        raise ValueError(f"An event of the kind “{kind}” also needs: {', '.join(sorted(missing))}.")
    return Event.objects.create(
        at=now(),
        kind=kind,
        actor=by if isinstance(by, str) else getattr(by, "public_id", ""),
        actor_label=getattr(by, "display_name", "")[:200],
        subject_kind=subject_kind,
        subject_id=subject_id,
        campus=campus,
        data=facts,
    )
