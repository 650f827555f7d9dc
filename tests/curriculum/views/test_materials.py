"""Pages of teaching materials: who reads them, what they show, and that nothing an author wrote runs in a browser."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.actions.duplicate_program import duplicate_program
from curriculum.api import load_folder
from curriculum.models import Enrollment, MaterialPart, MaterialSheet, ProgramPage, TeachingMaterial
from curriculum.queries.materials import material_called, moments_of, plan_urls
from curriculum.rules import prepares, programs_prepared_by
from lms.people.models import Campus, User
from tests.factories.course import enrolled_student, member, signed_in, write_course
from tests.factories.live import live_session
from tests.factories.materials import write_materials

pytestmark = pytest.mark.django_db
LIST = "/teach/materials/"
PLAN = "/teach/materials/small-course/who-may-help/"


@pytest.fixture
def enrollment(tmp_path: Path, settings: object) -> Enrollment:
    settings.SECOND_FACTOR_REQUIRED = False
    load_folder(write_materials(write_course(tmp_path / "course")))
    return enrolled_student()


@pytest.fixture
def campus(enrollment: Enrollment) -> Campus:
    return enrollment.cohort.campus


@pytest.fixture
def teacher(campus: Campus) -> User:
    return member("teacher@north.example", "instructor", campus)


@pytest.fixture
def staff(teacher: User) -> Client:
    return signed_in(teacher)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def elsewhere(role: str) -> User:
    return member(f"{role}@south.example", role, Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York"))


@pytest.mark.parametrize("role", ["instructor", "coordinator", "administrator"])
def test_who_teaches_or_coordinates_reads_them(campus: Campus, role: str) -> None:
    client = signed_in(member(f"{role}@north.example", role, campus))

    assert [client.get(path).status_code for path in (LIST, PLAN)] == [200, 200]


@pytest.mark.parametrize("role", ["attorney", "officer", "auditor"])
def test_for_others_they_do_not_exist(campus: Campus, role: str) -> None:
    client = signed_in(member(f"{role}@north.example", role, campus))

    assert [client.get(path).status_code for path in (LIST, PLAN)] == [404, 404]


def test_for_students_they_do_not_exist(enrollment: Enrollment) -> None:
    client = signed_in(enrollment.student)

    assert [client.get(path).status_code for path in (LIST, PLAN)] == [404, 404]


def test_a_campus_that_does_not_run_the_program_sees_none(enrollment: Enrollment) -> None:
    client = signed_in(elsewhere("coordinator"))

    assert "No materials yet" in page(client, LIST)
    assert client.get(PLAN).status_code == 404


def test_who_duplicated_a_program_prepares_it_before_it_is_run(teacher: User) -> None:
    duplicate_program(program=ProgramPage.objects.get(), title="Small course", slug="spring", version="2027.1", by=teacher)

    assert signed_in(teacher).get("/teach/materials/spring/who-may-help/").status_code == 200
    assert signed_in(elsewhere("instructor")).get("/teach/materials/spring/who-may-help/").status_code == 404


def test_the_permission_and_its_queryset_agree(enrollment: Enrollment, teacher: User) -> None:
    plan = material_called("small-course", "who-may-help")

    for person in (enrollment.student, teacher, elsewhere("instructor"), member("admin@north.example", "administrator", enrollment.cohort.campus)):
        assert prepares(person, plan) == programs_prepared_by(person).filter(materials=plan).exists()


@pytest.mark.parametrize("path", ["/teach/materials/small-course/no-such/", "/teach/materials/no-such/who-may-help/"])
def test_a_name_that_is_none_is_not_found(staff: Client, path: str) -> None:
    assert staff.get(path).status_code == 404


def test_the_list_stands_by_kind_with_the_time_of_sessions(staff: Client) -> None:
    shown = page(staff, LIST)

    words = ("Live sessions</h3>", "Who may help: a first evening</a>", "Simulations", "Mock interview", "Guides", "How to hold", "Coordinators’", "Welcome")
    places = [shown.index(f">{one}") for one in words]
    assert places == sorted(places)
    assert shown.count("45 min") == 2  # the session's, and all together


def test_the_parts_stand_on_the_clock(enrollment: Enrollment) -> None:
    moments = moments_of(TeachingMaterial.objects.get(slug="who-may-help"))

    assert [(one.starts, one.ends, one.part.title, one.anchor) for one in moments] == [
        ("0:00", "0:10", "Arrive, and “one” question", "part-0"),
        ("0:10", "0:45", "Two desks", "part-1"),
    ]
    assert [one.anchor for one in moments_of(TeachingMaterial.objects.get(slug="mock-interview"))] == ["", ""]  # its text has no heading for them


def test_hours_are_said_as_on_a_watch(enrollment: Enrollment) -> None:
    plan = TeachingMaterial.objects.get(slug="who-may-help")
    MaterialPart.objects.filter(material=plan, number=0).update(minutes=95)

    assert [(one.starts, one.ends) for one in moments_of(plan)] == [("0:00", "1:35"), ("1:35", "2:10")]


def test_a_set_shows_its_parts_its_text_and_its_sheets(staff: Client) -> None:
    shown = page(staff, PLAN)

    assert '<a href="#part-1">Two desks</a>' in shown
    assert '<h3 id="part-1">Two desks</h3>' in shown
    assert '<a href="#sheet-role-cards">Cards, session 1</a>' in shown
    assert '<h2 id="sheet-role-cards">Cards, session 1</h2>' in shown
    assert "<h3>Client</h3>" in shown  # one step below the sheet's title
    assert "Decline kindly." in shown
    assert '<a href="/teach/materials/small-course/mock-interview/">Mock interview</a>' in shown
    assert PLAN in page(staff, "/teach/materials/small-course/mock-interview/")


def test_a_simulation_whose_parts_name_no_module_has_no_column_for_them(staff: Client) -> None:
    column = '<th scope="col">Module</th>'

    assert column in page(staff, PLAN)
    assert column not in page(staff, "/teach/materials/small-course/mock-interview/")


def test_the_title_of_a_guide_stands_once(staff: Client) -> None:
    shown = page(staff, "/teach/materials/small-course/case-rounds/")

    assert shown.count("How to hold case rounds</h1>") == 1
    assert "<h1>How to hold case rounds</h1>\n<p>" not in shown


def test_law_is_linked_as_in_lessons(staff: Client) -> None:
    shown = page(staff, PLAN)

    assert shown.count('<a class="cite" href="/law/8-CFR-1292-1/">8 CFR 1292.1</a>') == 2  # in the plan and on the slides


def test_tables_can_be_reached_and_scrolled(staff: Client) -> None:
    assert '<div class="wide" tabindex="0"><table>' in page(staff, PLAN)


def test_what_an_author_writes_never_runs(tmp_path: Path, staff: Client) -> None:
    bad = '<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))<a href="#" onclick="alert(4)">y</a><h2 id="content">z</h2>'
    root = write_materials(write_course(tmp_path / "again"))
    for name in ("live/01-who-may-help/plan.md", "live/01-who-may-help/slides.md", "coordinators/welcome-letter.md"):
        (root / name).write_text(f"{(root / name).read_text()}\n{bad}\n")
    load_folder(root)

    texts = [*TeachingMaterial.objects.values_list("html", flat=True), *MaterialSheet.objects.values_list("html", flat=True)]

    assert len(texts) == 7
    for danger in ("<script", "onerror", "javascript:", "onclick", 'id="content"', "alert("):
        assert not [text for text in texts if danger in text], danger


def test_titles_are_text(tmp_path: Path, staff: Client) -> None:
    root = write_materials(write_course(tmp_path / "again"))
    plan = root / "live/01-who-may-help/plan.md"
    plan.write_text(plan.read_text().replace("Two desks", "Two <b>desks</b>").replace('title: "Who', 'title: "<i>Who'))
    slides = root / "live/01-who-may-help/slides.md"
    slides.write_text(slides.read_text().replace("# Slides", "# <u>Slides"))
    load_folder(root)

    shown = page(staff, PLAN)

    assert "Session 1: &lt;i&gt;Who may help" in shown
    assert "Two &lt;b&gt;desks&lt;/b&gt;" in shown
    assert "&lt;u&gt;Slides, session 1" in shown
    assert [tag for tag in ("<i>Who", "<u>") if tag in shown] == []


def test_a_live_session_leads_to_the_plan_of_its_number(enrollment: Enrollment, teacher: User, staff: Client) -> None:
    planned = live_session(enrollment.cohort, teacher)
    beside = live_session(enrollment.cohort, teacher, number=None, title="Beside the program")

    assert plan_urls(enrollment.cohort.program_id) == {1: PLAN}
    assert page(staff, "/teach/sessions/").count(f'href="{PLAN}"') == 1
    assert f'href="{PLAN}"' in page(staff, f"/teach/sessions/{planned.public_id}/")
    assert f'href="{PLAN}"' not in page(staff, f"/teach/sessions/{beside.public_id}/")
    assert PLAN not in page(signed_in(enrollment.student), f"/sessions/{planned.public_id}/")


def counted(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_with_one_set_and_with_many(staff: Client) -> None:
    TeachingMaterial.objects.exclude(slug="who-may-help").delete()
    one = counted(staff, LIST)
    for number in (2, 3, 4):
        TeachingMaterial.objects.create(program=ProgramPage.objects.get(), kind="session", slug=f"s{number}", title="More", session=number, minutes=5)

    assert counted(staff, LIST) == one


def test_a_set_costs_the_same_with_one_part_and_sheet_and_with_three(staff: Client) -> None:
    plan = TeachingMaterial.objects.get(slug="who-may-help")
    plan.sheets.filter(name="slides").delete()
    plan.parts.filter(number=1).delete()
    one = counted(staff, PLAN)
    module = MaterialPart.objects.get(material=plan).module
    for number in (5, 6):
        MaterialSheet.objects.create(material=plan, number=number, name=f"s{number}", title="More")
        MaterialPart.objects.create(material=plan, number=number, minutes=5, title="More", mode="pairs", module=module)

    assert counted(staff, PLAN) == one


def test_live_sessions_cost_the_same_with_one_and_with_three(enrollment: Enrollment, teacher: User, staff: Client) -> None:
    live_session(enrollment.cohort, teacher)
    one = counted(staff, "/teach/sessions/")
    for title in ("Second", "Third"):
        live_session(enrollment.cohort, teacher, number=None, title=title)

    assert counted(staff, "/teach/sessions/") == one
