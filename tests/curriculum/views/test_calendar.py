"""Calendars on screen and as feeds; dates set one by one and spread; holidays; reminders."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installation
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from curriculum.actions.assign_make_up import Missed, assign_make_up
from curriculum.actions.enroll import withdraw_student
from curriculum.actions.give_extension import end_extension, give_extension
from curriculum.actions.keep_holidays import add_holiday
from curriculum.actions.make_calendar_feed import make_cohort_feed, make_student_feed
from curriculum.actions.remind_of_due import remind_of_due
from curriculum.models import CalendarFeed, ContentSnapshot, Enrollment, Extension, Holiday, LessonCompletion, LessonPage, MakeUp, ModulePage, PlannedPage
from curriculum.queries.calendar import CalendarItem, calendar_contributors, calendar_of, weeks_of
from lms.notices.models import Notice
from lms.people.models import Campus, User
from tests.factories.cohorts import coordinator_of, freeze, planned
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 1, 16, 0, tzinfo=UTC)  # a Thursday


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return coordinator_of(enrollment.campus)


def page(slug: str) -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def events(address: str) -> dict[str, Any]:
    """A feed as a calendar program without any sign-in reads it: events by what they say."""
    answer = Client().get(address.removeprefix(installation.SITE_URL))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


class TestOnScreen:
    def test_a_student_sees_dates_by_week_with_today_marked(self, enrollment, emil, monkeypatch):
        planned(enrollment, emil, one=(date(2026, 9, 21), date(2026, 10, 9)))
        add_holiday(campus=enrollment.campus, on=date(2026, 10, 12), name="Indigenous Peoples' Day", by=emil)
        client = signed_in(enrollment.student)
        freeze(monkeypatch, NOON)

        answer = client.get("/calendar/")

        weeks = answer.context["weeks"]
        found = {item.label: (item.title, day.on) for week in weeks for day in week.days for item in day.items}
        assert found == {
            "First day": ("Fall begins", date(2026, 9, 1)), "Opens": ("Lesson one", date(2026, 9, 21)), "Due": ("Lesson one", date(2026, 10, 9)),
            "Holiday": ("Indigenous Peoples' Day", date(2026, 10, 12)), "Last day": ("Fall ends", date(2026, 12, 20)),
        }  # fmt: skip
        assert [day.on for week in weeks for day in week.days if day.is_today] == [date(2026, 10, 1)]
        assert [week.starts_on for week in weeks if week.is_present] == [date(2026, 9, 28)]
        assert "Nothing on today." in answer.text

    def test_what_is_done_says_so(self, enrollment, emil):
        planned(enrollment, emil, one=(None, date(2026, 10, 9)))
        snapshot = ContentSnapshot.objects.get(lesson=page("one"))
        LessonCompletion.objects.create(enrollment=enrollment, lesson=page("one"), snapshot=snapshot, completed_at=NOON)

        assert "Due, done" in signed_in(enrollment.student).get("/calendar/").text

    def test_a_timed_item_stands_on_the_campus_day_on_both_sides_of_daylight_saving(self):
        late = [datetime(2026, 11, 1, 3, 30, tzinfo=UTC), datetime(2026, 11, 2, 4, 30, tzinfo=UTC)]  # half past eleven at night in New York, both
        items = [CalendarItem(f"live-{number}", "live", "Live", "Session", starts_at=at) for number, at in enumerate(late)]

        weeks = weeks_of(items, "America/New_York", date(2026, 10, 31))

        assert [day.on for week in weeks for day in week.days if day.items] == [date(2026, 10, 31), date(2026, 11, 1)]

    def test_other_apps_add_their_items(self, enrollment, monkeypatch):
        live = CalendarItem("live-1", "live", "Live session", "Asylum", starts_at=NOON, ends_at=NOON + timedelta(hours=2), where="Room 4")
        monkeypatch.setitem(calendar_contributors._items, "live", lambda cohort, place: [live])

        assert live in calendar_of(enrollment.cohort, enrollment)
        assert "Live session, 12:00 pm to 2:00 pm, Room 4" in signed_in(enrollment.student).get("/calendar/").text

    def test_who_belongs_to_no_campus_reads_the_campus_s_clocks(self, enrollment, monkeypatch):
        live = CalendarItem("live-1", "live", "Live session", "Asylum", starts_at=NOON, ends_at=NOON + timedelta(hours=2), where="Room 4")
        monkeypatch.setitem(calendar_contributors._items, "live", lambda cohort, place: [live])
        administrator = member("admin@north.example", "administrator", enrollment.campus)

        assert "Live session, 12:00 pm to 2:00 pm, Room 4" in signed_in(administrator).get("/cohorts/north-fall/calendar/").text

    def test_who_studies_nowhere_reads_what_will_be_here(self, enrollment):
        other = member("ines@north.example", "instructor", enrollment.campus)

        assert "Nothing on your calendar" in signed_in(other).get("/calendar/").text

    def test_it_costs_the_same_with_one_date_and_with_three(self, enrollment, emil):
        client = signed_in(enrollment.student)

        def cost() -> int:
            client.get("/calendar/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/calendar/")
            return len(queries)

        planned(enrollment, emil, first_quiz=(None, date(2026, 10, 23)))
        few = cost()
        planned(enrollment, emil, one=(None, date(2026, 10, 9)), two=(date(2026, 9, 21), date(2026, 10, 16)))

        assert cost() == few

    @pytest.mark.parametrize(("role", "status"), [("instructor", 200), ("coordinator", 200), ("auditor", 200), ("student", 404), ("attorney", 404)])
    def test_who_works_with_the_cohort_sees_its_calendar(self, enrollment, role, status):
        assert signed_in(member(f"{role}9@north.example", role, enrollment.campus)).get("/cohorts/north-fall/calendar/").status_code == status


class TestFeeds:
    def test_a_students_feed_holds_their_own_dates_and_no_name(self, enrollment, emil):
        planned(enrollment, emil, one=(None, date(2026, 10, 9)))
        enrolled_student(email="other@north.example", program=enrollment.cohort.program)
        give_extension(enrollment=enrollment, page=page("one"), due_on=date(2026, 12, 1), opens=False, expires_on=date(2026, 12, 5), reason="Ill.", by=emil)

        found = events(make_student_feed(student=enrollment.student))

        assert found["Due: Lesson one"]["dtstart"].dt == date(2026, 12, 1)
        assert set(found) == {"Fall begins", "Due: Lesson one", "Fall ends"}

    def test_a_moved_date_moves_its_event_and_the_sequence_never_goes_back(self, enrollment, emil):
        address = make_student_feed(student=enrollment.student)
        seen = []

        def look() -> None:
            event = events(address)["Due: Lesson one"]
            seen.append((str(event["uid"]), event["sequence"], event["dtstart"].dt))

        planned(enrollment, emil, one=(None, date(2026, 10, 9)))
        look()
        planned(enrollment, emil, one=(None, date(2026, 10, 16)))
        look()
        facts = {"page": page("one"), "due_on": date(2026, 12, 1), "opens": False, "expires_on": date(2026, 12, 5), "reason": "Ill."}
        extension = give_extension(enrollment=enrollment, by=emil, **facts)
        look()
        end_extension(extension=extension, by=emil)
        look()

        assert len({uid for uid, _, _ in seen}) == 1
        assert [sequence for _, sequence, _ in seen] == [0, 1, 2, 3]
        assert [on for _, _, on in seen] == [date(2026, 10, 9), date(2026, 10, 16), date(2026, 12, 1), date(2026, 10, 16)]

    def test_a_cohorts_feed_holds_what_holds_for_everybody(self, enrollment, emil):
        planned(enrollment, emil, one=(None, date(2026, 10, 9)))
        give_extension(enrollment=enrollment, page=page("one"), due_on=date(2026, 12, 1), opens=False, expires_on=date(2026, 12, 5), reason="Ill.", by=emil)

        found = events(make_cohort_feed(cohort=enrollment.cohort, by=emil))

        assert found["Due: Lesson one"]["dtstart"].dt == date(2026, 10, 9)

    def test_the_address_is_shown_once_kept_as_a_hash_and_ended_by_a_press(self, enrollment):
        client = signed_in(enrollment.student)
        client.post("/calendar/feed/")
        address = client.get("/calendar/").context["address"]

        assert client.get("/calendar/").context["address"] == ""
        assert events(address)
        assert address.rsplit("/", 1)[1].removesuffix(".ics") not in CalendarFeed.objects.get().token_sha256
        client.post("/calendar/feed/", {"do": "end"})
        assert Client().get(address.removeprefix(installation.SITE_URL)).status_code == 404

    def test_a_new_address_ends_the_old_one(self, enrollment):
        old = make_student_feed(student=enrollment.student)
        new = make_student_feed(student=enrollment.student)

        assert [Client().get(one.removeprefix(installation.SITE_URL)).status_code for one in (old, new)] == [404, 200]

    def test_nothing_is_left_after_withdrawal_and_nobody_is_there_after_closing_the_account(self, enrollment, emil):
        address = make_student_feed(student=enrollment.student)
        withdraw_student(enrollment=enrollment, by=emil, reason="Moved away.")
        assert events(address) == {}

        User.objects.filter(pk=enrollment.student_id).update(is_active=False)

        assert Client().get(address.removeprefix(installation.SITE_URL)).status_code == 404

    def test_unknown_addresses_are_not_there(self):
        assert [Client().get(f"/calendar/{token}.ics").status_code for token in ("T" * 43, "x", "a" * 600)] == [404, 404, 404]


class TestDates:
    def fields(self, **dates: str) -> dict[str, str]:
        return {f"{name.split('_')[0]}-{page(name.split('_')[1]).pk}": value for name, value in dates.items()} | {"prerequisites": "on"}

    def test_they_are_set_one_by_one(self, enrollment, emil):
        answer = signed_in(emil).post("/cohorts/north-fall/plan/", self.fields(opens_one="2026-09-20", due_one="2026-10-02", due_two="2026-10-09"))

        rows = {row.page.title: (row.opens_on, row.due_on) for row in PlannedPage.objects.select_related("page")}
        assert answer.status_code == 302
        assert rows == {"Lesson one": (date(2026, 9, 20), date(2026, 10, 2)), "Lesson two": (None, date(2026, 10, 9))}

    def test_emptying_both_takes_them_away(self, enrollment, emil):
        planned(enrollment, emil, one=(None, date(2026, 10, 9)))

        signed_in(emil).post("/cohorts/north-fall/plan/", {"prerequisites": "on"})

        assert not PlannedPage.objects.exists()

    @pytest.mark.parametrize(
        ("dates", "sentence"),
        [
            ({"due_one": "2027-01-01"}, "outside the cohort"), ({"opens_one": "2026-10-09", "due_one": "2026-10-02"}, "before it opens"),
            ({"opens_one": "2027-01-01"}, "after the cohort"), ({"due_one": "soon"}, "is no date"), ({"due_one": "2026-13-45"}, "is no date"),
            ({"due_one": "2026-11-26"}, "holiday: Thanksgiving Day"),
        ],
    )  # fmt: skip
    def test_a_date_that_cannot_be_is_refused_and_nothing_is_kept(self, enrollment, emil, dates, sentence):
        add_holiday(campus=enrollment.campus, on=date(2026, 11, 26), name="Thanksgiving Day", by=emil)

        answer = signed_in(emil).post("/cohorts/north-fall/plan/", self.fields(due_two="2026-10-09", **dates))

        assert (answer.status_code, sentence in answer.text, PlannedPage.objects.exists()) == (422, True, False)

    def test_spreading_is_shown_before_it_is_kept(self, enrollment, emil):
        add_holiday(campus=enrollment.campus, on=date(2026, 12, 20), name="Sunday off", by=emil)
        client = signed_in(emil)

        preview = client.get("/cohorts/north-fall/plan/spread/?weekday=6")
        before = PlannedPage.objects.count()
        client.post("/cohorts/north-fall/plan/spread/", {"confirmed": preview.context["signed"]})

        shown = {row.title: due for row, due in preview.context["rows"]}
        assert (before, {row.page.title: row.due_on for row in PlannedPage.objects.select_related("page")}) == (0, shown)
        assert list(shown.values()) == sorted(shown.values())
        assert shown["First quiz"] == date(2026, 12, 19)

    def test_dates_that_were_not_shown_are_not_kept(self, enrollment, emil):
        answer = signed_in(emil).post("/cohorts/north-fall/plan/spread/", {"confirmed": "forged"}, follow=True)

        assert "older than an hour" in answer.text
        assert not PlannedPage.objects.exists()

    def test_an_instructor_sets_dates_and_a_student_does_not(self, enrollment):
        ines = member("ines@north.example", "instructor", enrollment.campus)

        assert [signed_in(person).get("/cohorts/north-fall/plan/").status_code for person in (ines, enrollment.student)] == [200, 404]


def test_holidays_are_added_and_removed(enrollment, emil):
    client = signed_in(emil)

    client.post("/cohorts/holidays/north/", {"on": "2026-11-26", "name": "Thanksgiving Day"})
    again = client.post("/cohorts/holidays/north/", {"on": "2026-11-26", "name": "Again"})

    assert (again.status_code, "a holiday already: Thanksgiving Day" in again.text, Holiday.objects.get().name) == (422, True, "Thanksgiving Day")
    client.post("/cohorts/holidays/north/", {"remove": "2026-11-26"})
    assert not Holiday.objects.exists()
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")
    assert client.get(f"/cohorts/holidays/{south.slug}/").status_code == 404


class TestReminders:
    def told(self) -> list[tuple[str, str]]:
        return list(Notice.objects.filter(kind="curriculum.due_soon").order_by("pk").values_list("subject_line", "text"))

    def test_one_notice_a_day_lists_what_is_due_within_three_days(self, enrollment, emil, monkeypatch):
        planned(enrollment, emil, one=(None, date(2026, 10, 1)), two=(None, date(2026, 10, 4)), first_quiz=(None, date(2026, 10, 5)))
        freeze(monkeypatch, NOON)

        counts = [remind_of_due(), remind_of_due()]

        assert counts == [1, 1]
        assert self.told() == [("2 things due within three days", "Today: Lesson one\nOct 4: Lesson two")]

    def test_what_is_done_withdrawn_or_extended_is_left_out(self, enrollment, emil, monkeypatch):
        planned(enrollment, emil, one=(None, date(2026, 10, 2)), two=(None, date(2026, 10, 2)))
        snapshot = ContentSnapshot.objects.get(lesson=page("one"))
        LessonCompletion.objects.create(enrollment=enrollment, lesson=page("one"), snapshot=snapshot, completed_at=NOON)
        give_extension(enrollment=enrollment, page=page("two"), due_on=date(2026, 12, 1), opens=False, expires_on=date(2026, 12, 5), reason="Ill.", by=emil)
        gone = enrolled_student(email="gone@north.example", program=enrollment.cohort.program)
        withdraw_student(enrollment=gone, by=emil, reason="Moved away.")
        freeze(monkeypatch, NOON)

        assert (remind_of_due(), self.told()) == (0, [])

    def test_make_up_work_is_due_too(self, enrollment, emil, monkeypatch):
        missed = Missed("live_session", "s1", "Session 3")
        assign_make_up(enrollment=enrollment, page=page("two"), missed=missed, due_on=date(2026, 10, 3), reason="Missed it.", by=emil)
        freeze(monkeypatch, NOON)

        assert (remind_of_due(), self.told()) == (1, [("1 thing due within three days", "Oct 3: Lesson two")])

    def test_nobody_is_written_to_at_night(self, enrollment, emil, monkeypatch):
        planned(enrollment, emil, one=(None, date(2026, 10, 1)))
        freeze(monkeypatch, datetime(2026, 10, 1, 10, 59, tzinfo=UTC))  # a minute to seven in New York

        assert (remind_of_due(), self.told()) == (0, [])


class TestPlace:
    """The page of one student's place."""

    def test_it_extends_assigns_and_moves(self, enrollment, emil):
        client, where = signed_in(emil), f"/cohorts/enrollments/{enrollment.public_id}/"
        one, two = page("one").pk, page("two").pk
        until = {"extension-due_on": "2026-12-10", "extension-expires_on": "2026-12-11"}

        answers = [
            client.post(where, {"form": "extension", "extension-page": one, "extension-opens": "on", **until, "extension-reason": "Was ill."}),
            client.post(where, {"form": "make_up", "make_up-missed": one, "make_up-page": two, "make_up-reason": "Missed it."}),
        ]  # fmt: skip

        assert [answer.status_code for answer in answers] == [302, 302]
        assert (Extension.objects.get().reason, MakeUp.objects.get().missed_title) == ("Was ill.", "Lesson one")
        html = client.get(where).text
        assert ("Was ill." in html, "For “Lesson one”. Missed it." in html) == (True, True)
        seen = signed_in(enrollment.student).get("/calendar/").text
        assert ("Was ill." in seen, "by Emil" in seen, "Missed it." in seen) == (True, True, True)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"due_on": ""}, "a later due date, open the page"), ({"reason": ""}, "required"), ({"expires_on": "2026-09-01"}, "run out already"),
            ({"due_on": "2026-10-01"}, "Choose a later date"), ({"expires_on": "2026-12-01"}, "before its due date"), ({"page": "999999"}, "valid choice"),
        ],
    )  # fmt: skip
    def test_an_extension_that_cannot_be_says_why(self, enrollment, emil, changes, sentence):
        planned(enrollment, emil, one=(None, date(2026, 10, 9)))
        form = {"page": page("one").pk, "due_on": "2026-12-10", "expires_on": "2026-12-11", "reason": "Was ill.", **changes}

        answer = signed_in(emil).post(
            f"/cohorts/enrollments/{enrollment.public_id}/", {"form": "extension", **{f"extension-{key}": value for key, value in form.items()}}
        )

        assert (answer.status_code, sentence in answer.text, Extension.objects.exists()) == (422, True, False)

    def test_both_are_taken_back(self, enrollment, emil):
        extension = give_extension(enrollment=enrollment, page=page("one"), due_on=None, opens=True, expires_on=date(2030, 1, 1), reason="x", by=emil)
        make_up = assign_make_up(enrollment=enrollment, page=page("two"), missed=Missed("lesson", "x", "Lesson one"), due_on=None, reason="x", by=emil)
        client = signed_in(emil)

        client.post(f"/cohorts/extensions/{extension.public_id}/end/")
        client.post(f"/cohorts/make-up/{make_up.public_id}/end/")

        assert (Extension.objects.filter(ended_at=None).exists(), MakeUp.objects.filter(ended_at=None).exists()) == (False, False)


def test_dates_of_a_module_that_is_not_published_are_on_no_calendar(enrollment: Enrollment, emil: User) -> None:
    planned(enrollment, emil, one=(date(2026, 9, 21), date(2026, 10, 9)))
    titles = [item.title for item in calendar_of(enrollment.cohort, enrollment)]
    ModulePage.objects.update(live=False)

    left = [item.title for item in calendar_of(enrollment.cohort, enrollment)]

    assert ("Lesson one" in titles, "Lesson one" in left) == (True, False)
