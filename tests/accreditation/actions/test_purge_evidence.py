"""Removing documents after their time: which, on which day, what keeps them, and that a run cut off half-way ends the same."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accreditation.actions import purge_evidence as purging
from accreditation.actions.decide_evidence import reject_evidence, verify_evidence
from accreditation.actions.hold_documents import end_hold, place_hold
from accreditation.actions.purge_evidence import purge_evidence
from accreditation.actions.set_retention import set_retention
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.ledger.append import append
from accreditation.models import Evidence, EvidenceEvent, EvidenceText, LegalHold
from accreditation.queries.evidence import documents
from accreditation.queries.evidence_facts import evidence_of
from accreditation.queries.retention import Filed, due_documents, filing_sources
from accreditation.tasks.evidence import purge_daily, run_purge
from curriculum.models import Enrollment
from lms.audit.api import Event
from lms.core.errors import Forbidden, Invalid
from lms.jobs.models import Job
from lms.people.models import User
from lms.vault.api import StoredFile
from lms.vault.shelf import path_of
from tests.factories import uploads as make
from tests.factories.cohorts import freeze
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import answers, handed_in, organization, owner_of, owner_of_organization, paper
from tests.factories.ledger import draft

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 17, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the server's clock to noon of a campus day."""
    return lambda day: freeze(monkeypatch, at(day))


@pytest.fixture
def place(tmp_path: Path, clock: Any) -> Enrollment:
    clock(date(2026, 10, 1))
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


@pytest.fixture
def olga(place: Enrollment) -> User:
    return member("olga@north.example", "officer", place.cohort.campus)


@pytest.fixture(autouse=True)
def filings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Filed]:
    """A source of filings that exists only here: what became of each student's."""
    monkeypatch.setattr(filing_sources, "_items", {})
    known: dict[str, Filed] = {}
    filing_sources.register("tests", lambda students: {student: filed for student, filed in known.items() if student in students})
    return known


def leave(place: Enrollment) -> None:
    """The student is no longer in a cohort."""
    Enrollment.objects.filter(pk=place.pk).update(state="completed", ended_at=place.enrolled_at)


def removed(**how: Any) -> list[str]:
    return [one.evidence.public_id for one in purge_evidence(**how).removed]


def test_the_file_and_the_words_go_and_the_row_stays(place: Enrollment, clock: Any, django_capture_on_commit_callbacks: Any) -> None:
    evidence = handed_in(place, "recommendation_letter", writer="Rosa Diaz")
    file = StoredFile.objects.get()
    leave(place)
    clock(date(2028, 10, 1))
    assert removed() == []
    clock(date(2028, 10, 2))

    with django_capture_on_commit_callbacks(execute=True):
        assert removed() == [evidence.public_id]

    file.refresh_from_db()
    assert (bytes(file.wrapped_key), file.removed_at is not None, path_of(file.stored_as).exists()) == (b"", True, False)
    assert not EvidenceText.objects.exists()
    (document,) = documents(Evidence.objects.all())
    assert (document.state, document.facts, document.title) == ("purged", {}, "Recommendation letter")
    event = EvidenceEvent.objects.get(kind="purged")
    assert event.why.startswith("Kept until nothing was filed, and the last activity was on Oct 1, 2026; removable from Oct 2, 2028 on. House rule")
    assert Event.objects.get(kind="accreditation.evidence_purged").data["why"] == event.why
    assert evidence_of([place.student.public_id], date(2028, 10, 2))[place.student.public_id] == ()


def test_nothing_of_who_still_studies_goes(place: Enrollment, clock: Any) -> None:
    handed_in(place)
    clock(date(2040, 1, 1))

    assert removed() == []


@pytest.mark.parametrize("what", ["sign-in", "entry"])
def test_activity_of_any_sort_begins_the_time_anew(place: Enrollment, clock: Any, what: str) -> None:
    evidence = handed_in(place)
    leave(place)
    clock(date(2028, 9, 30))
    if what == "sign-in":
        User.objects.filter(pk=place.student.pk).update(last_login=at(date(2028, 9, 30)))
    else:
        append(draft(student=place.student.public_id, enrollment=place.public_id, campus="north"))
    clock(date(2028, 10, 2))
    assert removed() == []

    clock(date(2030, 10, 1))
    assert removed() == [evidence.public_id]


def test_what_was_filed_waits_for_the_decision_and_then_follows_its_kind(place: Enrollment, clock: Any, filings: dict[str, Filed]) -> None:
    student = place.student.public_id
    check, letter, form = (handed_in(place, kind).public_id for kind in ("background_check", "recommendation_letter", "signed_form"))
    leave(place)
    filings[student] = Filed()
    clock(date(2035, 1, 1))
    assert removed() == []

    filings[student] = Filed(decided_on=date(2027, 1, 10), status_ends_on=date(2030, 1, 10), has_status=True)
    seen = {}
    for day in (date(2027, 4, 10), date(2027, 4, 11), date(2028, 1, 11), date(2036, 1, 10), date(2036, 1, 11)):
        clock(day)
        seen[day] = removed()

    assert list(seen.values()) == [[], [check], [letter], [], [form]]


