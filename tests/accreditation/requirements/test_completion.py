"""The arithmetic of completing a program: exact, never rounded, and never worse by doing more."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from accreditation.dossier import ProgramRules
from accreditation.requirements.completion import missing_to_complete, share, short_attendance, short_minutes, under
from tests.factories.dossiers import outside, training

RULES = ProgramRules()


def test_one_minute_decides() -> None:
    assert (short_minutes(training(minutes=1944)), short_minutes(training(minutes=1943))) == (0, 1)


@given(st.integers(0, 100_000), st.integers(0, 100))
def test_a_share_is_the_least_whole_minutes_that_reach_the_percent(stated: int, percent: int) -> None:
    least = share(stated, percent)

    assert least * 100 >= stated * percent > (least - 1) * 100


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 500))
def test_more_minutes_never_open_anything(minutes: int, live: int, more: int) -> None:
    before = training(minutes=minutes, minutes_by_mode={"in_person": live})
    after = training(minutes=minutes + more, minutes_by_mode={"in_person": live + more})

    assert len(missing_to_complete([after], RULES)) <= len(missing_to_complete([before], RULES))


def test_make_up_work_counts_and_stays_apart() -> None:
    short = training(minutes_by_mode={"in_person": 1340})

    assert (short_attendance(short, RULES), short_attendance(replace(short, make_up_minutes=10), RULES)) == (10, 0)


def test_make_up_work_does_not_count_where_the_rules_say_so() -> None:
    short = training(minutes_by_mode={"in_person": 1340}, make_up_minutes=10)

    assert missing_to_complete([short], replace(RULES, make_up_counts=False)) == ["10 min more with a teacher."]


def test_self_study_does_not_replace_a_teacher() -> None:
    assert missing_to_complete([training(minutes_by_mode={"self_paced": 2040})], RULES) == ["22 h 30 min more with a teacher, or made up."]


def test_an_exam_needs_its_mark_besides_its_pass() -> None:
    rules = ProgramRules(exam="final-exam", exam_percent=85)

    assert missing_to_complete([training()], rules) == ["The final exam needs 85 %; the counting attempt has 84 %."]
    assert missing_to_complete([training()], replace(rules, exam_percent=84)) == []


def test_tests_the_rules_name_are_asked_for_even_when_the_program_does_not_require_them() -> None:
    rules = ProgramRules(ethics="ethics-quiz", mock_interview="interview")

    assert missing_to_complete([training()], rules) == ["The ethics quiz is not passed yet.", "The mock interview is not passed yet."]


def test_outside_training_completes_no_program_and_hinders_none() -> None:
    assert missing_to_complete([outside()], RULES) == ["No training of the program is on record."]
    assert missing_to_complete([training(), outside(certificate_status="", minutes=0)], RULES) == []


def test_other_rules_judge_the_same_facts() -> None:
    strict = ProgramRules(minimum_percent=100)

    assert missing_to_complete(under([training()], strict), strict) == ["2 h more in Law and skills."]
