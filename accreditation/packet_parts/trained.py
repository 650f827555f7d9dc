"""Words about a training that several sheets share: its title, how it was taught, when, and what its tests gave."""

from accreditation.dossier import Result, Training
from lms.core.wording import counted, day, hours

MODES = {"in_person": "in person", "live_remote": "live by video", "hybrid": "live, in the room and by video", "self_paced": "self-paced study"}
NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_TESTS = 3
"""Tests that a cell of the list can hold one by one."""


def title_of(training: Training) -> str:
    """As its certificate calls it, so that nobody looks for a second training."""
    return training.course or training.title


def modes_of(training: Training) -> str:
    """``In person 15 h 20 min; self-paced study 20 h 40 min``"""
    said = "; ".join(f"{MODES.get(mode, mode.replace('_', ' '))} {unbroken(minutes)}" for mode, minutes in sorted(training.minutes_by_mode.items()))
    return said[:1].upper() + said[1:]


def unbroken(minutes: int) -> str:
    """Hours that stay on one line."""
    return hours(minutes).replace(" ", NO_BREAK)


def dates_of(training: Training) -> str:
    dates = [day(date) for date in (training.first_date, training.last_date) if date]
    return " to ".join(dict.fromkeys(dates))


def results_said(training: Training, exam: str) -> str:
    """The results that were reached, in one line each; of many, the final examination (the assessment ``exam``) and how the others stand together."""
    taken = [result for result in training.results if result.attempted]
    if len(taken) <= MOST_TESTS:
        return "; ".join(_said(result) for result in taken) or training.test_result
    first = [result for result in taken if result.assessment == exam]
    others = [result for result in taken if result.assessment != exam]
    passed = sum(result.passed for result in others)
    together = f"{counted(len(others), 'quiz', 'quizzes')}, {'all' if passed == len(others) else passed} passed"
    return "; ".join([*map(_said, first), f"{together}: see the syllabus"])


def _said(result: Result) -> str:
    return f"{result.title}: {result.percent} % ({'passed' if result.passed else 'not passed'})"
