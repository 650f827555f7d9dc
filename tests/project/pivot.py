"""The reviewed file that says who may open what: one line per route, method and kind of object.

Cells: ``ok`` (2xx) · ``login`` (sent to the sign-in page) · ``redirect`` (sent elsewhere) · a status such as ``404``, ``403``,
``405``, ``422`` · several with ``|`` between them · ``-`` where the question does not arise. A route may end in ``*`` for a
library's pages; the first fitting line counts, exact names before patterns.
"""

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("access_matrix.csv")
ROLES = ("student", "instructor", "coordinator", "attorney", "officer", "auditor", "administrator")
RELATIONS = ("own", "same cohort", "same campus", "other campus")
ANONYMOUS = "anonymous"
COLUMNS = (ANONYMOUS, *(f"{role} {relation}" for role in ROLES for relation in RELATIONS))
NOT_ASKED = "-"
NO_OBJECT = "-"


@dataclass(frozen=True)
class Row:
    route: str
    method: str
    kind: str
    cells: dict[str, str]

    @property
    def is_pattern(self) -> bool:
        return "*" in self.route


@cache
def rows() -> list[Row]:
    with FILE.open(newline="") as file:
        lines = list(csv.DictReader(file))
    return [Row(line["route"], line["method"], line["object"], {column: line[column] for column in COLUMNS}) for line in lines]


def row_for(route: str, method: str, kind: str) -> Row | None:
    for row in rows():
        if (row.route, row.method, row.kind) == (route, method, kind):
            return row
    return next((row for row in rows() if row.is_pattern and row.method == method and fnmatchcase(route, row.route)), None)
