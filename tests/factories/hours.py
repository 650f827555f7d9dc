"""Outside training, adjustments and batches of the small course's students, made through the real doors."""

from datetime import date
from typing import Any

from accreditation.actions.keep_outside_document import hold_document
from accreditation.actions.propose_adjustment import AdjustmentFacts, propose_adjustment
from accreditation.actions.propose_outage_credit import OutageFacts, propose_outage_credit
from accreditation.actions.record_outside_training import OutsideFacts, record_outside_training
from accreditation.models import Adjustment, HoursBatch, OutsideTraining
from lms.people.models import User
from tests.factories.uploads import pdf

COLUMNS = "email,training title,provider,track,first date,last date,minutes,mode,topics"


def outside_facts(**changes: Any) -> OutsideFacts:
    """Two hours of asylum law on one day; give fields to change."""
    facts: dict[str, Any] = {
        "title": "Asylum basics", "provider": "Legal Aid", "first_on": date(2026, 10, 5), "last_on": date(2026, 10, 5), "minutes": 120,
        "mode": "live_remote", "category": "law_contact", "description": "The one-year bar and its exceptions.",
    }  # fmt: skip
    facts.update(changes)
    facts.setdefault("topics", {"asylum": facts["minutes"]})
    return OutsideFacts(**facts)


def outside(
    enrollment: Any, by: User | None = None, *, document: bytes | None = None, version_of: OutsideTraining | None = None, **changes: Any
) -> OutsideTraining:
    """Entered by the student unless said, with a certificate where ``document`` is given."""
    person = by or enrollment.student
    held = hold_document(enrollment=enrollment, source=document, name="certificate.pdf", by=person)[0] if document else None
    return record_outside_training(enrollment=enrollment, facts=outside_facts(**changes), document=held, by=person, version_of=version_of)


def certificate(mark: str = "A") -> bytes:
    """A small PDF; another mark is another document."""
    return pdf(catalog=f"/Lang({mark})")


def adjustment(enrollment: Any, by: User, *, reason: str = "The clock of the room was wrong.", **changes: Any) -> Adjustment:
    facts: dict[str, Any] = {
        "title": "First session", "track": "law_and_skills", "category": "law_contact", "mode": "in_person", "occurred_on": date(2026, 10, 5), "minutes": 30,
    }  # fmt: skip
    facts.update(changes)
    facts.setdefault("topics", {"asylum": facts["minutes"]})
    return propose_adjustment(enrollment=enrollment, facts=AdjustmentFacts(**facts), reason=reason, by=by)


def outage_facts(**changes: Any) -> OutageFacts:
    facts: dict[str, Any] = {
        "title": "Evening without network", "track": "law_and_skills", "category": "law_contact", "mode": "in_person", "day": date(2026, 10, 5),
        "minutes": 60,
    }  # fmt: skip
    facts.update(changes)
    facts.setdefault("topics", {"asylum": facts["minutes"]})
    return OutageFacts(**facts)


def outage(cohort: Any, places: list[Any], by: User, **changes: Any) -> HoursBatch:
    chosen = [place.public_id for place in places]
    return propose_outage_credit(cohort=cohort, facts=outage_facts(**changes), chosen=chosen, reason="The network failed.", by=by)


def paper(*lines: str) -> bytes:
    """A list of hours with its heading."""
    return "\n".join([COLUMNS, *lines, ""]).encode()
