"""Places as an export reads them, some hundred at a time.

Constraint: a record of 10 000 students asks a place for its keys, its cohort and its student's name. As models they take longer to make than their hours to
add up; here a place is those values and nothing else. It takes its enrollment's stead wherever only they are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from curriculum.models import Cohort, Enrollment
from curriculum.queries.cohorts import cohorts_by_key
from lms.core.composed import Composed, Keys
from lms.people.api import legal_name

_FIELDS = (
    "pk", "public_id", "cohort_id", "moved_from_id", "student_id", "student__public_id", "student__email",
    "student__legal_first_name", "student__legal_middle_name", "student__legal_last_name",
)  # fmt: skip
_lines = Composed(lambda keys: Enrollment.objects.filter(pk__among=keys).order_by().values_list(*_FIELDS), keys=Keys)


@dataclass(slots=True)
class RollStudent:
    pk: int
    public_id: str
    email: str
    legal_name: str


@dataclass(slots=True, eq=False)
class RollPlace:
    """Equal to every other reading of the same enrollment, and to the enrollment itself."""

    pk: int
    public_id: str
    cohort_id: int
    moved_from_id: int | None
    student_id: int
    student: RollStudent
    cohort: Cohort

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, RollPlace | Enrollment) and self.pk == other.pk

    def __hash__(self) -> int:
        return hash(self.pk)


def roll(keys: Sequence[int]) -> list[RollPlace]:
    """The places with these keys, in their order, with student, cohort, campus and program; two queries. Keys of no place are left out.

    Cohorts are few and heavy (their program is a page with a hundred columns), so they are read once and shared by their places.
    """
    lines = {line[0]: line for line in _lines.rows(keys=keys)}
    cohorts = cohorts_by_key(line[2] for line in lines.values())
    found = []
    for key in keys:
        if line := lines.get(key):
            pk, public_id, cohort, moved_from, student, person, email, first, middle, last = line
            found.append(
                RollPlace(
                    pk, public_id, cohort, moved_from, student, RollStudent(student, person, email, legal_name(first, middle, last, email)), cohorts[cohort]
                )
            )
    return found
