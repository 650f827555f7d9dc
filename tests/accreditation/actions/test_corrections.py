"""Correcting an entry: two people, one reversal, one replacement, and totals that add up."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accreditation.actions.decide_correction import approve_correction, decline_correction
from accreditation.actions.propose_correction import propose_correction
from accreditation.ledger.append import append
from accreditation.ledger.reverse import reverse
from accreditation.ledger.verify import verify
from accreditation.models import Certificate, Correction, Entry
from accreditation.queries.certificates import certificates_of, status_of
from accreditation.queries.hours import fold_by_track, reason_of
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Campus, User
from lms.vault.api import seal_text
from tests.factories.course import member
from tests.factories.ledger import draft

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def campus(db: None) -> Campus:
    return Campus.objects.create(slug="north", name="North Campus", time_zone="America/New_York")


@pytest.fixture
def emil(campus: Campus) -> User:
    return member("emil@north.example", "coordinator", campus)


@pytest.fixture
def mateo(campus: Campus) -> User:
    return member("mateo@north.example", "coordinator", campus)


@pytest.fixture
def entry(db: None) -> Entry:
    return append(draft(campus="north", topics={"asylum": 10, "ethics_upl": 20})).entry


def proposed(entry: Entry, by: User, **changes: Any) -> Correction:
    facts = {"minutes": 12, "category": entry.category, "topic": "", "reason": "The page stayed open over lunch."} | changes
    return propose_correction(entry=entry, by=by, **facts)


def ledger(student: str = "student-1") -> list[tuple[int, str, int]]:
    return [(entry.seq, entry.kind, entry.minutes) for entry in Entry.objects.filter(student=student).order_by("seq")]


class TestApproved:
    def test_the_entry_is_reversed_and_replaced(self, entry: Entry, emil: User, mateo: User) -> None:
        correction = approve_correction(correction=proposed(entry, emil), by=mateo)

        replacement = Entry.objects.get(seq=3)
        assert correction.state == "approved"
        assert ledger() == [(1, "credit", 30), (2, "reversal", -30), (3, "adjustment", 12)]
        assert replacement.topics == {"asylum": 4, "ethics_upl": 8}
        assert (replacement.recorded_by, replacement.approved_by) == (emil.public_id, mateo.public_id)
        assert replacement.evidence == {"kind": "correction", "corrects": 1, "corrects_hash": entry.hash}
        assert reason_of(replacement) == "The page stayed open over lunch."
        assert verify().ok

    def test_kind_of_training_and_topic_can_be_corrected(self, entry: Entry, emil: User, mateo: User) -> None:
        approve_correction(correction=proposed(entry, emil, minutes=30, category="skills", topic="interviewing"), by=mateo)

        fold = fold_by_track(Entry.objects.all())["enrollment-1", "law_and_skills"]
        assert (fold.by_category, fold.by_topic) == ({"skills": 30}, {"interviewing": 30})

    def test_nothing_may_be_left(self, entry: Entry, emil: User, mateo: User) -> None:
        approve_correction(correction=proposed(entry, emil, minutes=0), by=mateo)

        assert ledger() == [(1, "credit", 30), (2, "reversal", -30)]

    def test_approving_twice_changes_nothing(self, entry: Entry, emil: User, mateo: User) -> None:
        correction = proposed(entry, emil)
        approve_correction(correction=correction, by=mateo)

        approve_correction(correction=correction, by=mateo)

        assert len(ledger()) == 3

    def test_a_replacement_can_be_corrected_again(self, entry: Entry, emil: User, mateo: User) -> None:
        approve_correction(correction=proposed(entry, emil), by=mateo)

        approve_correction(correction=proposed(Entry.objects.get(seq=3), mateo, minutes=20), by=emil)

        assert ledger()[3:] == [(4, "reversal", -12), (5, "adjustment", 20)]
        assert verify().ok

    def test_a_certificate_that_rests_on_it_is_flagged(self, entry: Entry, emil: User, mateo: User) -> None:
        for number, entries in enumerate([[[1, entry.hash]], [[7, "0" * 64]]]):
            Certificate.objects.create(
                code=f"{number}" * 32, number=f"PW-{number}", student="student-1", enrollment=f"e{number}", campus="north", track="law_and_skills", facts={},
                entries=entries, ledger_seq=1, ledger_hash="0" * 64, pdf=b"", pdf_sha256="", issued_at=timezone.now(), issued_by="x",
            )  # fmt: skip

        approve_correction(correction=proposed(entry, emil), by=mateo)

        assert [status_of(certificate) for certificate in certificates_of(["student-1"])] == ["flagged", "valid"]


class TestRefused:
    def test_who_proposed_it_does_not_approve_it(self, entry: Entry, emil: User) -> None:
        correction = proposed(entry, emil)

        with pytest.raises(Forbidden):
            approve_correction(correction=correction, by=emil)

        assert len(ledger()) == 1

    def test_nobody_corrects_or_approves_their_own_hours(self, emil: User, mateo: User) -> None:
        own = append(draft(student=emil.public_id, campus="north")).entry

        with pytest.raises(Forbidden):
            proposed(own, emil)
        with pytest.raises(Forbidden):
            approve_correction(correction=proposed(own, mateo), by=emil)

    def test_an_entry_has_one_correction_waiting(self, entry: Entry, emil: User, mateo: User) -> None:
        proposed(entry, emil)

        with pytest.raises(Conflict, match="waits for approval already"):
            proposed(entry, mateo, minutes=5)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"minutes": 30}, "what the entry says already"),
            ({"minutes": -1}, "from 0 to 1,440"),
            ({"minutes": 1441}, "from 0 to 1,440"),
            ({"category": "lunch"}, "not a kind of training"),
            ({"reason": "  "}, "Say why"),
        ],
    )
    def test_what_says_nothing_new_is_refused(self, entry: Entry, emil: User, changes: dict[str, Any], sentence: str) -> None:
        with pytest.raises(Invalid, match=sentence):
            proposed(entry, emil, **changes)

    def test_a_reversed_entry_and_a_reversal_cannot_be_corrected(self, entry: Entry, emil: User, mateo: User) -> None:
        reversal = reverse(student="student-1", seq=1, recorded_by=emil.public_id, approved_by=mateo.public_id, reason="x").entry

        with pytest.raises(Conflict, match="reversed already"):
            proposed(entry, emil)
        with pytest.raises(Conflict, match="A reversal cannot be corrected"):
            proposed(reversal, emil)

    def test_an_entry_reversed_meanwhile_is_not_reversed_again(self, entry: Entry, emil: User, mateo: User) -> None:
        correction = proposed(entry, emil)
        reverse(student="student-1", seq=1, recorded_by=emil.public_id, approved_by=mateo.public_id, reason="x")

        with pytest.raises(Conflict, match="reversed meanwhile"):
            approve_correction(correction=correction, by=mateo)

        assert len(ledger()) == 2

    def test_a_declined_one_stays_declined_and_leaves_the_entry(self, entry: Entry, emil: User, mateo: User) -> None:
        correction = decline_correction(correction=proposed(entry, emil), answer="The log shows her reading.", by=mateo)

        with pytest.raises(Conflict, match="declined"):
            approve_correction(correction=correction, by=mateo)
        assert (correction.state, ledger()) == ("declined", [(1, "credit", 30)])

    def test_declining_needs_an_answer(self, entry: Entry, emil: User, mateo: User) -> None:
        with pytest.raises(Invalid, match="Say why"):
            decline_correction(correction=proposed(entry, emil), answer=" ", by=mateo)


@pytest.mark.parametrize(
    "facts",
    [
        {"proposed_by": "s"},
        {"state": "approved"},
        {"state": "approved", "decided_by": "p", "decided_at": timezone.now()},
        {"state": "approved", "decided_by": "s", "decided_at": timezone.now()},
        {"decided_by": "other"},
        {"state": "lost", "decided_by": "other", "decided_at": timezone.now()},
    ],
)
def test_the_database_holds_who_decides(db: None, facts: dict[str, Any]) -> None:
    row = {
        "student": "s",
        "enrollment": "e",
        "campus": "north",
        "seq": 1,
        "minutes": 1,
        "category": "skills",
        "proposed_by": "p",
        "proposed_at": timezone.now(),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(**(row | facts), sealed_reason=seal_text("s", "why"))


class TestTotals(TestCase):
    """Totals after a correction are those before, less the old entry, plus the new one: by kind and by topic too."""

    @given(
        old=st.dictionaries(st.sampled_from(["asylum", "ethics_upl", "detention"]), st.integers(1, 90), min_size=1),
        minutes=st.integers(0, 300),
        category=st.sampled_from(["law_self_study", "skills"]),
        topic=st.sampled_from(["", "asylum", "interviewing"]),
    )
    def test_totals_change_by_the_difference(self, old: dict[str, int], minutes: int, category: str, topic: str) -> None:
        people = [User(email=f"{name}@north.example") for name in ("emil", "mateo")]
        append(draft(idempotency=("other",), source_id="lesson-2", minutes=40, topics={"asylum": 40}))
        entry = append(draft(minutes=sum(old.values()), topics=old)).entry
        before = fold_by_track(Entry.objects.all())["enrollment-1", "law_and_skills"]
        try:
            correction = propose_correction(entry=entry, minutes=minutes, category=category, topic=topic, reason="x", by=people[0])
        except Invalid:
            assert (minutes, category) == (entry.minutes, entry.category)
            return

        approve_correction(correction=correction, by=people[1])

        after = fold_by_track(Entry.objects.all())["enrollment-1", "law_and_skills"]
        assert after.minutes == before.minutes - entry.minutes + minutes
        assert sum(after.by_topic.values()) == sum(after.by_category.values()) == after.minutes
        for slug in {*before.by_topic, *after.by_topic}:
            assert after.by_topic.get(slug, 0) == before.by_topic.get(slug, 0) - old.get(slug, 0) + correction.topics.get(slug, 0)
        assert verify().ok
