"""A rubric: the rows by which a person marks, and the exact mark that follows from the points given."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.content import Content, Markdown, NotBlank, PartId, Storable, Title
from lms.questions.errors import InvalidMark
from lms.questions.grades import Grade, PartGrade

Points = int | Fraction


class Level(Content):
    """One step of a row: what an answer of so many points is like."""

    points: Annotated[int, Field(ge=0, le=100)]
    text: Title


class Criterion(Content):
    """One row. ``guidance`` is Markdown for the person who marks; no student sees it. ``levels`` are what the marker chooses from, if there are any."""

    id: PartId
    title: Title
    points: Annotated[int, Field(ge=1, le=100)]
    guidance: Markdown = ""
    levels: Annotated[list[Level], Field(max_length=9)] = []

    @model_validator(mode="after")
    def _levels_fit(self) -> Self:
        given = [level.points for level in self.levels]
        if given and (max(given) != self.points or len(set(given)) != len(given)):
            raise ValueError("the levels must have different points, and the highest is what the row is worth")
        return self


class PartCriterion(Criterion):
    """A row of the rubric of one part of a larger question: its id is ``<part>.<row>``, its title begins with the part."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,20}\.[a-z0-9_-]{1,20}$")]
    title: Annotated[str, StringConstraints(max_length=400), Storable, NotBlank]


Rubric = Annotated[list[Criterion], Field(min_length=1, max_length=20)]


def grade_by_rubric(rubric: Sequence[Criterion], points: Mapping[str, Points]) -> Grade:
    """The mark when a person gave ``points`` to every row, by its id; raises ``InvalidMark`` with a sentence for each fault."""
    faults = [fault for criterion in rubric if (fault := _fault(criterion, points))]
    if set(points) - {criterion.id for criterion in rubric}:
        faults.append("Points were given for a row that this rubric does not have.")
    if faults:
        raise InvalidMark(*faults)
    parts = tuple(PartGrade(row.id, Fraction(points[row.id]) / row.points, weight=row.points) for row in rubric)
    given = sum((Fraction(points[row.id]) for row in rubric), Fraction(0))
    return Grade(given / sum(row.points for row in rubric), parts)


def _fault(criterion: Criterion, points: Mapping[str, Points]) -> str:
    given = points.get(criterion.id)
    if given is None:
        return f"“{criterion.title}” has no points yet."
    if isinstance(given, bool) or not isinstance(given, int | Fraction):
        return f"The points for “{criterion.title}” must be a whole number or a fraction."
    if not 0 <= given <= criterion.points:
        return f"“{criterion.title}” takes 0 to {criterion.points} points."
    return ""
