"""The harness itself: what it counts, that it fails, and that a seed repeats it."""

from typing import Any

import pytest

from tests.torture.rounds import Run
from tests.torture.stage import Act, Outcome

ACT = Act("module:act")


class Scripted:
    """A stage on which every act takes from one second to another."""

    def __init__(self, *spans: tuple[float, float], killed: bool = False) -> None:
        self._spans, self._killed = spans, killed
        self.played: list[Act] = []

    def together(self, *acts: Act) -> list[Outcome]:
        self.played += acts
        return [Outcome(said=None if self._killed else 1, killed=self._killed, began=began, ended=ended, statements=9) for began, ended in self._spans]


def run_of(stage: Any, faults: Any = lambda keys: []) -> Run:
    return Run("scripted", stage, faults, few=3, full=3)


@pytest.mark.parametrize(("second", "met"), [((1.5, 3), 3), ((2.5, 3), 0)])
def test_actors_met_when_their_transactions_were_open_at_one_time(second: tuple[float, float], met: int) -> None:
    with run_of(Scripted((1, 2), second)) as run:
        for _ in run:
            run.race(ACT, ACT)

    assert (run.figures.rounds, run.figures.races, run.figures.met) == (3, 3, met)


def test_only_who_died_counts_as_killed() -> None:
    counted = []
    for killed in (True, False):
        with run_of(Scripted((1, 2), killed=killed)) as run:
            for _ in run:
                run.kill(ACT)
        counted.append(run.figures.kills)

    assert counted == [{"act": 3}, {}]


def test_violations_are_collected_and_raised_at_the_end() -> None:
    def odd(keys: Any) -> Any:
        return [(key, f"{key} is odd") for key in keys if key % 2]

    def play() -> None:
        with run as rounds:
            for number, _ in rounds:
                rounds.examine(number)
                rounds.holds(number != 2, "two")

    run = run_of(Scripted(), odd)

    with pytest.raises(AssertionError):
        play()
    assert run.figures.violations == ["round 2: two", "round 1: 1 is odd", "round 3: 3 is odd"]


def test_an_error_of_a_round_is_a_violation_too() -> None:
    def play() -> None:
        with run as rounds:
            next(iter(rounds))
            raise ValueError("stuck")

    run = run_of(Scripted())

    with pytest.raises(ValueError, match="stuck"):
        play()
    assert run.figures.violations == ["round 1: ValueError('stuck')"]


def test_a_seed_repeats_where_actors_die(monkeypatch: pytest.MonkeyPatch) -> None:
    def places() -> list[str]:
        stage = Scripted((1, 2), killed=True)
        with run_of(stage) as run:
            for _ in run:
                run.kill(ACT, "a.point")
        return [act.kill for act in stage.played]

    monkeypatch.setenv("TORTURE_SEED", "7")

    assert places() == places()
    assert len(places()) == 3
