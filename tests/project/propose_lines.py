"""Prints the lines that ``access_matrix.csv`` lacks, with the answers as they are now. Review them: they say what is, not what should be.

.venv/bin/pytest tests/project/propose_lines.py -s -q
"""

import csv
import io
import sys

from tests.project import asking
from tests.project.asking import ask
from tests.project.pivot import COLUMNS, NOT_ASKED, ROLES, row_for
from tests.project.route_objects import kinds_of
from tests.project.routes import Route, every_route
from tests.project.test_access_matrix import questions
from tests.project.world import World


def test_print_missing_lines(world: World):
    out = io.StringIO()
    lines = csv.writer(out)
    for route, method, kind in questions(every_route()):
        if row_for(route.name, method, kind) is None:
            lines.writerow([route.name, method, kind, *observed(world, route, method, kind)])
    sys.stdout.write("\n" + (out.getvalue() or "No line is missing.\n"))


def observed(world: World, route: Route, method: str, kind: str) -> list[str]:
    cells = dict.fromkeys(COLUMNS, NOT_ASKED)
    for role in ("", *ROLES):
        for relation in asking.relations_of(role, route, kind):
            answer = ask(world, role, relation, route, method, kinds_of(route)[kind])
            if answer is not None:
                cells[asking.column(role, relation)] = answer.outcome
    return list(cells.values())