def test_a_proof_of_service_says_that_something_was_filed_where_nobody_else_does(place: Enrollment, clock: Any, emil: User, olga: User) -> None:
    handed_in(place)
    verify_evidence(evidence=handed_in(place, "proof_of_service", by=emil), by=olga)
    leave(place)
    clock(date(2040, 1, 1))

    assert removed() == []


def test_what_a_student_took_back_goes_after_thirty_days_even_while_they_study(place: Enrollment, clock: Any) -> None:
    evidence = handed_in(place)
    withdraw_evidence(evidence=evidence, by=place.student)
    clock(date(2026, 10, 31))
    assert removed() == []
    clock(date(2026, 11, 1))

    assert removed() == [evidence.public_id]


def test_a_reason_for_not_accepting_goes_with_the_document(place: Enrollment, clock: Any, emil: User) -> None:
    reject_evidence(evidence=handed_in(place), reason="Not yours.", by=emil)
    leave(place)
    clock(date(2028, 10, 2))
    assert EvidenceText.objects.count() == 2

    assert len(removed()) == 1
    assert EvidenceText.objects.count() == 0


def test_a_file_that_another_document_rests_on_stays(place: Enrollment, clock: Any) -> None:
    data = make.pdf()
    first = handed_in(place, file=paper(data=data))
    withdraw_evidence(evidence=first, by=place.student)
    handed_in(place, file=paper(data=data))
    clock(date(2026, 11, 1))

    assert removed() == [first.public_id]
    assert StoredFile.objects.get().removed_at is None


class TestLegalHold:
    def test_keeps_everything_until_another_person_ends_it(self, place: Enrollment, clock: Any, emil: User, olga: User) -> None:
        evidence = handed_in(place)
        leave(place)
        hold = place_hold(owner=owner_of(place), reason="A complaint is pending.", by=emil)
        clock(date(2040, 1, 1))
        run = purge_evidence()
        assert (run.removed, [one.evidence.public_id for one in run.held]) == ([], [evidence.public_id])

        with pytest.raises(Forbidden, match="A second person ends a hold"):
            end_hold(hold=hold, by=emil)
        end_hold(hold=hold, by=olga)
        end_hold(hold=hold, by=olga)

        assert removed() == [evidence.public_id]
        assert [one.kind for one in Event.objects.filter(kind__startswith="accreditation.hold")] == ["accreditation.hold_placed", "accreditation.hold_ended"]

    def test_on_an_organization_keeps_what_its_students_handed_in(self, place: Enrollment, clock: Any, emil: User) -> None:
        harbor = organization(place.cohort.campus)
        handed_in(place)
        leave(place)
        place_hold(owner=owner_of_organization(harbor), reason="A subpoena.", by=emil)
        clock(date(2040, 1, 1))

        assert removed() == []

    def test_placed_while_a_run_is_under_way_is_honored(self, place: Enrollment, clock: Any, emil: User, monkeypatch: pytest.MonkeyPatch) -> None:
        handed_in(place)
        leave(place)
        clock(date(2040, 1, 1))
        due = due_documents()
        monkeypatch.setattr(purging, "due_documents", lambda kept=None: due if kept is None else due_documents(kept))
        place_hold(owner=owner_of(place), reason="A complaint.", by=emil)

        assert removed() == []

    def test_says_why_and_is_ended_by_another_in_the_database_too(self, place: Enrollment, emil: User) -> None:
        with pytest.raises(Invalid):
            place_hold(owner=owner_of(place), reason=" ", by=emil)
        hold = place_hold(owner=owner_of(place), reason="A complaint.", by=emil)
        assert b"complaint" not in bytes(hold.sealed_reason)

        for ended_by, ended_at in ((emil.public_id, hold.placed_at), (place.student.public_id, hold.placed_at), ("x", None)):
            with pytest.raises(IntegrityError), transaction.atomic():
                LegalHold.objects.filter(pk=hold.pk).update(ended_by=ended_by, ended_at=ended_at)


