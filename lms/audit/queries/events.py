"""Reading the log."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lms.audit.kinds import event_kinds
from lms.audit.models import Disclosure, Event


class _Known(dict[str, str]):
    """Facts for a sentence; one that an old event lacks shows as “…”."""

    def __missing__(self, key: str) -> str:
        return "…"


def events_about(subject_kind: str, subject_id: str) -> QuerySet[Event]:
    """What happened to one subject, oldest first."""
    return Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id)


def disclosures_of(*owners: str) -> QuerySet[Disclosure]:
    """Who saw this person's record, newest first; under every public id they have."""
    return Disclosure.objects.filter(owner__in=owners).order_by("-pk")


def disclosures_to(viewers: Iterable[str]) -> QuerySet[Disclosure]:
    """What these viewers (public ids, of people or of what stands for them) saw, newest first."""
    return Disclosure.objects.filter(viewer__in=list(viewers)).order_by("-pk")


def sentence_of(event: Event) -> str:
    """The event in words. A kind that no app registers any more is named by its key, so old events can always be read."""
    who = event.actor_label or event.actor or "Pathway"
    if event.kind not in event_kinds:
        return f"{who}: {event.kind}"
    facts = {name: str(value) for name, value in event.data.items()}
    return event_kinds.get(event.kind).sentence.format_map(_Known({**facts, "actor": who, "subject": event.subject_id}))
