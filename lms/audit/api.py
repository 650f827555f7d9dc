"""The door of lms.audit for other apps."""

from lms.audit.actions.record_disclosure import record_disclosure, record_disclosures
from lms.audit.actions.record_event import record_event
from lms.audit.kinds import event_kinds, register_event_kind
from lms.audit.models import Disclosure, Event
from lms.audit.queries.events import disclosures_of, disclosures_to, events_about, sentence_of

__all__ = [
    "Disclosure", "Event", "disclosures_of", "disclosures_to", "event_kinds", "events_about", "record_disclosure", "record_disclosures",
    "record_event", "register_event_kind", "sentence_of",
]  # fmt: skip