class TestAnOrganizationsOwnTime:
    def test_is_longer_and_the_longest_of_several_counts(self, place: Enrollment, clock: Any, olga: User, filings: dict[str, Filed]) -> None:
        evidence = handed_in(place)
        leave(place)
        filings[place.student.public_id] = Filed(decided_on=date(2027, 1, 10))
        for name, months in (("Harbor Legal Aid", 24), ("Bay Legal Aid", 18)):
            owner = organization(place.cohort.campus, name=name)
            set_retention(organization=owner, kind="resume", months=months, reason="Our funder asks it.", by=olga)

        clock(date(2029, 1, 10))
        assert removed() == []
        clock(date(2029, 1, 11))
        assert removed() == [evidence.public_id]

    def test_goes_back_to_the_rule(self, place: Enrollment, clock: Any, olga: User, filings: dict[str, Filed]) -> None:
        evidence = handed_in(place)
        leave(place)
        filings[place.student.public_id] = Filed(decided_on=date(2027, 1, 10))
        harbor = organization(place.cohort.campus)
        for months in (24, None):
            set_retention(organization=harbor, kind="resume", months=months, reason="Our funder asks it.", by=olga)
        clock(date(2028, 1, 11))

        assert removed() == [evidence.public_id]

    @pytest.mark.parametrize(
        ("kind", "months", "reason", "sentence"),
        [
            ("signed_form", 71, "Less paper.", "may be kept longer than 72 months, not shorter"),
            ("resume", 0, "x", "from 1 to 600"),
            ("resume", 12, " ", "Say why"),
            ("passport", 12, "x", "no such kind"),
        ],
    )
    def test_is_not_just_anything(self, place: Enrollment, olga: User, kind: str, months: int, reason: str, sentence: str) -> None:
        with pytest.raises(Invalid, match=sentence):
            set_retention(organization=organization(place.cohort.campus), kind=kind, months=months, reason=reason, by=olga)

    def test_is_set_by_the_officer_and_not_by_coordinators(self, place: Enrollment, emil: User) -> None:
        with pytest.raises(Forbidden):
            set_retention(organization=organization(place.cohort.campus), kind="resume", months=12, reason="x", by=emil)


def test_an_organizations_replaced_notice_is_kept_for_six_years(place: Enrollment, clock: Any, emil: User, olga: User) -> None:
    owner = owner_of_organization(organization(place.cohort.campus))
    old, _new = (submit_evidence(kind="recognition_notice", owner=owner, typed=answers("recognition_notice"), file=paper(), by=emil).evidence for _ in range(2))
    clock(date(2032, 10, 1))
    assert removed() == []
    clock(date(2032, 10, 2))

    assert removed() == [old.public_id]


class Killed(BaseException):
    """What a process that was killed leaves: a transaction that never ended."""


def test_a_run_that_is_cut_off_removes_whole_documents_and_the_next_does_the_rest(place: Enrollment, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ("resume", "role_letter", "recommendation_letter", "last_approval")
    everything = [handed_in(place, kind).public_id for kind in kinds]
    leave(place)
    clock(date(2028, 10, 2))
    passages = iter(range(10))

    def killed(name: str) -> None:
        if next(passages) == 2:
            raise Killed

    monkeypatch.setattr(purging, "failpoint", killed)
    with pytest.raises(Killed):
        purge_evidence()
    halfway = [one.state for one in documents(Evidence.objects.all())]
    assert halfway == ["purged", "purged", "submitted", "submitted"]

    monkeypatch.setattr(purging, "failpoint", lambda name: None)
    purge_evidence()

    events = list(EvidenceEvent.objects.filter(kind="purged").values_list("evidence__public_id", flat=True))
    assert sorted(events) == sorted(everything)
    assert Event.objects.filter(kind="accreditation.evidence_purged").count() == len(kinds)
    assert (EvidenceText.objects.count(), StoredFile.objects.filter(removed_at__isnull=True).count()) == (0, 0)
    assert removed() == []


def test_the_command_says_what_it_would_remove_and_removes_nothing(place: Enrollment, clock: Any, emil: User) -> None:
    evidence = handed_in(place)
    leave(place)
    clock(date(2028, 10, 2))

    told = json.loads(output("--dry-run", "--json"))

    (one,) = told.pop("removed")
    assert told == {"dry_run": True, "held": [], "packets": {"removed": [], "held": []}}
    assert (one["evidence"], one["kind"], one["student"], one["first_day"]) == (evidence.public_id, "resume", place.student.public_id, "2028-10-02")
    assert not EvidenceEvent.objects.filter(kind="purged").exists()
    assert output().splitlines()[-1] == "1 document removed; 0 due, and kept by a hold."
    assert place.student.legal_last_name not in output("--json")


def output(*arguments: str) -> str:
    out = StringIO()
    call_command("purge_evidence", *arguments, stdout=out)
    return out.getvalue()


def test_the_daily_sweep_is_one_job_and_says_what_it_did(place: Enrollment, clock: Any) -> None:
    handed_in(place)
    leave(place)
    clock(date(2028, 10, 2))

    purge_daily()
    purge_daily()

    assert Job.objects.filter(kind="accreditation.purge_evidence").count() == 1
    assert run_purge(Job.objects.get(kind="accreditation.purge_evidence")) == {  # type: ignore[arg-type]  the fields a run is given
        "sentence": "1 document removed after their time; 0 due, and kept by a hold."
    }


def test_three_documents_cost_as_many_queries_as_one(place: Enrollment, clock: Any) -> None:
    handed_in(place)
    with CaptureQueriesContext(connection) as one:
        due_documents()
    for kind in ("role_letter", "recommendation_letter"):
        handed_in(place, kind)
    with CaptureQueriesContext(connection) as three:
        due_documents()

    assert len(three) == len(one)
