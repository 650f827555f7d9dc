"""Hours for many at once: who gets what, posted once, from paper all or nothing, and taken back whole."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.actions.decide_batch import approve_batch, decline_batch
from accreditation.actions.import_paper_hours import import_paper_hours
from accreditation.actions.post_batch import post_batch
from accreditation.actions.propose_batch_reversal import propose_batch_reversal
from accreditation.actions.propose_outage_credit import outage_shares
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import BatchLine, Entry, HoursBatch
from accreditation.queries.hours import minutes_by_track
from accreditation.queries.outside_record import rows_with_outside
from accreditation.tasks.hours import run_batch
from curriculum.api import put_enrollment
from curriculum.models import Cohort, Enrollment, LessonPage
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.people.models import User
from tests.accreditation.test_tasks import Run
from tests.factories.cohorts import student_of
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member
from tests.factories.hours import adjustment, outage, outage_facts, paper
from tests.factories.ledger import draft
from tests.factories.live import confirmed, entry_of, live_session, was_there

pytestmark = pytest.mark.django_db
LINE = "student@north.example,Fall course 2024,North Campus,law_and_skills,2026-09-14,2026-09-14,90,In person,asylum: 60; Ethics: 30"


@pytest.fixture
def places(tmp_path: Path, db: None) -> list[Enrollment]:
    load_course(tmp_path)
    first = enrolled_student()
    people = [student_of(first.cohort.campus, name) for name in ("bruno", "clara")]
    return [first, *(put_enrollment(student=person, cohort=first.cohort, since=TERM_BEGAN) for person in people)]


@pytest.fixture
def cohort(places: list[Enrollment]) -> Cohort:
    return places[0].cohort


@pytest.fixture
def emil(cohort: Cohort) -> User:
    return member("emil@north.example", "coordinator", cohort.campus)


@pytest.fixture
def mateo(cohort: Cohort) -> User:
    return member("mateo@north.example", "coordinator", cohort.campus)


def posted(batch: HoursBatch, by: User) -> HoursBatch:
    return post_batch(batch=approve_batch(batch=batch, by=by))


def entry_facts() -> list[tuple[str, int]]:
    return list(Entry.objects.order_by("pk").values_list("kind", "minutes"))


class TestOutage:
    def test_each_student_gets_one_entry_however_often_it_is_posted(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        batch = outage(cohort, places, emil)

        post_batch(batch=posted(batch, mateo))

        assert entry_facts() == [("credit", 60)] * 3
        assert set(Entry.objects.values_list("recorded_by", "approved_by")) == {(emil.public_id, mateo.public_id)}
        assert verify().ok

    def test_the_preview_says_who_gets_what_and_who_is_refused_why(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        day = {"occurred_from": date(2026, 10, 5), "occurred_to": date(2026, 10, 5)}
        append(draft(student=places[0].student.public_id, minutes=930, **day))
        posted(outage(cohort, [places[1]], emil, minutes=20), mateo)
        own = put_enrollment(student=emil, cohort=cohort, since=TERM_BEGAN)

        shares = {share.enrollment.pk: (share.minutes, share.refused) for share in outage_shares(
            cohort=cohort, facts=outage_facts(), chosen=[place.public_id for place in [*places, own]], by=emil
        )}  # fmt: skip

        assert shares[places[0].pk][1].startswith("On Oct 5, 2026, 15 h 30 min are credited already")
        assert shares[places[1].pk] == (40, "")
        assert shares[places[2].pk] == (60, "")
        assert shares[own.pk] == (0, "Nobody gives hours to themselves.")

    def test_the_preview_asks_the_same_queries_for_one_and_three(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        counts = []
        for number in (1, 3):
            with CaptureQueriesContext(connection) as queries:
                outage_shares(cohort=cohort, facts=outage_facts(), chosen=[place.public_id for place in places[:number]], by=emil)
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_a_session_credited_so_is_not_credited_again_by_its_sheet(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        session = live_session(cohort, emil)
        facts = {"about_kind": "live_session", "about": session.public_id, "minutes": 90, "day": date(2026, 10, 1)}
        posted(outage(cohort, places[:1], emil, **facts), mateo)
        for place in places[:2]:
            was_there(session, place, emil, 0, 90)

        confirmed(session, emil)

        assert entry_of(session, places[0]).evidence["kind"] == "batch"
        assert entry_of(session, places[1]).evidence["kind"] == "attendance"
        assert verify().ok

    def test_no_more_than_a_session_or_lesson_can_earn(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        session, lesson = live_session(cohort, emil), LessonPage.objects.get(slug="one")

        with pytest.raises(Invalid, match="90 min at most"):
            outage(cohort, places, emil, about_kind="live_session", about=session.public_id, minutes=91, day=date(2026, 10, 1))
        with pytest.raises(Invalid, match="15 min at most"):
            outage(cohort, places, emil, about_kind="lesson", about=lesson.public_id, minutes=16)
        with pytest.raises(Invalid, match="of this cohort"):
            outage(cohort, places, emil, about_kind="lesson", about="nothing")

    def test_a_day_outside_the_cohort_is_refused(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        with pytest.raises(Invalid, match="outside the cohort’s dates"):
            outage(cohort, places, emil, day=date(2026, 8, 1))

    def test_a_day_that_filled_meanwhile_is_named_and_nothing_else_is_lost(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        batch = outage(cohort, places, emil)
        day = {"occurred_from": date(2026, 10, 5), "occurred_to": date(2026, 10, 5)}
        append(draft(student=batch.lines.get(number=2).student, minutes=930, **day))
        approve_batch(batch=batch, by=mateo)

        result = run_batch(Run(mateo.public_id, {"batch": batch.public_id}))

        assert result["sentence"] == "2 lines of 3 posted. 1 line did not fit any more; the page says why."
        assert list(HoursBatch.objects.get().refused) == ["2"]

    def test_who_proposed_it_and_whose_hours_are_in_it_do_not_decide(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        put_enrollment(student=mateo, cohort=cohort, since=TERM_BEGAN)
        batch = outage(cohort, list(cohort.enrollments.all()), emil)

        with pytest.raises(Forbidden, match="second person"):
            approve_batch(batch=batch, by=emil)
        with pytest.raises(Forbidden, match="Your own hours"):
            approve_batch(batch=batch, by=mateo)
        with pytest.raises(Conflict, match="not approved"):
            post_batch(batch=batch)

    def test_a_declined_one_is_never_posted(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        batch = decline_batch(batch=outage(cohort, places, emil), answer="The network worked.", by=mateo)

        with pytest.raises(Conflict, match="declined"):
            approve_batch(batch=batch, by=mateo)


class TestTakingBack:
    def test_every_entry_that_stands_is_reversed_by_two_persons(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        batch = posted(outage(cohort, places, emil), mateo)

        back = propose_batch_reversal(batch=batch, reason="It was another day.", by=mateo)
        with pytest.raises(Conflict, match="proposed or done already"):
            propose_batch_reversal(batch=batch, reason="x", by=emil)
        post_batch(batch=posted(back, emil))

        assert entry_facts() == [("credit", 60)] * 3 + [("reversal", -60)] * 3
        assert set(Entry.objects.filter(kind="reversal").values_list("recorded_by", "approved_by")) == {(mateo.public_id, emil.public_id)}
        with pytest.raises(Conflict, match="stands any more"):
            propose_batch_reversal(batch=batch, reason="x", by=emil)
        assert verify().ok

    def test_what_was_never_posted_and_a_reversal_cannot_be_taken_back(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        with pytest.raises(Conflict, match="Only hours that were posted"):
            propose_batch_reversal(batch=outage(cohort, places, emil), reason="x", by=mateo)


class TestPaper:
    def brought(self, cohort: Cohort, by: User | None, *lines: str, dry_run: bool = False) -> HoursBatch | None:
        found = import_paper_hours(cohort=cohort, name="fall.csv", data=paper(*lines), reason="In the binder of 2024.", by=by, dry_run=dry_run)
        return found.batch

    def test_a_line_becomes_an_entry_that_names_file_and_line(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        batch = self.brought(cohort, emil, LINE)
        assert batch is not None
        posted(batch, mateo)

        entry = Entry.objects.get()
        assert (entry.minutes, entry.topics, entry.category, entry.title, entry.provider, entry.mode) == (
            90, {"asylum": 60, "ethics_upl": 30}, "law_contact", "Fall course 2024", "North Campus", "in_person",
        )  # fmt: skip
        assert (entry.evidence["kind"], entry.evidence["line"], entry.evidence["file_sha256"]) == ("paper", 2, batch.file_sha256)
        assert minutes_by_track([places[0]]) == {places[0].public_id: {"law_and_skills": 90}}
        assert verify().ok

    def test_a_line_without_a_track_is_a_training_of_its_own_in_the_record(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        batch = self.brought(cohort, emil, LINE.replace("law_and_skills", ""))
        assert batch is not None
        posted(batch, mateo)

        rows = [row.as_columns() for row in rows_with_outside([places[0]])]

        assert [(row["training"], row["provider"], row["track"], row["minutes"]) for row in rows] == [
            ("Small course", "North Campus", "Law and skills", 0), ("Fall course 2024", "North Campus", "Outside training, from paper", 90),
        ]  # fmt: skip

    def test_the_same_file_again_changes_nothing(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        first = self.brought(cohort, emil, LINE)

        again = import_paper_hours(cohort=cohort, name="other-name.csv", data=paper(LINE), reason="x", by=emil)

        assert (again.batch, again.created, HoursBatch.objects.count()) == (first, False, 1)

    def test_every_fault_is_named_by_its_line_and_nothing_is_kept(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        wrong = [
            LINE,
            LINE,
            LINE.replace("student@north", "nobody@north"),
            LINE.replace("2026-09-14,2026-09-14", "2199-01-01,2199-01-01"),
            LINE.replace("law_and_skills", "cooking").replace("Fall course", "Spring course"),
        ]

        with pytest.raises(Invalid) as refused:
            self.brought(cohort, emil, *wrong)

        assert [sentence.split(":")[0] for sentence in refused.value.sentences] == ["Line 3", "Line 4", "Line 5", "Line 6"]
        assert "is there already" in refused.value.sentences[0]
        assert not HoursBatch.objects.exists()

    def test_lines_of_one_day_are_held_together_against_sixteen_hours(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        long = LINE.replace(",90,", ",600,").replace("asylum: 60; Ethics: 30", "asylum")

        with pytest.raises(Invalid, match="Line 3: On Sept 14, 2026, 10 h are credited already"):
            self.brought(cohort, emil, long, long.replace("Fall course", "Spring course"))

    def test_nobody_brings_in_their_own_hours(self, cohort: Cohort, places: list[Enrollment]) -> None:
        with pytest.raises(Invalid, match="for themselves"):
            self.brought(cohort, places[0].student, LINE)

    def test_lines_are_never_changed(self, cohort: Cohort, places: list[Enrollment], emil: User) -> None:
        self.brought(cohort, emil, LINE)

        with pytest.raises(AppendOnlyViolation):
            BatchLine.objects.update(minutes=1)

    def test_a_changed_file_is_found(self, cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
        from lms.vault.api import StoredFile

        batch = self.brought(cohort, emil, LINE)
        assert batch is not None
        posted(batch, mateo)
        StoredFile.objects.filter(public_id=batch.file).update(sha256="0" * 64)

        bad = verify().first_bad

        assert bad is not None
        assert (bad.seq, bad.why) == (1, "The document this entry rests on cannot be read any more.")


class TestCommand:
    def test_it_says_what_would_happen_then_proposes_then_changes_nothing(
        self, cohort: Cohort, places: list[Enrollment], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "fall.csv"
        file.write_bytes(paper(LINE))

        call_command("import_paper_hours", str(file), cohort=cohort.slug, dry_run=True, as_json=True)
        call_command("import_paper_hours", str(file), cohort=cohort.slug)
        call_command("import_paper_hours", str(file), cohort=cohort.slug)

        said = capsys.readouterr().out.splitlines()
        assert json.loads(said[0]) == {
            "cohort": cohort.slug, "dry_run": True, "lines": 1, "students": 1, "minutes": 90, "created": False, "batch": None,
        }  # fmt: skip
        assert said[1:] == [
            "Proposed: 1 line, 1 student, 90 min. They count once a second person approves.",
            "This file was brought in before: 1 line, 1 student, 90 min. Nothing was changed.",
        ]
        assert HoursBatch.objects.get().proposed_by == "pathway"

    @pytest.mark.parametrize("text", ["", "email\nx@y.example\n", "not,a,heading"])
    def test_a_wrong_file_ends_in_a_sentence(self, cohort: Cohort, tmp_path: Path, text: str) -> None:
        file = tmp_path / "fall.csv"
        file.write_text(text)

        with pytest.raises(CommandError):
            call_command("import_paper_hours", str(file), cohort=cohort.slug)


def test_outage_about_a_lesson_leaves_the_rest_to_the_nominal_minutes(cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
    from accreditation.queries.attested import attested_minutes

    lesson = LessonPage.objects.get(slug="one")
    posted(outage(cohort, places[:1], emil, about_kind="lesson", about=lesson.public_id, minutes=10), mateo)

    assert attested_minutes(places[0].student.public_id, [places[0].public_id], lesson.public_id) == 10


def test_adjusting_and_crediting_again_under_one_title_gives_the_rest(cohort: Cohort, places: list[Enrollment], emil: User, mateo: User) -> None:
    from accreditation.actions.decide_adjustment import approve_adjustment

    approve_adjustment(adjustment=adjustment(places[0], emil, title="Evening without network", minutes=60), by=mateo)

    with pytest.raises(Invalid, match="Nobody is left"):
        outage(cohort, places[:1], emil)
