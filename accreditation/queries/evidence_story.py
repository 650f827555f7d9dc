"""How a document came to its state: each step with who and when."""

from dataclasses import dataclass
from datetime import datetime

from accreditation.models import Evidence
from accreditation.queries.evidence import events_of
from lms.people.api import names_of


@dataclass(frozen=True)
class Step:
    """``by`` is a name, or empty for the system; ``why`` the rule by which it was removed."""

    label: str
    by: str
    at: datetime
    why: str


def story_of(evidence: Evidence) -> list[Step]:
    """Its steps, oldest first."""
    events = events_of(evidence)
    names = names_of({event.by for event in events if event.by})
    return [Step(event.get_kind_display(), names.get(event.by, ""), event.at, event.why) for event in events]
