"""Drawing questions: each draw wants a number of questions out of those that fit it, and no question twice in an attempt.

Constraint: draws may overlap, so that a broad draw must not take what a narrow one needs. Questions are offered one by one in order of
preference (what the student has met least often first, chance among equals); an offered question that no draw has room for may push
another one over to a draw that it fits too (augmenting paths, Kuhn 1955). Offering in order of preference is the greedy algorithm on a
transversal matroid (Edmonds and Fulkerson 1965): every draw is filled whenever it can be, and no other filling has met fewer questions.

    two draws, “any of a, b” and “a only”: a is offered first and taken by the first draw; when b is offered, it goes to the first
    draw as well, which hands a over to the second.
"""

from collections.abc import Mapping, Sequence, Set
from random import Random


def draw(wants: Sequence[int], fits: Sequence[Set[int]], met: Mapping[int, int], chance: Random, *, taken: Set[int] = frozenset()) -> list[list[int]]:
    """The questions of each draw, in chance order; fewer than wanted only where no filling has more.

    ``wants[i]`` questions out of ``fits[i]``, without ``taken``. ``met`` counts how often the student has met a question; leave it empty
    to draw by chance alone.
    """
    offered = sorted(set().union(*fits) - taken)
    chance.shuffle(offered)
    offered.sort(key=lambda question: met.get(question, 0))
    filling = _Filling(wants, fits, chance.sample(range(len(wants)), len(wants)))
    for question in offered:
        if filling.is_full:
            break
        filling.offer(question)
    for found in filling.drawn:
        chance.shuffle(found)
    return filling.drawn


def shortfalls(wants: Sequence[int], fits: Sequence[Set[int]], *, taken: Set[int] = frozenset()) -> list[int]:
    """How many questions each draw lacks at best; zeros when all can be filled. What there is goes to the first draws first."""
    filling = _Filling(wants, fits, range(len(wants)))
    for question in sorted(set().union(*fits) - taken):
        filling.offer(question)
    return [wanted - len(got) for wanted, got in zip(wants, filling.drawn, strict=True)]


class _Filling:
    """Draws as they fill up. ``home`` says which draw has a question."""

    def __init__(self, wants: Sequence[int], fits: Sequence[Set[int]], order: Sequence[int]) -> None:
        self.wants, self.fits, self.order = wants, fits, order
        self.drawn: list[list[int]] = [[] for _ in wants]
        self.missing = sum(wants)

    @property
    def is_full(self) -> bool:
        return self.missing == 0

    def offer(self, question: int) -> None:
        """Take the question where there is room or room can be made. Breadth first: the path is short and never recursive."""
        came: dict[int, tuple[int, int | None]] = {}  # draw → (question that would come in, draw it would come from)
        waiting: list[tuple[int, int | None]] = [(question, None)]
        for one, source in waiting:
            for draw_ in self.order:
                if draw_ in came or one not in self.fits[draw_]:
                    continue
                came[draw_] = (one, source)
                if len(self.drawn[draw_]) < self.wants[draw_]:
                    self._move(draw_, came)
                    return
                waiting += [(held, draw_) for held in self.drawn[draw_]]

    def _move(self, draw_: int, came: dict[int, tuple[int, int | None]]) -> None:
        target: int | None = draw_
        while target is not None:
            question, source = came[target]
            self.drawn[target].append(question)
            if source is not None:
                self.drawn[source].remove(question)
            target = source
        self.missing -= 1
