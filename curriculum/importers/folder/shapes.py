"""What each file's front matter may say. Unknown names and wrong sums are faults, said in sentences."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from curriculum.importers.folder.faults import Faults, Lines

Slug = Annotated[str, StringConstraints(pattern=r"^[\w-]+$", max_length=255)]  # what the editor takes as an address
ShortSlug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=64)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Minutes = Annotated[int, Field(ge=0, le=6000)]
NOT_REVIEWED = "not yet reviewed by an attorney"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TrackShape(Shape):
    slug: Annotated[ShortSlug, StringConstraints(max_length=32)]
    title: Title
    minutes: Minutes
    on_eoir_list: bool


class TopicShape(Shape):
    slug: ShortSlug
    title: Title
    required: bool


class SessionShape(Shape):
    number: Annotated[int, Field(ge=1, le=200)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class PageShape(Shape):
    """What every page may say besides its own facts."""

    seo_title: Annotated[str, StringConstraints(max_length=255)] = ""
    search_description: Annotated[str, StringConstraints(max_length=2000)] = ""

    @property
    def page_facts(self) -> dict[str, str]:
        return {"seo_title": self.seo_title, "search_description": self.search_description}


Percent = Annotated[int, Field(ge=0, le=100)]


class ProgramCompletion(Shape):
    """What the program asks before its students are trained, where its authors set no other rules (domain reference, 8.4).

    ``exam``, ``ethics`` and ``mock_interview`` are slugs of its assessments, empty where it does not ask for them.
    """

    minimum_percent: Annotated[int, Field(ge=1, le=100)] = 90
    attendance_percent: Percent = 0
    make_up_counts: bool = True
    all_required_topics: bool = True
    exam: Slug | Literal[""] = ""
    exam_percent: Percent = 70
    ethics: Slug | Literal[""] = ""
    mock_interview: Slug | Literal[""] = ""


class ProgramShape(PageShape):
    slug: Slug
    title: Title
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)?$")] = "en"
    version: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    tracks: Annotated[list[TrackShape], Field(min_length=1)]
    topics: Annotated[list[TopicShape], Field(min_length=1)]
    sessions: list[SessionShape] = []
    completion: ProgramCompletion = ProgramCompletion()


Status = Literal["current", "amended", "superseded", "overruled", "vacated", "pending"]


class StatusChangeShape(Shape):
    """One step of an authority's history. ``id`` names it for lessons on the change; a hand-written step needs none."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")] | None = None
    old_status: Status
    new_status: Status
    effective_on: date
    note: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    source: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    recorded_at: AwareDatetime | None = None


class AuthorityShape(Shape):
    key: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    kind: Literal["statute", "regulation", "decision", "federal_register", "public_law", "form", "manual", "policy_memo", "executive_order"]
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    citation: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$", max_length=500)] = ""
    status: Status = "current"
    status_since: date | None = None
    status_note: Annotated[str, StringConstraints(max_length=500)] = ""
    confidence: Literal["A", "B", "C", "D", "?"] = "C"
    history: list[StatusChangeShape] = []


class TermShape(Shape):
    slug: Annotated[ShortSlug, StringConstraints(max_length=80)]
    term: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    forms: list[Annotated[str, StringConstraints(min_length=1, max_length=120)]] = []
    definition: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class ReviewedShape(PageShape):
    last_reviewed: date | None = None
    reviewer: Annotated[str, StringConstraints(min_length=1, max_length=200)] = NOT_REVIEWED
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
    track: Annotated[str, StringConstraints(max_length=32)]
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
    delta_for: str | None = None  # the id of a status change: a lesson for those already trained
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


def shaped(kind: type[S], data: Any, path: Path, faults: Faults, *, inside: tuple[int | str, ...] = ()) -> S | None:
    """``data`` as ``kind``, or ``None`` with every fault noted, by its line. ``inside`` is where ``data`` stands in the file's YAML."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        lines = Lines(path)
        for fault in error.errors():
            place = ".".join(str(part) for part in fault["loc"])
            faults.add(path, f"{place + ': ' if place else ''}{fault['msg'].removeprefix('Value error, ')}.", lines.of((*inside, *fault["loc"])))
        return None
