"""A process dies anywhere in a save, a submit or the beat's closing, and somebody asks again: all as if it had been asked once."""

from random import Random
from typing import Any

import pytest

from assessments.models import Attempt
from tests.torture.attempts import answers_of, faults, faults_of_ledger, is_half_done, late_answers_of
from tests.torture.hall import Hall
from tests.torture.rounds import Run
from tests.torture.stage import Act, Outcome, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ACTORS = "tests.torture.attempts"
SAVES = 5
LEDGER = ["ledger.after_insert", "ledger.before_commit"]  # the minutes of an attempt are credited where it ends
ENDING = ["attempt.before_submit_commit", *LEDGER]
SWEEP = Act(f"{ACTORS}:sweep")


def submitting(pk: int) -> Act:
    return Act(f"{ACTORS}:submit", {"attempt": pk})


def test_kills_of_saves(stage: Stage, hall: Hall) -> None:
    """Five saves of one attempt die, one after the other; what was acknowledged before is there after each."""
    with Run("kills_of_saves", stage, faults, few=3, full=105) as run:
        for _, chance in run:
            attempt = hall.attempt()
            browser = Browser(attempt)
            for number in range(SAVES):
                act = browser.saves({"q1": "ab"[number % 2]} if chance.random() < 0.5 else {"q1": "ab"[number % 2], "q3": f"Essay {number}."})
                died = run.kill(act, "attempt.before_save_commit")
                run.found(browser.misses(), died)
                browser.hears(run.play(act))
                browser.hears(run.play(act))
            run.play(submitting(attempt.pk))
            run.found(browser.misses())
            run.examine(attempt.pk)
        run.found(faults_of_ledger())


def test_kills_of_submits(stage: Stage, hall: Hall) -> None:
    with Run("kills_of_submits", stage, faults, few=5, full=510) as run:
        for _, chance in run:
            attempt = hall.attempt()
            browser = Browser(attempt)
            act = browser.saves(answers(chance))
            browser.hears(run.play(act))

            died = run.kill(submitting(attempt.pk), *ENDING)
            run.found(browser.misses(), died)
            receipt, again = run.play(submitting(attempt.pk)), run.play(submitting(attempt.pk))
            browser.hears(run.play(act))

            run.holds(receipt == again, "two receipts", receipt, again)
            run.found(browser.misses(), died)
            run.examine(attempt.pk)
        run.found(faults_of_ledger())


def test_kills_of_the_beat_that_closes(stage: Stage, hall: Hall) -> None:
    """The sweep over three attempts whose time is over dies twice; another process sweeps again, and one more time for nothing."""
    with Run("kills_of_closing", stage, faults, few=3, full=260) as run:
        for _, chance in run:
            browsers = [Browser(hall.attempt()) for _ in range(3)]
            for browser in browsers:
                browser.hears(run.play(browser.saves(answers(chance))))
                hall.ends(browser.attempt, in_seconds=-5)

            for _ in range(2):
                died = run.kill(SWEEP, *ENDING, f"{chance.choice(ENDING)}:2", f"{chance.choice(ENDING)}:3")
                run.found([fault for browser in browsers for fault in browser.misses()], died)
            closed, again = run.play(SWEEP), run.play(SWEEP)

            run.holds(closed.said + again.said <= 3 and not again.said, "the sweep closed an attempt twice", closed, again)
            run.found([fault for browser in browsers for fault in browser.misses(is_over=True)])
            run.examine(*(browser.attempt.pk for browser in browsers))
        run.found(faults_of_ledger())


def test_kills_of_saves_after_the_end(stage: Stage, hall: Hall) -> None:
    """What arrives too late dies on its way, perhaps while it closes the attempt, and is sent again: kept once, and it counts for nothing."""
    with Run("kills_of_late_saves", stage, faults, few=3, full=510) as run:
        for _, chance in run:
            browser = Browser(hall.attempt())
            browser.hears(run.play(browser.saves(answers(chance))))
            hall.ends(browser.attempt, in_seconds=-5)
            late = Act(f"{ACTORS}:save", {"attempt": browser.attempt.pk, "key": "late", "answers": {"q3": "Too late."}})

            died = run.kill(late, *ENDING)
            run.found(browser.misses(), died)
            refused, there = [run.play(late).refused for _ in range(2)], late_answers_of(browser.attempt.pk)

            run.found(browser.misses(is_over=True), died)
            run.holds((refused, there) == (["attempt_ended"] * 2, [("late:3", {"text": "Too late."})]), "a late answer was not kept once", refused, there)
            run.examine(browser.attempt.pk)
        run.found(faults_of_ledger())


def answers(chance: Random) -> dict[str, str]:
    return {"q1": chance.choice("ab"), **({"q3": "An essay."} if chance.random() < 0.5 else {})}


class Browser:
    """Who sits an attempt, with a memory of what was acknowledged."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self._kept: list[tuple[str, Any]] = []
        self._sent: list[tuple[str, Any]] = []
        self._words: dict[str, Any] = {}
        self._faults: list[str] = []
        self._key = ""

    def saves(self, answers: dict[str, str]) -> Act:
        """A save under a new key; its answers differ from those before, so each is a step of its own."""
        self._key = f"save-{len(self._words)}"
        self._sent = [(f"{self._key}:{name[1:]}", {"text": answer} if name == "q3" else {"choice": answer}) for name, answer in answers.items()]
        return Act(f"{ACTORS}:save", {"attempt": self.attempt.pk, "key": self._key, "answers": answers})

    def hears(self, outcome: Outcome) -> None:
        """The answer to the newest save, or to its repetition."""
        if outcome.said is None:
            self._faults.append(f"{self._key} was not acknowledged: {outcome}")
        elif self._words.setdefault(self._key, outcome.said) != outcome.said:
            self._faults.append(f"{self._key} was told {self._words[self._key]} and then {outcome.said}")
        self._kept, self._sent = self._kept + self._sent, []

    def misses(self, *, is_over: bool = False) -> list[str]:
        """The answers kept must be those that were acknowledged, in their order, and perhaps the whole of a save that nobody acknowledged."""
        there, found = answers_of(self.attempt.pk), list(self._faults)
        if there not in (self._kept, self._kept + self._sent):
            found.append(f"{there} is there for {self._kept} and {self._sent}")
        if is_half_done(self.attempt.pk):
            found.append("open with marks, or ended without")
        if is_over and Attempt.objects.get(pk=self.attempt.pk).is_open:
            found.append("still open")
        return found
