"""The coordinator's board: filters in its address, saved views, the window beside it, reminders, approvals of several, and charts."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.actions.approve_several import CHANGED
from accreditation.actions.decide_evidence import reject_evidence
from accreditation.actions.evidence_steps import QUICKER
from accreditation.models import BoardReminder, BoardView, Evidence, OutsideTraining, PlaceSummary
from accreditation.queries.board_filters import BoardFilters, board_filters
from accreditation.queries.waiting_items import waiting_in
from curriculum.models import Enrollment
from lms.audit.models import Disclosure
from lms.core.clock import now
from lms.jobs.api import run_due
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.cohorts import coordinator_of
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.evidence import handed_in
from tests.factories.hours import outside
from tests.factories.ledger import append_hours

pytestmark = [pytest.mark.django_db, pytest.mark.services]
BOARD = "/cohorts/north-fall/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return coordinator_of(enrollment.cohort.campus)


@pytest.fixture
def browser(emil: User) -> Client:
    return signed_in(emil)


def named(first: str, last: str) -> Enrollment:
    place = enrolled_student(email=f"{first}.{last}@north.example".lower())
    place.student.legal_first_name, place.student.legal_last_name = first, last
    place.student.save()
    return place


def names_on(browser: Client, query: str = "") -> list[str]:
    lines = browser.get(f"{BOARD}?{query}").context["board"].lines
    return [line.summary.legal_name for line in lines]


class TestTheList:
    def test_a_row_says_readiness_hours_and_who_takes_the_next_step(self, enrollment: Enrollment, browser: Client) -> None:
        append_hours(enrollment, 12)

        page = browser.get(BOARD)

        (line,) = page.context["board"].lines
        assert (line.summary.minutes, line.first_missing, line.note.split(";")[0]) == (12, "Program completed", "The student")
        assert f"{line.summary.met} of {line.summary.asked}" in page.text
        assert "12 min" in page.text

    def test_the_address_narrows_and_orders(self, enrollment: Enrollment, browser: Client) -> None:
        bea, carl = named("Bea", "Brown"), named("Carl", "Cole")
        append_hours(bea, 20)
        append_hours(carl, 3)
        handed_in(carl)

        assert names_on(browser, "sort=name") == ["Ana Alvarez", "Bea Brown", "Carl Cole"]
        assert names_on(browser, "sort=hours") == ["Ana Alvarez", "Carl Cole", "Bea Brown"]
        assert names_on(browser, "q=BRO+be") == ["Bea Brown"]
        assert names_on(browser, "track=law_and_skills&sort=name") == ["Ana Alvarez", "Carl Cole"]
        assert names_on(browser, "waiting=1") == ["Carl Cole"]
        assert names_on(browser, "missing=resume&sort=name") == ["Ana Alvarez", "Bea Brown"]
        assert names_on(browser, "status=filed") == []

    def test_what_is_not_known_narrows_nothing(self) -> None:
        asked = {"status": "lazy", "missing": "x' OR 1=1", "who": "nobody", "sort": "-pk", "track": "none", "waiting": "2", "q": "  a\0 b "}

        assert board_filters(asked, ["law_and_skills"]) == BoardFilters(q="a b")

    def test_counts_stand_for_everybody_whatever_is_shown(self, enrollment: Enrollment, browser: Client) -> None:
        named("Bea", "Brown")

        page = browser.get(f"{BOARD}?q=bea")

        assert sum(count.number for count in page.context["board"].counts) == page.context["board"].total == 2
        assert page.context["board"].page.paginator.count == 1

    def test_twenty_five_a_page(self, enrollment: Enrollment, browser: Client) -> None:
        for number in range(26):
            named("Bea", f"Brown {number:02}")

        assert (len(names_on(browser)), len(names_on(browser, "page=2")), len(names_on(browser, "page=99"))) == (25, 2, 2)

    def test_the_same_queries_for_one_three_and_thirty(self, enrollment: Enrollment, browser: Client) -> None:
        counts = []
        for number in range(1, 31):
            place = enrollment if number == 1 else named("Bea", f"Brown {number:02}")
            append_hours(place, number)
            if number in (1, 3, 30):
                browser.get(BOARD)
                with CaptureQueriesContext(connection) as asked:
                    browser.get(BOARD)
                counts.append(len(asked))

        assert len(set(counts)) == 1, counts

    def test_who_is_on_the_page_was_disclosed_and_nobody_else(self, enrollment: Enrollment, browser: Client) -> None:
        bea = named("Bea", "Brown")

        browser.get(f"{BOARD}?q=brown")

        assert set(Disclosure.objects.values_list("owner", flat=True)) == {bea.student.public_id}

    def test_students_and_other_campuses_find_nothing(self, enrollment: Enrollment) -> None:
        south = enrolled_student("south", "south@south.example").cohort.campus

        assert signed_in(enrollment.student).get(BOARD).status_code == 404
        assert signed_in(coordinator_of(south)).get(BOARD).status_code == 404


class TestViews:
    def test_a_view_is_kept_under_a_name_and_shared_when_asked(self, enrollment: Enrollment, browser: Client) -> None:
        browser.post(f"{BOARD}views/", {"name": " Stuck  ones ", "query": "status=stuck&sort=hours", "shared": "1"})
        browser.post(f"{BOARD}views/", {"name": "Mine", "query": "who=student"})

        olga = signed_in(member("olga@north.example", "officer", enrollment.cohort.campus))
        assert [(view.name, view.filters) for view in browser.get(BOARD).context["views"]] == [
            ("Mine", "who=student"), ("Stuck ones", "status=stuck&sort=hours"),
        ]  # fmt: skip
        assert [view.name for view in olga.get(BOARD).context["views"]] == ["Stuck ones"]

    def test_the_same_name_is_kept_once(self, enrollment: Enrollment, browser: Client) -> None:
        for query in ("status=stuck", "status=behind"):
            browser.post(f"{BOARD}views/", {"name": "Mine", "query": query})

        assert BoardView.objects.get().filters == "status=behind"

    def test_a_view_without_a_name_is_refused_in_a_sentence(self, enrollment: Enrollment, browser: Client) -> None:
        answer = browser.post(f"{BOARD}views/", {"name": " ", "query": "status=stuck"}, follow=True)

        assert "Give the view a name" in answer.text
        assert not BoardView.objects.exists()

    def test_only_its_owner_removes_it(self, enrollment: Enrollment, browser: Client) -> None:
        browser.post(f"{BOARD}views/", {"name": "Mine", "query": "", "shared": "1"})
        path = f"{BOARD}views/{BoardView.objects.get().public_id}/remove/"

        other = signed_in(member("second@north.example", "coordinator", enrollment.cohort.campus))
        assert other.post(path).status_code == 404
        assert browser.post(path).status_code == 302
        assert not BoardView.objects.exists()


class TestBeside:
    def test_the_window_says_what_is_missing_by_who_does_it(self, enrollment: Enrollment, browser: Client) -> None:
        answer = browser.get(f"/cohorts/people/{enrollment.public_id}/drawer/")

        assert "<html" not in answer.text
        assert "The student’s to do" in answer.text
        assert Disclosure.objects.filter(owner=enrollment.student.public_id).count() == 1


class TestReminders:
    def test_the_letters_are_shown_before_they_go(self, enrollment: Enrollment, browser: Client) -> None:
        answer = browser.post(f"{BOARD}remind/", {"place": enrollment.public_id})

        assert "Nothing has been sent yet" in answer.text
        assert "Resume" in answer.text
        assert not Notice.objects.filter(kind="accreditation.reminder").exists()

    def test_one_letter_says_exactly_what_the_student_can_do(self, enrollment: Enrollment, browser: Client) -> None:
        browser.post(f"{BOARD}remind/", {"place": enrollment.public_id, "send": "1"})
        run_due()

        notice = Notice.objects.get(kind="accreditation.reminder")
        reminder = BoardReminder.objects.get()
        assert notice.person == enrollment.student.public_id
        assert "Resume" in notice.text
        assert "Proof of service" not in notice.text
        assert "resume" in reminder.missing
        assert len(reminder.missing) == notice.text.count("•")

    def test_nobody_is_reminded_twice_in_three_days_unless_it_is_said(self, enrollment: Enrollment, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def remind(**more: str) -> int:
            browser.post(f"{BOARD}remind/", {"place": enrollment.public_id, "send": "1", **more})
            run_due()
            return BoardReminder.objects.count()

        assert (remind(), remind()) == (1, 1)
        assert "once in 3 days is enough" in browser.post(f"{BOARD}remind/", {"place": enrollment.public_id}).text
        assert remind(again="1") == 2
        later = now() + timedelta(days=3, minutes=1)
        monkeypatch.setattr("accreditation.queries.reminders.now", lambda: later)
        monkeypatch.setattr("accreditation.actions.remind_students.now", lambda: later)
        assert remind() == 3

    def test_everybody_whom_the_view_shows(self, enrollment: Enrollment, browser: Client) -> None:
        bea = named("Bea", "Brown")
        named("Carl", "Cole")
        browser.get(BOARD)

        browser.post(f"{BOARD}remind/", {"whole": "1", "query": "q=brown", "send": "1"})
        run_due()

        assert [row.student for row in BoardReminder.objects.all()] == [bea.student.public_id]

    def test_students_of_another_cohort_are_left_out(self, enrollment: Enrollment, browser: Client) -> None:
        south = enrolled_student("south", "south@south.example")
        signed_in(coordinator_of(south.cohort.campus)).get("/cohorts/south-fall/")

        browser.post(f"{BOARD}remind/", {"place": south.public_id, "send": "1"})
        run_due()

        assert not BoardReminder.objects.exists()

    def test_nobody_chosen_is_said(self, enrollment: Enrollment, browser: Client) -> None:
        assert "Choose students first" in browser.post(f"{BOARD}remind/", {}, follow=True).text

    def test_an_officer_reads_the_board_and_reminds_nobody(self, enrollment: Enrollment) -> None:
        olga = signed_in(member("olga@north.example", "officer", enrollment.cohort.campus))

        assert "Remind of what is missing" not in olga.get(BOARD).text
        assert olga.post(f"{BOARD}remind/", {"place": enrollment.public_id}).status_code == 404


def as_shown(browser: Client) -> list[str]:
    """Every line of the page as its box would send it."""
    return [f"{item.key} {item.version}" for item in browser.get(f"{BOARD}waiting/").context["items"]]


class TestApprovals:
    def test_several_are_approved_and_each_refusal_is_told(self, enrollment: Enrollment, emil: User, browser: Client) -> None:
        theirs, own = outside(enrollment), outside(enrollment, emil, title="Entered by Emil", first_on=date(2026, 10, 6), last_on=date(2026, 10, 6))
        document = handed_in(enrollment)
        keys = [f"outside:{theirs.public_id}", f"outside:{own.public_id}", f"document:{document.public_id}"]

        answer = browser.post(f"{BOARD}waiting/", {"item": as_shown(browser)})

        theirs.refresh_from_db()
        own.refresh_from_db()
        assert (theirs.state, own.state) == ("approved", "pending")
        assert Evidence.objects.get().events.order_by("-number").first().kind == "verified"
        became = {one.item.key: bool(one.refused) for one in answer.context["done"]}
        assert became == dict(zip(keys, (False, True, False), strict=True))
        assert OutsideTraining.objects.filter(state="pending").count() == 1

    def test_what_changed_since_it_was_shown_is_named_and_the_others_are_approved(self, enrollment: Enrollment, emil: User, browser: Client) -> None:
        fewer, same = outside(enrollment), outside(enrollment, title="As it was", first_on=date(2026, 10, 6), last_on=date(2026, 10, 6))
        withdrawn = outside(enrollment, title="Withdrawn", first_on=date(2026, 10, 7), last_on=date(2026, 10, 7))
        document = handed_in(enrollment)
        shown = as_shown(browser)
        OutsideTraining.objects.filter(pk=fewer.pk).update(test_result="Passed on the third try")
        OutsideTraining.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
        reject_evidence(evidence=document, reason="Not signed.", by=member("olga@north.example", "officer", enrollment.cohort.campus))

        answer = browser.post(f"{BOARD}waiting/", {"item": shown})

        states = {one.pk: one.state for one in OutsideTraining.objects.all()}
        assert states == {fewer.pk: "pending", same.pk: "approved", withdrawn.pk: "withdrawn"}
        became = {one.item.public_id: one.refused for one in answer.context["done"]}
        assert became == {fewer.public_id: CHANGED, same.public_id: "", withdrawn.public_id: CHANGED, document.public_id: QUICKER}
        assert document.events.order_by("-number").first().kind == "rejected"
        assert CHANGED in answer.text

    def test_without_what_was_shown_nothing_is_approved(self, enrollment: Enrollment, browser: Client) -> None:
        browser.get(BOARD)
        training = outside(enrollment)

        answer = browser.post(f"{BOARD}waiting/", {"item": [f"outside:{training.public_id}", "outside:nobody x", "x"]})

        assert [one.refused for one in answer.context["done"]] == [CHANGED]
        assert "Lines that you chose are not in this cohort any more" in answer.text
        assert OutsideTraining.objects.get().state == "pending"

    def test_one_s_own_has_no_box(self, enrollment: Enrollment, emil: User, browser: Client) -> None:
        outside(enrollment, emil)
        browser.get(BOARD)

        (item,) = waiting_in(enrollment.cohort, emil)

        assert item.why_not == "It is yours, so somebody else decides."
        assert 'name="item"' not in browser.get(f"{BOARD}waiting/").text

    def test_the_same_queries_for_one_and_three(self, enrollment: Enrollment, emil: User, browser: Client) -> None:
        counts = []
        for number in range(3):
            place = enrollment if not number else named("Bea", f"Brown {number}")
            outside(place)
            handed_in(place)
            browser.get(BOARD)
            with CaptureQueriesContext(connection) as asked:
                assert len(browser.get(f"{BOARD}waiting/").context["items"]) == 2 * (number + 1)
            counts.append(len(asked))

        assert len(set(counts)) == 1, counts


class TestCharts:
    def test_the_pictures_say_what_their_tables_say(self, enrollment: Enrollment, browser: Client) -> None:
        append_hours(enrollment, 12)
        named("Bea", "Brown")

        page = browser.get(f"{BOARD}progress/")

        assert [(bar.title, bar.number) for bar in page.context["funnel"]][:3] == [("Enrolled", 2), ("In training", 1), ("Trained", 0)]
        credited = [week.credited for week in page.context["weeks"] if week.credited is not None]
        assert credited[-1] == 12
        assert page.context["weeks"][-1].planned == 40
        assert [row.total for row in page.context["board"].rows] == [12, 0]


class TestAllCohorts:
    def test_each_cohort_says_how_it_stands_and_what_waits(self, enrollment: Enrollment, browser: Client) -> None:
        outside(enrollment)
        browser.get(BOARD)

        page = browser.get("/cohorts/")

        (line,) = page.context["home"].running
        assert (line.total, [number for _status, number in line.statuses]) == (1, [1])
        assert "1 proposal of hours to approve" in page.text

    def test_closed_cohorts_come_after(self, enrollment: Enrollment, browser: Client) -> None:
        enrollment.cohort.closed_at = now()
        enrollment.cohort.save()

        assert [line.cohort for line in browser.get("/cohorts/").context["home"].closed] == [enrollment.cohort]


def test_a_summary_never_outlives_the_truth(enrollment: Enrollment, browser: Client) -> None:
    """Read, change, read: the second page tells of the change."""
    browser.get(BOARD)
    append_hours(enrollment, 9)

    (line,) = browser.get(BOARD).context["board"].lines

    assert line.summary.minutes == 9
    assert not PlaceSummary.objects.get().is_stale
