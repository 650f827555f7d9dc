"""Planning live sessions: one, or the program's whole series. Saying the same series again adds nothing."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from curriculum.models import Cohort, LiveSession, SessionKind, SessionMode, Topic
from curriculum.queries.live_sessions import Proposed, teachers_at
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict, Invalid

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)


@transaction.atomic
def plan_session(*, cohort: Cohort, by: Any, modules: Any = (), **facts: Any) -> LiveSession:
    """Plan one meeting. ``facts`` are the fields of ``LiveSession``. Raises ``Invalid`` for what cannot be held or would credit nothing."""
    require(by, "curriculum.teach_session", cohort)
    check_facts(cohort, facts)
    session = _kept(cohort, facts)
    session.modules.set(modules)
    record_event("curriculum.session_planned", by=by, **event_facts(session))
    return session


@transaction.atomic
def plan_series(*, cohort: Cohort, series: list[Proposed], mode: str, place: str, link: str, instructor: Any, by: Any) -> list[LiveSession]:
    """Plan what ``proposed_series`` showed; what the cohort has already is left as it is. Returns the new sessions."""
    planned = []
    for one in series:
        if one.is_there:
            continue
        facts = {"number": one.number, "title": one.title, "track": one.track, "kind": one.kind, "starts_at": one.starts_at, "ends_at": one.ends_at}
        place_facts = {"mode": mode, "place": place, "link": link, "instructor": instructor, "topics": one.topics}
        planned.append(plan_session(cohort=cohort, by=by, modules=one.modules, **facts, **place_facts))
    return planned


def check_facts(cohort: Cohort, facts: dict[str, Any]) -> None:
    """Raise ``Invalid`` with every sentence that keeps a session from being held."""
    faults = [*_faults_of_time(facts), *_faults_of_place(facts), *_faults_of_credit(cohort, facts)]
    if not facts["title"].strip():
        faults.append("Give the session a title.")
    if cohort.closed_at is not None:
        faults.append("The cohort is closed, so nothing more is held in it.")
    if facts.get("instructor") is not None and not teachers_at(cohort.campus).filter(pk=facts["instructor"].pk).exists():
        faults.append("The instructor does not teach on this campus.")
    if faults:
        raise Invalid(*faults)


def _faults_of_time(facts: dict[str, Any]) -> list[str]:
    lasts = facts["ends_at"] - facts["starts_at"]
    if lasts <= timedelta(0):
        return ["The session would end before it starts. Change one of the times."]
    return [] if SHORTEST <= lasts <= LONGEST else ["A session lasts from 5 minutes to 12 hours."]


def _faults_of_place(facts: dict[str, Any]) -> list[str]:
    faults = [] if facts["mode"] in SessionMode.values else ["Say whether it is in person, by video or both."]
    if not (facts.get("place") or facts.get("link")):
        faults.append("Say where it is: a place, a link, or both.")
    return faults


def _faults_of_credit(cohort: Cohort, facts: dict[str, Any]) -> list[str]:
    faults = []
    if not cohort.program.tracks.filter(slug=facts["track"]).exists():
        faults.append("The program has no such track.")
    if facts["kind"] not in SessionKind.values:
        faults.append("Say what kind of training it is.")
    topics = facts["topics"]
    known = set(Topic.objects.filter(slug__in=topics).values_list("slug", flat=True))
    if not topics or any(type(minutes) is not int or minutes < 1 for minutes in topics.values()):
        faults.append("Name at least one topic with its minutes, or a module: every credited minute counts under a topic.")
    faults += [f"There is no topic “{slug}”." for slug in sorted(topics.keys() - known)]
    return faults


def _kept(cohort: Cohort, facts: dict[str, Any]) -> LiveSession:
    try:
        with transaction.atomic():
            return LiveSession.objects.create(cohort=cohort, **facts)
    except IntegrityError:
        raise Conflict(f"The cohort holds session {facts.get('number')} of this track already. Change that one instead.", code="number_taken") from None


def event_facts(session: LiveSession, **more: Any) -> dict[str, Any]:
    """Who and what an event about ``session`` names."""
    data = {"title": session.heading, "cohort": session.cohort.name, **more}
    return {"subject_kind": "live_session", "subject_id": session.public_id, "campus": session.cohort.campus.slug, "data": data}
