"""Writing down what happened, in the transaction in which it happened."""

from typing import Any

from lms.audit.kinds import event_kinds
from lms.audit.models import Event
from lms.core.clock import now


def record_event(kind: str, *, by: Any, subject_kind: str = "", subject_id: str = "", campus: str = "", data: dict[str, Any] | None = None) -> Event:
    """Record an event of a registered kind; raises ``UnknownKind``. ``by`` is a person, a public id, or ``None`` for the system."""
    event_kinds.get(kind)
    return Event.objects.create(
        at=now(),
        kind=kind,
        actor=by if isinstance(by, str) else getattr(by, "public_id", ""),
        actor_label=getattr(by, "display_name", ""),
        subject_kind=subject_kind,
        subject_id=subject_id,
        campus=campus,
        data=data or {},
    )
