"""Telling people about proposals of hours: who may decide, then who proposed and whose hours they are. Letters hold neither figures nor reasons."""

from collections.abc import Iterable
from typing import Any

from accreditation.models.two_persons import TwoPersonModel
from accreditation.rules.records import DECIDERS
from lms.notices.api import notify
from lms.people.api import User, administrators, campus_called, holders_of, person_called

PROPOSED, DECIDED = "accreditation.hours_proposed", "accreditation.hours_decided"


def people_of_campus(slug: str, but: Iterable[str]) -> list[User]:
    """Everybody of the campus who may decide about hours, or else who looks after all of them."""
    concerned, campus = list(but), campus_called(slug)
    deciders = list(holders_of(campus.pk, *DECIDERS).exclude(public_id__in=concerned)) if campus else []
    return deciders or list(administrators().exclude(public_id__in=concerned))


def tell_hours_proposed(proposal: TwoPersonModel, subject_line: str, url: str) -> None:
    """A second person is wanted."""
    for person in people_of_campus(proposal.campus, proposal.never_decided_by):
        text = "A second person decides; you may be that person."
        notify(person, PROPOSED, subject_line=subject_line, text=text, url=url, key=f"hours-proposed:{proposal.public_id}")


def tell_hours_decided(proposal: TwoPersonModel, subject_line: str, text: str, urls: dict[str, str]) -> None:
    """The word on it, to each of ``urls``: public ids of people with the page that is theirs. Who is gone is told nothing."""
    for public_id, url in urls.items():
        person = person_called(public_id)
        if person is not None and public_id != proposal.decided_by:
            notify(person, DECIDED, subject_line=subject_line, text=text, url=url, key=f"hours-decided:{proposal.public_id}")


def hours_event(proposal: Any, **data: Any) -> dict[str, Any]:
    """Where an audit event about a proposal belongs."""
    kind, subject = ("person", proposal.student) if hasattr(proposal, "student") else ("cohort", proposal.cohort)
    return {"subject_kind": kind, "subject_id": subject, "campus": proposal.campus, "data": {"proposal": proposal.public_id, **data}}
