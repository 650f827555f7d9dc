"""Facts of a case with several questions about them. Response: ``{"parts": {"bar": {"choice": "a"}, "issues": {"text": "…", "chosen": []}}}``.

Each part is a question of another type, with its own stem and points; its response is what its type keeps. When the facts are to be
searched for issues too (``lms.questions.issues``), that is the last part, ``issues``.

The mark is the exact weighted sum: the points each part earned, over the points of all. While one part waits for a person, the whole
does; its other parts are marked already and say so.

Worked example: a single choice for 1 point, right; an authority for 2, half right; issues for 3, of which an instructor gave 2 of 4 points by
the rubric. Before: waiting. After: (1 + 2 × 1/2 + 3 × 2/4) / 6 = 7/12.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, PrivateAttr, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, LongMarkdown, NotBlank, PartId, RequiredMarkdown, refuse_repeated
from lms.questions.errors import InvalidContent, InvalidMark, InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.issues import ISSUES, Issues, IssueSpotting
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import Form, Response, all_values, only, pieces, was_sent
from lms.questions.rubric import Criterion, PartCriterion, Points
from lms.questions.text import in_one_line

MOST_FIELDS = 1000
PartPoints = Annotated[int, Field(ge=1, le=100)]


class Part(Content):
    """One question about the facts: ``content`` is what its ``type`` takes. Its id holds no hyphen, which tells the fields of a form apart."""

    id: PartId
    type: str
    stem: RequiredMarkdown
    points: PartPoints = 1
    content: dict[str, Any]

    @model_validator(mode="after")
    def _names_fields(self) -> Self:
        if "-" in self.id or self.id == ISSUES:
            raise ValueError(f"the id of a part holds no hyphen and is not “{ISSUES}”")
        return self


class IssuesPart(Content):
    """The issues to spot, asked after the other parts; ``content`` says how they are marked."""

    stem: RequiredMarkdown
    points: PartPoints = 1
    content: Issues


class FactPatternContent(Content):
    """``case`` tells the facts, in Markdown."""

    case: Annotated[LongMarkdown, NotBlank]
    parts: Annotated[list[Part], Field(max_length=20)] = []
    issues: IssuesPart | None = None
    _contents: dict[str, Content] = PrivateAttr(default_factory=dict)  # of the parts, checked: ``FactPattern`` knows their types

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        refuse_repeated([part.id for part in self.parts], "parts")
        if not self.parts and self.issues is None:
            raise ValueError("a fact pattern needs a part or issues to spot")
        return self


@dataclass(frozen=True)
class _Piece:
    """A part as it is asked: ``called`` when it is spoken of; ``path`` begins the paths of its Markdown."""

    key: str
    called: str
    points: int
    stem: str
    path: str
    kind: QuestionType[Any]
    content: Any

    def in_grade(self, path: str) -> str:
        return f"{self.path}.content.{path}"

    def html(self, rendered: Rendered) -> dict[str, str]:
        start = self.in_grade("")
        return {path.removeprefix(start): html for path, html in rendered.items() if path.startswith(start)}

    def order(self, order: Sequence[str]) -> list[str]:
        return [one.removeprefix(f"{self.key}.") for one in order if one.startswith(f"{self.key}.")]

    def given(self, points: Mapping[str, Points]) -> dict[str, Points]:
        return {row.removeprefix(f"{self.key}."): given for row, given in points.items() if row.startswith(f"{self.key}.")}

    def row(self, row: Criterion) -> PartCriterion:
        return PartCriterion(id=f"{self.key}.{row.id}", title=f"{self.called}: {row.title}", points=row.points, guidance=row.guidance, levels=row.levels)


class FactPattern(QuestionType[FactPatternContent]):
    """``parts`` are the types that its questions may be of."""

    key = "fact_pattern"
    label = "Fact pattern"
    description = "Facts of a case, several questions about them, and the issues they raise."
    content_class = FactPatternContent

    def __init__(self, parts: Sequence[QuestionType[Any]]) -> None:
        self._types = {kind.key: kind for kind in parts}
        self._issues = IssueSpotting()

    # Content

    def validate_content(self, data: Any) -> FactPatternContent:
        content = super().validate_content(data)
        checked: dict[str, Content] = {}
        faults: list[str] = []
        for number, part in enumerate(content.parts, start=1):
            try:
                checked[part.id] = self._type(part.type).validate_content(part.content)
            except InvalidContent as wrong:
                faults += [f"parts, entry {number}, {sentence}" for sentence in wrong.sentences]
        if faults:
            raise InvalidContent(*faults)
        whole = content.model_copy(update={"parts": [part.model_copy(update={"content": checked[part.id].facts()}) for part in content.parts]})
        whole._contents = checked
        return whole

    def _type(self, key: str) -> QuestionType[Any]:
        if key not in self._types:
            raise InvalidContent(f"type: this must be one of {', '.join(self._types)}.")
        return self._types[key]

    def check_writing(self, content: FactPatternContent) -> None:
        faults: list[str] = []
        for number, piece in enumerate(self._pieces(content), start=1):
            try:
                piece.kind.check_writing(piece.content)
            except InvalidContent as wrong:
                faults += [f"parts, entry {number}, {sentence}" for sentence in wrong.sentences]
        if faults:
            raise InvalidContent(*faults)

    def _pieces(self, content: FactPatternContent) -> Iterator[_Piece]:
        for number, part in enumerate(content.parts, start=1):
            inner = content._contents[part.id]
            yield _Piece(part.id, f"Part {number}", part.points, part.stem, f"parts.{part.id}", self._types[part.type], inner)
        if last := content.issues:
            yield _Piece(ISSUES, f"Part {len(content.parts) + 1}", last.points, last.stem, ISSUES, self._issues, last.content)

    def markdown_fields(self, content: FactPatternContent) -> dict[str, str]:
        texts = {"case": content.case}
        for piece in self._pieces(content):
            texts[f"{piece.path}.stem"] = piece.stem
            texts |= {piece.in_grade(path): text for path, text in piece.kind.markdown_fields(piece.content).items()}
        return texts

    def option_order(self, content: FactPatternContent, *, shuffle: bool, seed: int | str) -> list[str]:
        """The parts as written, for one may lead to the next; in each, what its type shuffles, as ``<part>.<id>``."""
        order: list[str] = []
        for piece in self._pieces(content):
            own = piece.kind.option_order(piece.content, shuffle=shuffle, seed=f"{seed}:{piece.key}")
            order += [f"{piece.key}.{key}" for key in own]
        return order

    # Responses

    def parse(self, form: Form, name: str) -> Any:
        """The fields as they were sent, by what follows ``name-``: only with the content can they be told apart, in ``normalize``."""
        if not was_sent(form, name):
            return None
        forged = [value for value in all_values(form, name) if value]  # its own field is always empty
        return {"sent": pieces(form, name) | ({"": forged} if forged else {})}

    def normalize(self, content: FactPatternContent, response: Any) -> Response:
        asked = list(self._pieces(content))
        given = self._given(asked, response)
        return {"parts": {piece.key: piece.kind.normalize(piece.content, given.get(piece.key)) for piece in asked}}

    @staticmethod
    def _given(asked: Sequence[_Piece], response: Any) -> Mapping[str, Any]:
        """The response to each part by its id, from a form or as it was stored; raises ``InvalidResponse``."""
        known = {piece.key for piece in asked}
        if response is None:
            return {}
        if isinstance(response, Mapping) and set(response) == {"sent"}:
            sent = response["sent"]
            if not isinstance(sent, Mapping) or len(sent) > MOST_FIELDS or not all(_is_field(key, sent[key], known) for key in sent):
                raise _odd()
            return {piece.key: piece.kind.parse(sent, piece.key) for piece in asked}
        parts = only(response, "parts")
        if not isinstance(parts, Mapping) or not set(parts) <= known:
            raise _odd()
        return parts

    def is_answered(self, content: FactPatternContent, response: Response) -> bool:
        return any(piece.kind.is_answered(piece.content, response["parts"][piece.key]) for piece in self._pieces(content))

    def warnings(self, content: FactPatternContent, response: Response) -> list[str]:
        return [
            f"{piece.called}: {sentence}" for piece in self._pieces(content) for sentence in piece.kind.warnings(piece.content, response["parts"][piece.key])
        ]

    # Marks

    def grade(self, content: FactPatternContent, response: Response) -> Grade:
        asked = list(self._pieces(content))
        return _sum(asked, [piece.kind.grade(piece.content, response["parts"][piece.key]) for piece in asked])

    def rubric(self, content: FactPatternContent) -> list[Criterion]:
        """The rows of every part that a person marks, as ``<part>.<row>``; the rows of a part share out the part's points."""
        return [piece.row(row) for piece in self._pieces(content) for row in piece.kind.rubric(piece.content)]

    def mark(self, content: FactPatternContent, response: Response, points: Mapping[str, Points]) -> Grade:
        """The parts that mark themselves as ``grade`` does, the others by ``points``."""
        rows = self.rubric(content)
        if not rows:
            return super().mark(content, response, points)
        faults = ["Points were given for a row that this rubric does not have."] if set(points) - {row.id for row in rows} else []
        asked, grades = list(self._pieces(content)), []
        for piece in asked:
            answer = response["parts"][piece.key]
            by_hand = bool(piece.kind.rubric(piece.content))
            try:
                grades.append(piece.kind.mark(piece.content, answer, piece.given(points)) if by_hand else piece.kind.grade(piece.content, answer))
            except InvalidMark as wrong:
                faults += [f"{piece.called}: {sentence}" for sentence in wrong.sentences]
        if faults:
            raise InvalidMark(*faults)
        return _sum(asked, grades)

    def explain(self, content: FactPatternContent, response: Response, grade: Grade) -> list[str]:
        """Part by part. A stored mark comes without its parts: then it is said that a person marked one, not how."""
        if not self.is_answered(content, response):
            return ["Nothing was answered: no points."]
        given = {part.key: part.fraction for part in grade.parts}
        waits = grade.fraction is None
        said = ["The mark waits until an instructor has marked every part." if waits else f"In all, {said_share(grade.fraction or Fraction(0))}."]
        for piece in self._pieces(content):
            answer = response["parts"][piece.key]
            own = piece.kind.grade(piece.content, answer)
            if own.fraction is None and not waits:
                said.append(_by_hand(piece.called, given.get(piece.key)))
            else:
                said += [f"{piece.called}: {sentence}" for sentence in piece.kind.explain(piece.content, answer, own)]
        return said

    # Views

    def public_view(self, content: FactPatternContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        html = rendered or {}
        return {
            "case_html": html_of("case", content.case, html),
            "parts": [
                {
                    "id": piece.key, "number": number, "points": piece.points, "stem_html": html_of(f"{piece.path}.stem", piece.stem, html),
                    "template": piece.kind.template, "review_template": piece.kind.review_template,
                    "view": piece.kind.public_view(piece.content, piece.order(order), piece.html(html)),
                }
                for number, piece in enumerate(self._pieces(content), start=1)
            ],
        }  # fmt: skip

    def key_view(self, content: FactPatternContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        html = rendered or {}
        return {"parts": {piece.key: piece.kind.key_view(piece.content, piece.order(order), piece.html(html)) for piece in self._pieces(content)}}

    def summarize(self, content: FactPatternContent, response: Response) -> str:
        if not self.is_answered(content, response):
            return "–"
        return in_one_line("; ".join(f"{piece.called}: {piece.kind.summarize(piece.content, response['parts'][piece.key])}" for piece in self._pieces(content)))

    def possible_answers(self, content: FactPatternContent) -> list[str]:
        return [f"{piece.key}: {answer}" for piece in self._pieces(content) for answer in piece.kind.possible_answers(piece.content)]

    def answers_in(self, content: FactPatternContent, response: Response) -> list[str]:
        return [f"{piece.key}: {answer}" for piece in self._pieces(content) for answer in piece.kind.answers_in(piece.content, response["parts"][piece.key])]


def _sum(asked: Sequence[_Piece], grades: Sequence[Grade]) -> Grade:
    """The weighted sum of the parts' grades; ``None`` while one waits."""
    parts = tuple(PartGrade(piece.key, grade.fraction, weight=piece.points) for piece, grade in zip(asked, grades, strict=True))
    earned = [part.fraction * part.weight for part in parts if part.fraction is not None]
    share = sum(earned, Fraction(0)) / sum(part.weight for part in parts) if len(earned) == len(parts) else None
    return Grade(share, parts, tuple(piece.in_grade(path) for piece, grade in zip(asked, grades, strict=True) for path in grade.feedback))


def _odd() -> InvalidResponse:
    return InvalidResponse("This answer does not have the shape that the question expects. Reload the page and answer again.")


def _is_field(key: Any, values: Any, known: set[str]) -> bool:
    """A field of a form that belongs to one of the ``known`` parts, with its values."""
    named = isinstance(key, str) and key.partition("-")[0] in known
    return named and isinstance(values, list) and all(isinstance(value, str) for value in values)


def _by_hand(called: str, given: Fraction | None) -> str:
    return f"{called}: an instructor marked it." if given is None else f"{called}: an instructor gave {said_share(given)}."
