"""Minutes by topic of many entries.

Constraint: the record of 10 000 students rests on 600 000 entries, and the topics of an entry are a JSON object. Opening the objects in the database and
adding there takes three times as long as having it join their texts and adding here; an object per entry would take longer still. So each text is read
once into a whole number with a lane of 64 bits for each topic, and the numbers are added: as many additions as entries, whatever the number of topics.

>>> added_up('{"asylum": 20, "ethics_upl": 10}\\x1e{"asylum": -20}')
{'ethics_upl': 10}
"""

import json
from threading import Lock
from typing import Any

from django.db.models import Aggregate, TextField
from django.db.models.functions import Cast

BETWEEN = "\x1e"  # JSON never holds it as it is
LANE = 64  # bits: minutes of an entry need 32, and there are fewer than 2 ** 31 of them
_LOW, _SIGN = (1 << LANE) - 1, 1 << (LANE - 1)
_KEPT = 4096  # texts: most repeat, for lessons have few topics and their minutes are capped


class JoinedTopics(Aggregate):
    """The topics of all entries of a group as JSON texts, with ``BETWEEN`` between."""

    function = "STRING_AGG"
    template = f"%(function)s(%(expressions)s, '{BETWEEN}')"
    output_field = TextField()
    allow_distinct = False

    def __init__(self, **extra: Any) -> None:
        super().__init__(Cast("topics", TextField()), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


def added_up(joined: str) -> dict[str, int]:
    """Minutes by topic of what ``JoinedTopics`` gave; topics that add up to nothing are left out."""
    total, totals = sum(map(_texts.__getitem__, joined.split(BETWEEN))), {}
    for slug in [*_texts.lanes]:
        minutes = total & _LOW
        if minutes & _SIGN:  # a negative sum has borrowed from the lane above
            minutes -= 1 << LANE
        total = (total - minutes) >> LANE
        if minutes:
            totals[slug] = minutes
    return totals


class _Texts(dict[str, int]):
    """The number of each text that was seen; ``lanes`` are the topics by their place in the number, the lowest first. A topic keeps its lane."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes: dict[str, int] = {}
        self._one_at_a_time = Lock()

    def __missing__(self, text: str) -> int:
        topics = json.loads(text)
        with self._one_at_a_time:
            if len(self) >= _KEPT:
                self.clear()
            number = sum(minutes << LANE * self.lanes.setdefault(slug, len(self.lanes)) for slug, minutes in topics.items())
            self[text] = number
        return number


_texts = _Texts()
