"""A curriculum folder that was read: one snapshot for all checks. Plain data; nothing here asks the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curriculum.importers.asked import Asked, AskedAssessment, AskedQuestion, Place
from curriculum.importers.folder.faults import Lines
from curriculum.importers.folder.materials.found import Found
from curriculum.importers.folder.reading import Directive, Document
from curriculum.importers.folder.shapes import AuthorityShape, LessonShape, ModuleShape, ProgramShape, TermShape


@dataclass(frozen=True)
class KnowledgeCheck:
    """A question inside a lesson. ``content`` fits its type; ``line`` is where its block begins."""

    id: str
    type: str
    stem: str
    explanation: str
    content: Mapping[str, Any]
    line: int


@dataclass(frozen=True)
class Lesson:
    """``pieces`` are its Markdown texts and blocks in order; ``module`` is the slug of the module it stands in."""

    document: Document
    facts: LessonShape
    pieces: tuple[str | Directive, ...]
    knowledge_checks: tuple[KnowledgeCheck, ...]
    module: str

    @property
    def path(self) -> Path:
        return self.document.path

    @property
    def markdown(self) -> list[str]:
        """The texts between its blocks."""
        return [piece for piece in self.pieces if isinstance(piece, str)]

    def blocks(self, name: str) -> list[Directive]:
        return [piece for piece in self.pieces if isinstance(piece, Directive) and piece.name == name]

    def callouts(self, kind: str) -> list[Directive]:
        return [callout for callout in self.blocks("callout") if callout.words[:1] == (kind,)]

    @property
    def counted_minutes(self) -> int:
        """What it adds to its module: a lesson on a change of law is for those already trained, and adds nothing."""
        return 0 if self.facts.delta_for else self.facts.minutes


@dataclass(frozen=True)
class Module:
    document: Document
    facts: ModuleShape
    lessons: tuple[Lesson, ...]
    asked: Asked

    @property
    def path(self) -> Path:
        return self.document.path


@dataclass(frozen=True)
class ListedAuthority:
    """An authority as an ``authorities.yaml`` lists it. ``says_status`` is false where the file leaves its status to be guessed."""

    path: Path
    place: Place
    shape: AuthorityShape
    says_status: bool


@dataclass(frozen=True)
class Term:
    path: Path
    place: Place
    shape: TermShape


@dataclass
class CurriculumFolder:
    """``asked`` is what the program itself asks; what its modules ask stands with them. ``terms`` is ``None`` without a glossary.yaml.

    ``materials`` are the sets that teachers read: plans, simulations, guides and papers.
    """

    root: Path
    document: Document
    program: ProgramShape
    modules: tuple[Module, ...] = ()
    authorities: tuple[ListedAuthority, ...] = ()
    terms: tuple[Term, ...] | None = None
    asked: Asked = field(default_factory=Asked)
    materials: tuple[Found, ...] = ()
    _lines: dict[Path, Lines] = field(default_factory=dict)

    @property
    def lessons(self) -> Iterator[Lesson]:
        return (lesson for module in self.modules for lesson in module.lessons)

    @property
    def pages(self) -> list[Module | Lesson]:
        """Modules and lessons: what has topics and authorities."""
        return [*self.modules, *self.lessons]

    @property
    def questions(self) -> Iterator[AskedQuestion]:
        """Of every bank, also those that are not asked yet or any more."""
        return (question for asked in self._all_asked() for question in asked.questions)

    @property
    def ready_questions(self) -> list[AskedQuestion]:
        return [question for question in self.questions if question.is_ready]

    @property
    def assessments(self) -> Iterator[AskedAssessment]:
        return (assessment for asked in self._all_asked() for assessment in asked.assessments)

    def _all_asked(self) -> Iterator[Asked]:
        yield self.asked
        yield from (module.asked for module in self.modules)

    def line(self, path: Path, *place: int | str) -> int | None:
        """The line of a place in a file's YAML; each file is looked through once, and only when there is something to say about it."""
        if path not in self._lines:
            self._lines[path] = Lines(path)
        return self._lines[path].of(place)

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()
