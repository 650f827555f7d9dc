"""From rows to shapes: fields by field, with the differences between 0.1 and 0.5, and a sentence for each row that cannot be read."""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from assessments.quiz_app.lists import ids_in, scores_in
from assessments.quiz_app.shapes import Export, SourceAnswer, SourceProgress, SourceQuestion, SourceQuiz, SourceSitting, SourceUser
from assessments.quiz_app.tables import Row, Tables, read_tables

T = TypeVar("T")
KINDS = {"multichoice_mcquestion": "multichoice", "true_false_tf_question": "true_false", "essay_essay_question": "essay"}
NOBODY = SourceUser("", "")


def read_source(path: Path) -> Export:
    """Everything in ``path``, an SQLite file or JSON of dumpdata. Raises ``Invalid`` where the file cannot be read at all."""
    return _Reader(read_tables(path)).export()


class _Reader:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.lost: list[str] = []
        self.categories = {row.get("id"): _text(row.get("category")) for row in self.rows("quiz_category")}
        self.sub_categories = {row.get("id"): _text(row.get("sub_category")) for row in self.rows("quiz_subcategory")}
        self.users = {row.get("id"): SourceUser(_text(row.get("username")), _text(row.get("email")).strip().lower()) for row in self.rows("auth_user")}
        self.by_name = {user.name: user for user in self.users.values()}
        self.quizzes_of: dict[int, list[int]] = defaultdict(list)
        for row in self.rows("quiz_question_quiz"):
            if isinstance(row.get("question_id"), int) and isinstance(row.get("quiz_id"), int):
                self.quizzes_of[row["question_id"]].append(row["quiz_id"])

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def export(self) -> Export:
        questions = self._each("quiz_question", "question", self._question_reader())
        asked: dict[int, list[int]] = defaultdict(list)
        for question in sorted(questions, key=lambda one: (one.category == "", one.category, one.id)):  # as django-quiz-app orders them: by category
            for quiz in question.quizzes:
                asked[quiz].append(question.id)
        quizzes = self._each("quiz_quiz", "quiz", lambda row: self._quiz(row, tuple(asked[row["id"]])))
        sittings = self._each("quiz_sitting", "sitting", self._sitting)
        progress = self._each("quiz_progress", "progress record", self._progress)
        return Export(questions, quizzes, sittings, progress, self.lost)

    def _each(self, table: str, what: str, read: Callable[[Row], T]) -> list[T]:
        """Each row that can be read; of each other a sentence."""
        found = []
        for row in self.rows(table):
            try:
                if not isinstance(row.get("id"), int) or isinstance(row["id"], bool):
                    raise ValueError("id")
                found.append(read(row))
            except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as wrong:
                self.lost.append(f"A {what} (id {_text(row.get('id'))[:20]}) cannot be read: {_text(wrong)[:80]}.")
        return found

    def _question_reader(self) -> Callable[[Row], SourceQuestion]:
        kinds = {row.get("question_ptr_id"): (kind, row) for table, kind in KINDS.items() for row in self.rows(table)}
        answers: dict[Any, list[SourceAnswer]] = defaultdict(list)
        for row in sorted(self.rows("multichoice_answer"), key=lambda row: row["id"] if isinstance(row.get("id"), int) else 0):
            if isinstance(row.get("id"), int):
                answers[row.get("question_id")].append(SourceAnswer(row["id"], _text(row.get("content")), _truth(row.get("correct"))))

        def question(row: Row) -> SourceQuestion:
            kind, own = kinds.get(row["id"], ("", {}))
            return SourceQuestion(
                row["id"], kind, _text(row.get("content")), _text(row.get("explanation")), self.categories.get(row.get("category_id"), ""),
                self.sub_categories.get(row.get("sub_category_id"), ""), _text(row.get("figure")), tuple(self.quizzes_of[row["id"]]),
                tuple(answers[row["id"]]), _text(own.get("answer_order")), _truth(own.get("correct")),
            )  # fmt: skip

        return question

    def _quiz(self, row: Row, questions: tuple[int, ...]) -> SourceQuiz:
        return SourceQuiz(
            id=row["id"], title=_text(row.get("title")), description=_text(row.get("description")), url=_text(row.get("url")),
            category=self.categories.get(row.get("category_id"), ""), random_order=_truth(row.get("random_order")),
            max_questions=_whole(row.get("max_questions")), answers_at_end=_truth(row.get("answers_at_end")), exam_paper=_truth(row.get("exam_paper")),
            single_attempt=_truth(row.get("single_attempt")), pass_mark=_whole(row.get("pass_mark")), success_text=_text(row.get("success_text")),
            fail_text=_text(row.get("fail_text")), draft=_truth(row.get("draft")), questions=questions,
        )  # fmt: skip

    def _sitting(self, row: Row) -> SourceSitting:
        """0.1 to 0.3 kept no ``question_order`` and no answers: what is left to ask is all their list says."""
        lost = [] if "user_answers" in row else ["This version of django-quiz-app kept no answers."]
        questions, wrong = ids_in(row.get("question_order") or row.get("question_list")), ids_in(row.get("incorrect_questions"))
        if "question_order" not in row:
            lost.append("This version of django-quiz-app kept no list of the questions that were asked.")
        return SourceSitting(
            row["id"], self._user(row.get("user_id")), int(row["quiz_id"]), questions, wrong, _whole(row.get("current_score")),
            _truth(row.get("complete")), _answers(row.get("user_answers"), lost), _moment(row.get("start")), _moment(row.get("end")), tuple(lost),
        )  # fmt: skip

    def _progress(self, row: Row) -> SourceProgress:
        scores, left = scores_in(row.get("score"), self.categories.values())
        return SourceProgress(row["id"], self._user(row.get("user_id")), tuple(scores), (f"“{left[:80]}” is no score.",) if left else ())

    def _user(self, key: Any) -> SourceUser:
        """By key, or by the natural key of ``dumpdata --natural-foreign``."""
        if isinstance(key, tuple) and len(key) == 1:
            return self.by_name.get(key[0]) or SourceUser(key[0], "")
        return self.users.get(key) or (SourceUser(f"user {key}", "") if isinstance(key, int) else NOBODY)


def _text(value: Any) -> str:
    """As a database can hold it: no NUL, and no half of a character."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode().replace("\0", "\ufffd").replace("\r\n", "\n")


def _whole(value: Any) -> int:
    number = int(value or 0)
    if abs(number) > 2**31 - 1:
        raise ValueError(f"{number} is too large")
    return number


def _truth(value: Any) -> bool:
    return value in (True, 1, "1", "true", "True", "t")


def _answers(text: Any, lost: list[str]) -> dict[int, str]:
    """JSON of question id → answer; what is no answer is told in ``lost``."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError, TypeError):
        found = None
    if not isinstance(found, dict):
        lost.append("Its answers cannot be read.")
        return {}
    return {int(key): _text(value) for key, value in found.items() if key.isascii() and key.isdigit() and len(key) < 19}


def _moment(value: Any) -> datetime | None:
    """A time of SQLite (UTC without a zone) or of dumpdata; ``None`` where there is none or it is no time."""
    try:
        found = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
