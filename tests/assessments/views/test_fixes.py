"""Correcting the marks of a question on the screen: list, form, preview, apply, take back."""

import pytest

from assessments.models import Grade, QuestionFix
from lms.core.clock import now
from lms.jobs.api import run_due
from lms.people.models import Campus, Membership
from tests.factories.answers import Scene, answered
from tests.factories.course import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def scene() -> Scene:
    scene = answered("ab")
    scene.correct_key("b")
    return scene


def test_a_key_is_fixed_previewed_applied_and_taken_back(scene: Scene) -> None:
    browser = signed_in(scene.instructor())
    new = f"/teach/fixes/new/{scene.choice.public_id}/"
    listed = browser.get("/teach/fixes/").content.decode()
    form = browser.get(new).content.decode()
    wrong = browser.post(new, {"policy": "both", "told": ""})
    asked = browser.post(new, {"policy": "both", "assessments": [scene.page.pk], "told": "Option b was right."})
    run_due()
    fix = QuestionFix.objects.get()
    page = browser.get(f"/teach/fixes/{fix.public_id}/?which=up").content.decode()
    browser.post(f"/teach/fixes/{fix.public_id}/apply/")
    run_due()
    applied = browser.get(f"/teach/fixes/{fix.public_id}/").content.decode()
    browser.post(f"/teach/fixes/{fix.public_id}/undo/")
    run_due()

    assert [new in listed, "First quiz (2 answers)" in form, wrong.status_code, asked["Location"].startswith("/jobs/")] == [True, True, 422, True]
    assert ["Ana1" in page, "Passes now." in page, "Ana0" in page, "Apply the correction" in page] == [True, True, False, True]
    assert "Take the correction back" in applied
    assert list(Grade.objects.filter(item=scene.item(1)).order_by("number").values_list("kind", "numerator")) == [("automatic", 0), ("fix", 2), ("undo", 0)]
    assert QuestionFix.objects.get().state == "undone"


def test_who_left_the_campus_reads_no_names(scene: Scene) -> None:
    person = scene.instructor()
    browser = signed_in(person)
    browser.post(f"/teach/fixes/new/{scene.choice.public_id}/", {"policy": "both", "assessments": [scene.page.pk], "told": "Option b was right."})
    run_due()
    path = f"/teach/fixes/{QuestionFix.objects.get().public_id}/"
    before = browser.get(path).content.decode()
    Membership.objects.filter(user=person).update(ended_at=now())
    Membership.objects.create(user=person, campus=Campus.objects.create(slug="south", name="South", time_zone="UTC"), role="instructor")

    after = browser.get(path).content.decode()
    browser.post(f"{path}apply/")

    assert ["Ana1" in before, "Ana1" in after, QuestionFix.objects.get().state] == [True, False, "ready"]


def test_three_rows_cost_as_much_as_one(django_assert_max_num_queries: object) -> None:
    counts = []
    for slug, answers in (("north", "ab"), ("south", "abbb")):
        scene = answered(answers, slug=slug)
        scene.correct_key("b")
        person = scene.instructor()
        person.memberships.get_or_create(campus=scene.campus, role="instructor")
        browser = signed_in(person)
        browser.post(f"/teach/fixes/new/{scene.choice.public_id}/", {"policy": "both", "assessments": [scene.page.pk], "told": "x"})
        run_due()
        path = f"/teach/fixes/{QuestionFix.objects.get(question=scene.choice).public_id}/"
        browser.get(path)
        with django_assert_max_num_queries(1_000) as found:  # type: ignore[operator]
            browser.get(path)
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_another_instructor_does_not_see_it(scene: Scene) -> None:
    browser = signed_in(scene.instructor())
    browser.post(f"/teach/fixes/new/{scene.choice.public_id}/", {"policy": "both", "assessments": [scene.page.pk], "told": "x"})
    fix = QuestionFix.objects.get()

    too_early = browser.post(f"/teach/fixes/{fix.public_id}/undo/", follow=True).content.decode()

    assert signed_in(scene.instructor("other")).get(f"/teach/fixes/{fix.public_id}/").status_code == 404
    assert "Only a correction that is applied can be taken back." in too_early
