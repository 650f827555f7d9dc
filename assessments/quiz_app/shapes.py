"""What a django-quiz-app database holds, in plain shapes."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SourceAnswer:
    id: int
    text: str
    correct: bool


@dataclass(frozen=True)
class SourceQuestion:
    """``kind``: ``multichoice``, ``true_false``, ``essay``, or empty where no row says. ``correct``: what a true-or-false question states."""

    id: int
    kind: str
    text: str
    explanation: str
    category: str
    sub_category: str
    figure: str
    quizzes: tuple[int, ...]
    answers: tuple[SourceAnswer, ...] = ()
    answer_order: str = ""
    correct: bool = False

    def said(self, guess: str) -> str:
        """What somebody answered, in words: the text of the answer for its id."""
        by_id = {str(answer.id): answer.text for answer in self.answers}
        return by_id.get(guess, guess)


@dataclass(frozen=True)
class SourceQuiz:
    """``questions``: the ids of its questions in their order. ``max_questions``: how many of them each sitting asks, at random; 0 for all."""

    id: int
    title: str
    description: str
    url: str
    category: str
    random_order: bool
    max_questions: int
    answers_at_end: bool
    exam_paper: bool
    single_attempt: bool
    pass_mark: int
    success_text: str
    fail_text: str
    draft: bool
    questions: tuple[int, ...]


@dataclass(frozen=True)
class SourceUser:
    """``email`` in small letters; both empty where the file does not hold its users."""

    name: str
    email: str


@dataclass(frozen=True)
class SourceSitting:
    """``score`` of ``len(questions)``, one point a question; ``answers`` by question id as they were stored."""

    id: int
    user: SourceUser
    quiz: int
    questions: tuple[int, ...]
    wrong: tuple[int, ...]
    score: int
    complete: bool
    answers: dict[int, str]
    started_at: datetime | None
    ended_at: datetime | None
    lost: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """As django-quiz-app says it: rounded to the nearest, never under 0 or over 100."""
        most = len(self.questions)
        if most < 1:
            return 0
        return 100 if self.score > most else max(0, round(self.score / most * 100))


@dataclass(frozen=True)
class SourceProgress:
    """A person’s running score in a category over all quizzes."""

    id: int
    user: SourceUser
    scores: tuple[tuple[str, int, int], ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    """Everything that was read. ``lost``: sentences about rows that could not be read at all."""

    questions: list[SourceQuestion]
    quizzes: list[SourceQuiz]
    sittings: list[SourceSitting]
    progress: list[SourceProgress]
    lost: list[str] = field(default_factory=list)
