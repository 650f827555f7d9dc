"""What each file's front matter may say. Unknown names and wrong sums are faults, said in sentences."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from curriculum.importers.folder.faults import Faults

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=64)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Minutes = Annotated[int, Field(ge=0, le=6000)]
NOT_REVIEWED = "not yet reviewed by an attorney"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TrackShape(Shape):
    slug: Slug
    title: Title
    minutes: Minutes
    on_eoir_list: bool


class TopicShape(Shape):
    slug: Slug
    title: Title
    required: bool


class SessionShape(Shape):
    number: Annotated[int, Field(ge=1, le=200)]
    title: Title


class ProgramCompletion(Shape):
    minimum_percent: Annotated[int, Field(ge=1, le=100)] = 90
    all_required_topics: bool = True
    required_assessments: list[Slug] = []


class ProgramShape(Shape):
    slug: Slug
    title: Title
    version: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    tracks: Annotated[list[TrackShape], Field(min_length=1)]
    topics: Annotated[list[TopicShape], Field(min_length=1)]
    sessions: list[SessionShape] = []
    completion: ProgramCompletion = ProgramCompletion()


class AuthorityShape(Shape):
    key: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    kind: Literal["statute", "regulation", "decision", "federal_register", "public_law", "form", "manual", "policy_memo", "executive_order"]
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    citation: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    url: Annotated[str, StringConstraints(pattern=r"^(https://\S+)?$", max_length=500)] = ""
    status: Literal["current", "amended", "superseded", "overruled", "vacated", "pending"] = "current"
    status_since: date | None = None
    status_note: Annotated[str, StringConstraints(max_length=500)] = ""
    confidence: Literal["A", "B", "C", "D", "?"] = "C"


class TermShape(Shape):
    slug: Slug
    term: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    forms: list[Annotated[str, StringConstraints(min_length=1, max_length=120)]] = []
    definition: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class ReviewedShape(Shape):
    last_reviewed: date | None = None
    reviewer: Title = NOT_REVIEWED
    volatile: bool = False
    volatile_note: str = ""


class ModuleMinutes(Shape):
    live: Minutes
    self_paced: Minutes
    assessment: Minutes

    @property
    def total(self) -> int:
        return self.live + self.self_paced + self.assessment


class ModuleShape(ReviewedShape):
    slug: Slug
    title: Title
    track: Slug
    sessions: list[int] = []
    minutes: ModuleMinutes
    topics: dict[Slug, Annotated[int, Field(ge=1)]]
    authorities: list[str] = []
    objectives: list[str] = []

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(self.topics.values()) != self.minutes.total:
            raise ValueError(f"the topics add up to {sum(self.topics.values())} minutes, the components to {self.minutes.total}")
        return self


class LessonCompletionShape(Shape):
    seen_to_end: bool = True
    knowledge_checks: bool = True
    minimum_share_percent: Annotated[int, Field(ge=0, le=100)] = 0


class LessonShape(ReviewedShape):
    slug: Slug
    title: Title
    minutes: Annotated[int, Field(ge=1, le=600)]
    credit_mode: Literal["measured", "nominal", "attendance", "none"] = "measured"
    topics: dict[Slug, Annotated[int, Field(ge=1)]]
    completion: LessonCompletionShape = LessonCompletionShape()
    objectives: list[str] = []
    authorities: list[str] = []
    prerequisites: list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+)?$", max_length=140)]] = []
    review_by: date | None = None
    changed_since_review: bool = False

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(self.topics.values()) != self.minutes:
            raise ValueError(f"the topics add up to {sum(self.topics.values())} minutes, the lesson to {self.minutes}")
        if self.credit_mode == "nominal" and not self.completion.minimum_share_percent:
            raise ValueError("a lesson credited by its stated minutes needs a minimum_share_percent above 0")
        return self


S = TypeVar("S", bound=Shape)


def shaped(kind: type[S], data: Any, path: Path, faults: Faults) -> S | None:
    """``data`` as ``kind``, or ``None`` with every fault noted."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for fault in error.errors():
            place = ".".join(str(part) for part in fault["loc"])
            faults.add(path, f"{place + ': ' if place else ''}{fault['msg'].removeprefix('Value error, ')}.")
        return None
