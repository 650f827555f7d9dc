"""The marking queue and the page of one answer: no names while marking, the same work for three as for one, nothing lost on a refusal."""

import pytest
from django.test import Client

from assessments.models import AttemptItem, Claim, Grade, MarkingRules, SavedComment
from tests.factories.answers import Scene, answered
from tests.factories.course import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]
POINTS = {"points-law": "3", "points-facts": "6", "seen": "0"}


@pytest.fixture
def scene() -> Scene:
    return answered("abc", essay=True)


@pytest.fixture
def marker(scene: Scene) -> Client:
    return signed_in(scene.instructor())


def queries_of(client: Client, path: str, counting: object) -> int:
    client.get(path)
    with counting(1_000) as found:  # type: ignore[operator]
        client.get(path)
    return len(found)


@pytest.mark.parametrize("by", ["assessment", "question", "student"])
def test_the_queue_says_what_waits_without_names(scene: Scene, marker: Client, by: str) -> None:
    page = marker.get(f"/teach/marking/?by={by}").content.decode()

    assert ("First quiz" in page, "Ana" in page, "Alvarez" in page) == (True, False, False)


def test_the_page_of_one_answer_holds_no_name_anywhere(scene: Scene, marker: Client) -> None:
    item = scene.item(kind="essay")
    student = item.attempt.enrollment.student

    page = marker.get(f"/teach/marking/{item.pk}/").content.decode()

    assert ("An essay." in page, [word for word in (student.public_id, "Ana0", "Alvarez", student.email) if word in page]) == (True, [])


def test_names_are_shown_where_somebody_chose_so(scene: Scene, marker: Client) -> None:
    MarkingRules.objects.create(assessment=scene.page, anonymous=False)

    assert "Ana0" in marker.get(f"/teach/marking/{scene.item(kind='essay').pk}/").content.decode()
    assert "Ana0" in marker.get("/teach/marking/").content.decode()


def test_three_answers_cost_as_much_as_one(scene: Scene, marker: Client, django_assert_max_num_queries: object) -> None:
    item = scene.item(kind="essay")
    paths = ["/teach/marking/", "/teach/marking/?by=student", f"/teach/marking/{item.pk}/"]
    three = [queries_of(marker, path, django_assert_max_num_queries) for path in paths]
    for other in scene.essays()[1:]:
        Grade.objects.create(item=other, number=1, numerator=1, denominator=1, marked_at=other.attempt.submitted_at)

    assert [queries_of(marker, path, django_assert_max_num_queries) for path in paths] == three


def test_what_is_kept_leads_to_the_next_answer(scene: Scene, marker: Client) -> None:
    first, second, third = scene.essays()

    kept = marker.post(f"/teach/marking/{first.pk}/?assessment={scene.page.public_id}", POINTS | {"comment": "Good.", "keep": "shared"})
    after = marker.get(kept["Location"], headers={"HX-Request": "true", "HX-Target": "marking"}).content.decode()

    assert kept["Location"] == f"/teach/marking/{second.pk}/?assessment={scene.page.public_id}"
    found = (after.lstrip().startswith('<div id="marking"'), "<html" in after, f"/teach/marking/{third.pk}/" in after)
    assert found == (True, False, True)
    assert [(comment.text, comment.shared) for comment in SavedComment.objects.all()] == [("Good.", True)]
    assert "Good." in after


def test_a_saved_comment_is_put_after_ones_own_words(scene: Scene, marker: Client) -> None:
    saved = SavedComment.objects.create(campus=scene.campus, owner="somebody", shared=True, text="Cite the regulation.")
    hidden = SavedComment.objects.create(campus=scene.campus, owner="somebody", shared=False, text="Mine alone.")
    item = scene.item(kind="essay")

    page = marker.get(f"/teach/marking/{item.pk}/").content.decode()
    marker.post(f"/teach/marking/{item.pk}/", POINTS | {"comment": "Good.", "saved": [saved.public_id, hidden.public_id]})

    assert ("Cite the regulation." in page, "Mine alone." in page) == (True, False)
    assert Grade.objects.get(item=item).comment == "Good.\n\nCite the regulation."


def test_a_refusal_gives_back_what_was_typed(scene: Scene, marker: Client) -> None:
    item = scene.item(kind="essay")

    page = marker.post(f"/teach/marking/{item.pk}/", POINTS | {"points-law": "9", "comment": "Long thoughts.", "comment-facts": "More facts."})

    assert page.status_code == 422
    assert [text in page.content.decode() for text in ("“Law” takes 0 to 4 points.", "Long thoughts.", "More facts.")] == [True] * 3
    assert Grade.objects.filter(item=item).count() == 0


def test_an_answer_that_somebody_else_marks_is_said_to_be_theirs(scene: Scene, marker: Client) -> None:
    item = scene.item(kind="essay")
    marker.get(f"/teach/marking/{item.pk}/")

    page = signed_in(scene.instructor("other")).get(f"/teach/marking/{item.pk}/").content.decode()

    assert ("Somebody else has this answer" in page, "Keep this mark</button>" in page, Claim.objects.count()) == (True, False, 1)


def test_an_instructor_decides_how_it_is_marked_and_releases(scene: Scene, marker: Client) -> None:
    path = f"/teach/marking/of/{scene.page.public_id}/"

    kept = marker.post(path, {"markers": "2", "tolerance_percent": "20", "dispute_days": "7"})
    wrong = marker.post(path, {"markers": "3", "tolerance_percent": "200", "dispute_days": "0"})
    released = marker.post(path + "release/", {"cohort": scene.cohort.slug}, follow=True).content.decode()

    rules = MarkingRules.objects.get()
    assert (kept.status_code, wrong.status_code) == (302, 422)
    assert (rules.anonymous, rules.markers, rules.tolerance_percent, rules.dispute_days) == (False, 2, 20, 7)
    assert "Released to Fall." in released


def test_two_opinions_are_shown_side_by_side_and_one_counts(scene: Scene) -> None:
    MarkingRules.objects.create(assessment=scene.page, markers=2, tolerance_percent=0)
    item: AttemptItem = scene.item(kind="essay")
    one, two = signed_in(scene.instructor("one")), signed_in(scene.instructor("two"))
    one.post(f"/teach/marking/{item.pk}/", POINTS | {"comment": "First words."})
    unseen = two.get(f"/teach/marking/{item.pk}/").content.decode()
    two.post(f"/teach/marking/{item.pk}/", POINTS | {"points-law": "0", "comment": "Second words."})

    page = two.get(f"/teach/marking/{item.pk}/reconcile/").content.decode()
    refused = two.post(f"/teach/marking/{item.pk}/reconcile/", {"points-law": "x"})
    two.post(f"/teach/marking/{item.pk}/reconcile/", {"points-law": "2", "points-facts": "6"})
    agreed = two.get(f"/teach/marking/of/{scene.page.public_id}/").content.decode()

    assert "First words." not in unseen
    assert [text in page for text in ("First words.", "Second words.", "One: 9 of 10", "Two: 6 of 10")] == [True] * 4
    assert (refused.status_code, Grade.objects.get(item=item).numerator) == (422, 8)
    assert "Weighted kappa" in agreed
