"""Reading the log."""

from django.db.models import QuerySet

from lms.audit.kinds import event_kinds
from lms.audit.models import Disclosure, Event


class _Absent(dict):
    def __missing__(self, key: str) -> str:
        return "…"


def events_about(subject_kind: str, subject_id: str) -> QuerySet[Event]:
    """What happened to one subject, oldest first."""
    return Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id)


def disclosures_of(owner: str) -> QuerySet[Disclosure]:
    """Who saw this person's record, newest first."""
    return Disclosure.objects.filter(owner=owner).order_by("-pk")


def sentence_of(event: Event) -> str:
    """The event in words."""
    facts = _Absent(event.data, actor=event.actor_label or "Pathway", subject=event.subject_id)
    return event_kinds.get(event.kind).format_map(facts)
