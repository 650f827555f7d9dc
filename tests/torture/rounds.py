"""How often a round is played, by which chance, and what is counted: rounds, violations, kills, and how often actors met."""

import json
import os
import random
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from tests.database import is_postgresql
from tests.torture.stage import Act, Outcome, Stage

KEPT_IN = Path(__file__).parents[2] / "var/torture"
FEW_ON_SQLITE = 3  # one writer at a time: there is less to go wrong, and it is slow
AT_ONCE = 50  # are examined together
MOST_VIOLATIONS = 20  # enough to see what is wrong
GUESS = 12  # statements of an act that nobody has counted yet
SPREAD = 6.0  # milliseconds by which one actor may lag behind the others
STANDSTILL = 15.0  # milliseconds at most that an actor stands still in the middle
Faults = Callable[[Iterable[int]], Iterable[tuple[int, str]]]


@dataclass
class Figures:
    """What a harness counted. ``met``: rounds in which two actors held transactions at one time, of ``races``; ``seconds`` of the clock."""

    name: str
    seed: str
    rounds: int = 0
    violations: list[str] = field(default_factory=list)
    races: int = 0
    met: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    seconds: float = 0

    def __str__(self) -> str:
        met = f", in {100 * self.met / self.races:.1f} % of {self.races} both were in a transaction at once" if self.races else ""
        kills = ", ".join(f"{act} {count}" for act, count in sorted(self.kills.items()))
        killed = f", {sum(self.kills.values())} kills ({kills})" if self.kills else ""
        return f"{self.name}: seed {self.seed}, {self.rounds} rounds, {len(self.violations)} violations{met}{killed}, {self.seconds:.0f} s"


