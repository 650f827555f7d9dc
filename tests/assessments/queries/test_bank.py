"""Banks as draws and lists see them."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Question, QuestionBank, QuestionVersion
from assessments.queries.bank import banks_with_counts, ready_questions
from assessments.queries.bank_questions import Filter, questions_of, with_people_and_use
from tests.factories.course import load_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> QuestionBank:
    return QuestionBank.objects.create(slug="asylum", title="Asylum")


def question(bank: QuestionBank, name: str, *, state: str = "ready", category: str = "", **facts: Any) -> Question:
    made = Question.objects.create(bank=bank, external_id=name, state=state, category=category)
    version(made, 1, **facts)
    return made


def version(made: Question, number: int, **facts: Any) -> QuestionVersion:
    content = {"options": [{"id": "a", "text": "Anybody", "correct": True}, {"id": "b", "text": "A notary", "correct": False}]}
    usual = {"type": "single_choice", "stem": "Who may?", "content": content, "sha256": "0" * 64, "created_at": timezone.now()}
    return QuestionVersion.objects.create(question=made, number=number, **{**usual, **facts})


def names(found: Any) -> list[str]:
    return [one.external_id for one in found]


def test_draws_get_the_newest_version_of_ready_questions_only(bank: QuestionBank, django_assert_num_queries: Any) -> None:
    for name, state in (("a", "ready"), ("b", "draft"), ("c", "held"), ("d", "retired")):
        version(question(bank, name, state=state), 2)

    with django_assert_num_queries(1):
        found = list(ready_questions(bank))

    assert [(one.question_id, one.number) for one in found] == [(Question.objects.get(external_id="a").pk, 2)]


def test_draws_ask_by_topic_difficulty_and_category(bank: QuestionBank) -> None:
    question(bank, "a", topics=["ethics"], difficulty=1, category="Asylum")
    question(bank, "b", topics=["ethics", "asylum"], difficulty=2, category="Asylum/One-year bar")
    question(bank, "c", topics=["asylum_law"], difficulty=3, category="Asylum law")

    def drawn(**asked: Any) -> list[str]:
        return [one.question.external_id for one in ready_questions(bank, **asked)]

    assert drawn(topics=["asylum"]) == ["b"]
    assert drawn(topics=["asylum", "ethics"], difficulty=[1, 3]) == ["a"]
    assert drawn(category="Asylum") == ["a", "b"]
    assert drawn(difficulty=[2, 3]) == ["b", "c"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "notary ASYLUM"}, ["b"]), ({"q": "q-none"}, []), ({"q": "b"}, ["a", "b", "c"]), ({"state": "draft"}, ["c"]), ({"type": "essay"}, []),
        ({"topic": "asylum"}, ["b"]), ({"difficulty": "3"}, ["c"]), ({"difficulty": "x"}, ["a", "b", "c"]), ({"category": "Forms"}, ["a"]),
        ({"authority": "8 C.F.R. § 208.13(b)"}, ["c"]), ({"authority": "8 CFR 208.13(b)"}, ["c"]), ({"author": "somebody"}, ["b"]),
        ({"review": "never"}, ["a", "b", "c"]), ({"use": "used"}, []), ({"use": "unused", "state": "ready"}, ["a", "b"]),
    ],
)  # fmt: skip
def test_the_list_is_searched_and_filtered(bank: QuestionBank, asked: dict[str, str], found: list[str]) -> None:
    question(bank, "a", category="Forms/G-28")
    question(bank, "b", stem="Asylum?", topics=["asylum"], created_by="somebody")
    question(bank, "c", state="draft", difficulty=3, authorities=["8 CFR 208.13(b)"])

    assert names(questions_of(bank, Filter(**asked))) == found


def test_a_question_is_reviewed_changed_since_or_never_reviewed(bank: QuestionBank) -> None:
    for name in "abc":
        question(bank, name, state="draft")
    for made in Question.objects.filter(external_id__in=("a", "b")):
        made.state_changes.create(number=1, before="draft", after="ready", version=1, at=timezone.now(), by="somebody")
    version(Question.objects.get(external_id="b"), 2)

    assert [names(questions_of(bank, Filter(review=review))) for review in ("done", "changed", "never")] == [["a"], ["b"], ["c"]]


def test_lists_take_as_many_statements_for_three_as_for_one(bank: QuestionBank, django_assert_num_queries: Any) -> None:
    for count in (1, 2):
        for number in range(count):
            question(bank, f"{count}-{number}", created_by="somebody")

        with django_assert_num_queries(3):
            rows = with_people_and_use(questions_of(bank, Filter()))
        with django_assert_num_queries(3):
            counted = banks_with_counts(QuestionBank.objects.all())

        assert [row.entry.version.stem for row in rows] == ["Who may?"] * len(rows)
        assert counted[0].total == len(rows)


def test_a_bank_names_the_assessments_that_ask_from_it(tmp_path: Path) -> None:
    load_course(tmp_path / "course")

    (bank,) = banks_with_counts(QuestionBank.objects.all())

    assert (bank.counts, bank.assessments) == ([("Ready", 2)], ["First quiz"])
