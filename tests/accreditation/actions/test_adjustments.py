"""Adjustments: minutes added or taken by two persons, never more than the day or the track has room for."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accreditation.actions.decide_adjustment import approve_adjustment, decline_adjustment
from accreditation.ledger.verify import verify
from accreditation.models import Adjustment, Entry
from accreditation.queries.hours import reason_of
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.hours import adjustment

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def mateo(enrollment: Enrollment) -> User:
    return member("mateo@north.example", "coordinator", enrollment.cohort.campus)


def test_approved_it_is_one_entry_of_the_track_with_its_reason(enrollment: Enrollment, emil: User, mateo: User) -> None:
    one = adjustment(enrollment, emil)

    approve_adjustment(adjustment=one, by=mateo)
    approve_adjustment(adjustment=one, by=mateo)

    entry = Entry.objects.get()
    assert (entry.kind, entry.source_kind, entry.minutes, entry.track, entry.recorded_by, entry.approved_by) == (
        "adjustment", "adjustment", 30, "law_and_skills", emil.public_id, mateo.public_id,
    )  # fmt: skip
    assert reason_of(entry) == "The clock of the room was wrong."
    assert verify().ok


def test_taking_away_posts_negative_minutes_and_topics(enrollment: Enrollment, emil: User, mateo: User) -> None:
    approve_adjustment(adjustment=adjustment(enrollment, emil), by=mateo)

    approve_adjustment(adjustment=adjustment(enrollment, emil, minutes=-10), by=mateo)

    assert list(Entry.objects.values_list("minutes", "topics")) == [(30, {"asylum": 30}), (-10, {"asylum": -10})]


def test_no_more_is_taken_than_the_track_and_the_topic_have(enrollment: Enrollment, emil: User, mateo: User) -> None:
    approve_adjustment(adjustment=adjustment(enrollment, emil), by=mateo)

    with pytest.raises(Invalid, match="has 30 min, so 31 min cannot be taken"):
        adjustment(enrollment, emil, minutes=-31)
    with pytest.raises(Invalid, match="cannot go below nothing: Ethics has 0 min"):
        adjustment(enrollment, emil, minutes=-10, topics={"ethics_upl": -10})


def test_two_that_wait_do_not_take_the_same_minutes_twice(enrollment: Enrollment, emil: User, mateo: User) -> None:
    approve_adjustment(adjustment=adjustment(enrollment, emil), by=mateo)
    first, second = adjustment(enrollment, emil, minutes=-20), adjustment(enrollment, emil, minutes=-20)
    approve_adjustment(adjustment=first, by=mateo)

    with pytest.raises(Invalid, match="has 10 min"):
        approve_adjustment(adjustment=second, by=mateo)


def test_two_persons_and_neither_is_the_student(enrollment: Enrollment, emil: User, mateo: User) -> None:
    with pytest.raises(Forbidden):
        adjustment(enrollment, enrollment.student)
    one = adjustment(enrollment, emil)

    for person in (emil, enrollment.student):
        with pytest.raises(Forbidden, match="second person"):
            approve_adjustment(adjustment=one, by=person)
    with pytest.raises(Invalid, match="Say why"):
        decline_adjustment(adjustment=one, answer="", by=mateo)
    decline_adjustment(adjustment=one, answer="The sheet has it.", by=mateo)
    with pytest.raises(Conflict, match="declined"):
        approve_adjustment(adjustment=one, by=mateo)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": 1441}, "1 to 1,440"),
        ({"track": "none"}, "no such track"),
        ({"category": "lunch"}, "kind of training"),
        ({"title": ""}, "what the minutes are for"),
        ({"reason": " "}, "Say why"),
        ({"minutes": 30, "topics": {"asylum": -30}}, "at least 1 minute"),
        ({"minutes": 1000}, "a day has room for 16 h"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(enrollment: Enrollment, emil: User, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        adjustment(enrollment, emil, **changes)


@pytest.mark.parametrize(
    "facts",
    [
        {"proposed_by": "s"},
        {"minutes": 0},
        {"state": "approved", "decided_by": "p", "decided_at": timezone.now(), "entry_seq": 1},
        {"state": "approved", "decided_by": "s", "decided_at": timezone.now(), "entry_seq": 1},
        {"state": "approved", "decided_by": "o", "decided_at": timezone.now()},
        {"state": "withdrawn", "decided_by": "o", "decided_at": timezone.now()},
    ],
)
def test_the_database_holds_the_two_persons(db: None, facts: dict[str, Any]) -> None:
    row = {
        "student": "s", "enrollment": "e", "campus": "north", "track": "t", "category": "skills", "mode": "hybrid", "title": "x", "minutes": 5,
        "topics": {"asylum": 5}, "occurred_on": timezone.now().date(), "sealed_reason": b"x", "proposed_by": "p", "proposed_at": timezone.now(),
    }  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.create(**(row | facts))