class Run:
    """The rounds of one harness: ``with Run("double_submit", stage, faults, few=20, full=1_000) as run: for number, chance in run: …``.

    TORTURE_SEED repeats a run; a round has the same chance whatever was played before. TORTURE_SHARD=2/3 plays rounds 2, 5, 8 … only. A full
    run notes how far it came and is taken up there by the next one with the same seed, or without any.
    Violations are collected, so that one does not hide another; the end of the block raises with them.
    """

    def __init__(self, name: str, stage: Stage, faults: Faults, *, few: int, full: int) -> None:
        """``faults`` finds, for the keys of what was ``examined``, what does not hold of each."""
        shard = os.environ.get("TORTURE_SHARD", "1/1")
        self._first, self._step = (int(part) for part in shard.split("/"))
        self._stage, self._faults, self._file = stage, faults, KEPT_IN / f"{name}-{shard.replace('/', '-of-')}.json"
        self._wanted = _how_many(few, full)
        self.figures = self._taken_up(name) or Figures(name, os.environ.get("TORTURE_SEED") or secrets.token_hex(4))
        self.chance = random.Random()
        self._counted: dict[str, Outcome] = {}
        self._to_examine: dict[int, int] = {}

    def __enter__(self) -> Self:
        self._since = time.monotonic() - self.figures.seconds
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.figures.violations += [f"round {self._number}: {error!r:.2000}"] if error else []
        self._examine()
        self.figures.seconds = time.monotonic() - self._since
        print(self.figures, *self.figures.violations, sep="\n  ")
        if is_full():
            self._file.unlink(missing_ok=True)
        if error is None:
            assert self.figures.violations == [], self.figures.name

    def __iter__(self) -> Iterator[tuple[int, random.Random]]:
        figures = self.figures
        while self._number <= self._wanted and len(figures.violations) < MOST_VIOLATIONS:
            self.chance = random.Random(f"{figures.seed}/{figures.name}/{self._number}")
            yield self._number, self.chance
            figures.rounds += 1
            if len(self._to_examine) >= AT_ONCE:
                self._examine()
            if is_full():
                self._note()

    @property
    def _number(self) -> int:
        """Of the round that is played now."""
        return self._first + self.figures.rounds * self._step

    def race(self, *acts: Act) -> list[Outcome]:
        """The acts at once: each may lag a little behind the others, and one stands still in the middle, so that they meet everywhere."""
        outcomes = self.at_once(*acts)
        self.figures.races += 1
        self.figures.met += _met(outcomes)
        return outcomes

    def at_once(self, *acts: Act) -> list[Outcome]:
        """The same, where it is no fault of the race that one comes too late to meet the other."""
        outcomes = self._stage.together(*(self._disturbed(act) for act in acts))
        self._count(acts, outcomes)
        return outcomes

    def kill(self, act: Act, *points: str, only_points: bool = False) -> Outcome:
        """The act, killed at a place drawn from its statements, its commits and the fail ``points`` on its way; or at one of these only."""
        place = self.chance.choice(points) if only_points else self._place(act, *points)
        [outcome] = self._stage.together(Act(act.call, act.arguments, kill=place))
        name = act.call.partition(":")[2]
        if outcome.killed:
            self.figures.kills[name] = self.figures.kills.get(name, 0) + 1
        self._count([act], [outcome])
        return outcome

    def play(self, act: Act) -> Outcome:
        """The act alone."""
        [outcome] = self._stage.together(act)
        self._count([act], [outcome])
        return outcome

    def examine(self, *keys: int) -> None:
        """Look at these later, many together; nothing touches them any more."""
        self._to_examine |= dict.fromkeys(keys, self._number)

    def found(self, faults: Iterable[str], *facts: Any) -> None:
        """Count ``faults`` as violations of this round; ``facts`` help to understand them."""
        self.figures.violations += [f"round {self._number}: {fault} {facts or ''}".rstrip() for fault in faults]

    def holds(self, told: bool, fault: str, *facts: Any) -> None:
        self.found([] if told else [fault], *facts)

    def _examine(self) -> None:
        self.figures.violations += [f"round {self._to_examine[key]}: {fault}" for key, fault in self._faults(self._to_examine)]
        self._to_examine = {}

    def _disturbed(self, act: Act) -> Act:
        pause = f"{self._place(act)}@{self.chance.uniform(0, STANDSTILL):.1f}" if self.chance.random() < 0.5 else ""
        return Act(act.call, act.arguments, pause=pause, late=self.chance.uniform(0, SPREAD) if self.chance.random() < 0.5 else 0)

    def _place(self, act: Act, *points: str) -> str:
        """Half of the places are statements; the others are what a browser or a queue would notice least: commits, answers, fail points."""
        known = self._counted.get(act.call, Outcome(statements=GUESS, commits=1))
        commits = self.chance.randint(1, max(known.commits, 1))
        named = [f"before_commit:{commits}", f"after_commit:{commits}", "answer", *points]
        return f"statement:{self.chance.randint(1, known.statements or 1)}" if self.chance.random() < 0.5 else self.chance.choice(named)

    def _count(self, acts: Iterable[Act], outcomes: list[Outcome]) -> None:
        for act, outcome in zip(acts, outcomes, strict=True):
            if outcome.said is not None:
                self._counted[act.call] = outcome

    def _note(self) -> None:
        self.figures.seconds = time.monotonic() - self._since
        if self._to_examine:
            return  # a run that is taken up begins where all was looked at
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(asdict(self.figures)))

    def _taken_up(self, name: str) -> Figures | None:
        if not is_full() or not self._file.exists():
            return None
        noted = Figures(**json.loads(self._file.read_text()))
        return noted if os.environ.get("TORTURE_SEED", "") in ("", noted.seed) else None


def is_full() -> bool:
    return os.environ.get("TORTURE") == "1"


def _how_many(few: int, full: int) -> int:
    if is_full() and is_postgresql():
        return full
    return few if is_postgresql() else min(few, FEW_ON_SQLITE)


def _met(outcomes: list[Outcome]) -> bool:
    """Whether the transactions of any two were open at one time."""
    spans = sorted((outcome.began, outcome.ended) for outcome in outcomes if outcome.began)
    return any(later < ended for (_, ended), (later, _) in pairwise(spans))
