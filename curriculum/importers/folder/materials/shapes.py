"""What the front matter of a plan, a simulation, a guide and a coordinators' paper may say."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from curriculum.importers.folder.shapes import Minutes, Shape, ShortSlug, Slug, Title

Number = Annotated[int, Field(ge=1, le=200)]
Taken = Annotated[int, Field(ge=1, le=600)]
Line = Annotated[str, StringConstraints(pattern=r"^[^\n]*\S[^\n]*$", max_length=500)]
# a sheet beside the file, or a set that is played in it
Beside = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{1,64}\.md|\.\./\.\./simulations/[A-Za-z0-9_-]{1,64}/)$")]
Nothing = Annotated[list[Beside], Field(max_length=0)]  # a file without a folder of its own has nothing beside it
Mode = Literal["whole group", "groups of four", "groups of three", "pairs", "role play", "alone"]


class PartShape(Shape):
    minutes: Taken
    title: Title
    module: Slug | None = None
    mode: Mode


class PlanPartShape(PartShape):
    module: Slug


class SetShape(Shape):
    """What every set may say; a kind takes away or asks for more."""

    title: Title
    minutes: Minutes | None = None
    session: Number | None = None
    parts: list[PartShape] = []
    objectives: list[Line] = []
    materials: list[Beside] = []


class PlanShape(SetShape):
    session: Number
    minutes: Taken
    modules: dict[Slug, Taken]
    parts: Annotated[list[PlanPartShape], Field(min_length=1)]  # type: ignore[assignment]  # each names its module


class SimulationShape(SetShape):
    slug: ShortSlug
    minutes: Taken
    parts: Annotated[list[PartShape], Field(min_length=1)]


class GuideShape(SetShape):
    slug: ShortSlug
    materials: Nothing = []


class PaperShape(SetShape):
    """A paper to fill in: besides its title it may say whatever it has blanks for."""

    model_config = ConfigDict(extra="allow")
    materials: Nothing = []

    @property
    def facts(self) -> dict[str, Any]:
        return self.model_extra or {}
