"""A save: kept once, never over what was not seen, never thrown away after the end."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.bring_back_answer import bring_back_answer
from assessments.actions.choose_answer import choose_answer
from assessments.actions.decide_late_answer import decide_late_answer
from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Attempt, AttemptNotes, AttemptStep, ConflictingAnswer, Grade, LateAnswer
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.questions.api import InvalidResponse
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """Two questions in their written order: q1 is a single choice of a and b, q2 a multiple choice of a, b and c."""
    load_course(tmp_path / "course")
    AssessmentPage.objects.update(shuffle_questions=False)
    place = enrolled_student()
    return start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student)


def save(attempt: Attempt, key: str, **form: Any) -> Any:
    fields = {name.replace("_q", "-q"): value if isinstance(value, list) else [str(value)] for name, value in form.items()}
    return save_responses(attempt=attempt, form=fields, key=key, by=attempt.enrollment.student)


def answers(attempt: Attempt, position: int) -> list[Any]:
    return [step.response for step in AttemptStep.objects.filter(attempt=attempt, item__position=position).order_by("number")]


def end(attempt: Attempt, *, ago: timedelta = timedelta(hours=1)) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=now() - ago)


def test_the_same_save_twice_is_one_step_and_one_answer_to_the_browser(attempt: Attempt) -> None:
    first = save(attempt, "k1", q1="a")
    again = save(attempt, "k1", q1="a")

    assert first == again
    assert (first.steps, len(answers(attempt, 1))) == ({1: 1}, 1)


def test_different_questions_merge_without_a_word(attempt: Attempt) -> None:
    save(attempt, "tab-one", q1="a", seen=0)
    saved = save(attempt, "tab-two", q2=["b"], seen=0)

    assert (saved.conflicts, saved.steps) == ([], {2: 2})


def test_the_same_answer_from_a_stale_page_is_no_conflict(attempt: Attempt) -> None:
    save(attempt, "tab-one", q1="a", seen=0)
    saved = save(attempt, "tab-two", q1="a", seen=0)

    assert (saved.conflicts, saved.steps, len(answers(attempt, 1))) == ([], {1: 1}, 1)


def test_a_stale_page_that_did_not_touch_a_question_changes_nothing_of_it(attempt: Attempt) -> None:
    """A form sent without scripts carries every field, also those it was only given."""
    save(attempt, "k1", q1="a", seen=0)
    save(attempt, "k2", q1="b", seen=1)
    saved = save(attempt, "stale", q1="a", q2=["c"], seen=1)

    assert (saved.conflicts, saved.steps) == ([], {2: 3})
    assert len(answers(attempt, 1)) == 2


def test_another_answer_from_a_stale_page_keeps_both_until_the_student_chooses(attempt: Attempt) -> None:
    save(attempt, "tab-one", q1="a", seen=0)
    saved = save(attempt, "tab-two", q1="b", seen=0)
    conflict = ConflictingAnswer.objects.get()
    before = answers(attempt, 1)

    step = choose_answer(conflict=conflict, other=True, by=attempt.enrollment.student)
    again = choose_answer(conflict=conflict, other=False, by=attempt.enrollment.student)

    assert (saved.conflicts, len(before)) == ([1], 1)
    assert (step, step.response) == (again, conflict.response)
    assert answers(attempt, 1) == [before[0], conflict.response]


def test_a_repeated_conflict_is_kept_once(attempt: Attempt) -> None:
    save(attempt, "tab-one", q1="a", seen=0)

    assert save(attempt, "tab-two", q1="b", seen=0).conflicts == save(attempt, "tab-two", q1="b", seen=0).conflicts == [1]
    assert ConflictingAnswer.objects.count() == 1


def test_what_a_page_has_seen_of_one_question_goes_before_what_it_has_seen_of_all(attempt: Attempt) -> None:
    save(attempt, "k1", q1="a", seen=0)
    saved = save(attempt, "k2", q1="b", seen=0, seen_q1=1)

    assert saved.conflicts == []
    assert len(answers(attempt, 1)) == 2


def test_only_the_student_chooses(attempt: Attempt) -> None:
    save(attempt, "tab-one", q1="a", seen=0)
    save(attempt, "tab-two", q1="b", seen=0)
    stranger = member("emil@north.example", "instructor", attempt.enrollment.cohort.campus)

    with pytest.raises(Forbidden):
        choose_answer(conflict=ConflictingAnswer.objects.get(), other=True, by=stranger)


@pytest.mark.parametrize("key", ["", "x" * 60, "a%", "a b"])
def test_a_save_without_a_proper_name_is_refused(attempt: Attempt, key: str) -> None:
    with pytest.raises(Invalid):
        save(attempt, key, q1="a")


def test_an_answer_that_does_not_fit_keeps_nothing_of_its_save(attempt: Attempt) -> None:
    with pytest.raises(InvalidResponse):
        save(attempt, "k1", q1="a", q2=["no-such-option"])

    assert AttemptStep.objects.count() == 0


def test_within_the_grace_an_answer_is_in_time(attempt: Attempt) -> None:
    end(attempt, ago=timedelta(seconds=5))

    assert save(attempt, "k1", q1="a").steps == {1: 1}
    assert LateAnswer.objects.count() == 0


def test_after_the_end_an_answer_is_kept_once_and_counts_for_nothing(attempt: Attempt) -> None:
    save(attempt, "in-time", q1="b")
    end(attempt)

    for _ in range(2):
        with pytest.raises(Conflict, match="kept"):
            save(attempt, "late", q1="a", written_at=1_790_000_000_000)

    late = LateAnswer.objects.get()
    assert (late.key, late.written_at.year, len(answers(attempt, 1))) == ("late:1", 2026, 1)
    assert Attempt.objects.get(pk=attempt.pk).closed_by_clock
    assert Grade.objects.get(item__position=1).numerator == 0


def test_what_was_saved_before_the_end_is_acknowledged_again_after_it(attempt: Attempt) -> None:
    first = save(attempt, "k1", q1="a")
    end(attempt)

    assert save(attempt, "k1", q1="a").steps == first.steps
    assert LateAnswer.objects.count() == 0


def test_an_accepted_late_answer_is_a_step_and_a_new_mark(attempt: Attempt) -> None:
    end(attempt)
    with pytest.raises(Conflict):
        save(attempt, "late", q1="a")
    emil = member("emil@north.example", "instructor", attempt.enrollment.cohort.campus)

    decision = decide_late_answer(late=LateAnswer.objects.get(), accept=True, reason="The network was down.", by=emil)

    marks = list(Grade.objects.filter(item__position=1).order_by("number").values_list("numerator", "kind"))
    assert marks == [(0, "automatic"), (2, "late_answer")]
    assert (decision.step.response, decision.decided_by) == (LateAnswer.objects.get().response, emil.public_id)
    with pytest.raises(Conflict):
        decide_late_answer(late=LateAnswer.objects.get(), accept=False, reason="No.", by=emil)


def test_a_declined_late_answer_changes_no_mark(attempt: Attempt) -> None:
    end(attempt)
    with pytest.raises(Conflict):
        save(attempt, "late", q1="a")
    emil = member("emil@north.example", "instructor", attempt.enrollment.cohort.campus)

    with pytest.raises(Invalid):
        decide_late_answer(late=LateAnswer.objects.get(), accept=False, reason="  ", by=emil)
    decision = decide_late_answer(late=LateAnswer.objects.get(), accept=False, reason="Sent two hours later.", by=emil)

    assert (decision.accepted, decision.step, Grade.objects.filter(item__position=1).count()) == (False, None, 1)


def test_a_student_cannot_accept_their_own_late_answer(attempt: Attempt) -> None:
    end(attempt)
    with pytest.raises(Conflict):
        save(attempt, "late", q1="a")

    with pytest.raises(Forbidden):
        decide_late_answer(late=LateAnswer.objects.get(), accept=True, reason="Please.", by=attempt.enrollment.student)


def test_an_earlier_answer_is_brought_back_and_nothing_is_taken_away(attempt: Attempt) -> None:
    save(attempt, "k1", q1="a")
    save(attempt, "k2", q1="b")

    newest = bring_back_answer(item=attempt.items.get(position=1), number=1, by=attempt.enrollment.student)
    again = bring_back_answer(item=attempt.items.get(position=1), number=1, by=attempt.enrollment.student)

    found = answers(attempt, 1)
    assert (newest, again, len(found), found[2]) == (3, 3, 3, found[0])


def test_facts_are_kept_once_with_the_save_and_never_refuse_it(attempt: Attempt) -> None:
    facts = '[{"kind": "pasted", "question": 1, "amount": 12}, {"kind": "pasted", "question": 1, "amount": "<b>"}, {"kind": "secret"}]'

    save(attempt, "k1", q1="a", facts=facts)
    save(attempt, "k1", q1="a", facts=facts)
    save(attempt, "k2", q1="b", facts="{broken")

    assert AttemptNotes.objects.get().facts == [{"kind": "pasted", "question": 1, "amount": 12}]
    assert len(answers(attempt, 1)) == 2


def test_a_save_asks_the_same_of_the_database_for_one_question_and_for_all(attempt: Attempt) -> None:
    save(attempt, "warm", q1="b")
    save(attempt, "warmer", q1="a", q2=["a"])

    with CaptureQueriesContext(connection) as one:
        save(attempt, "k1", q1="b")
    with CaptureQueriesContext(connection) as both:
        save(attempt, "k2", q1="a", q2=["b"])

    assert len(one) <= len(both) <= 7


def test_submitting_twice_gives_the_same_attempt(attempt: Attempt) -> None:
    by = attempt.enrollment.student

    assert submit_attempt(attempt=attempt, by=by).submitted_at == submit_attempt(attempt=attempt, by=by).submitted_at
