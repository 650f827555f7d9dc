"""The rows of a source by table, the same from SQLite and from ``dumpdata``: a table is a list of rows, a row a dict with ``id``.

Foreign keys are called as their column is (``category_id``); multi-table children have ``question_ptr_id`` for their parent.
"""

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from lms.core.errors import Invalid

Row = dict[str, Any]
Tables = dict[str, list[Row]]

TABLES = (
    "quiz_category", "quiz_subcategory", "quiz_quiz", "quiz_question", "quiz_question_quiz", "quiz_progress", "quiz_sitting", "multichoice_mcquestion",
    "multichoice_answer", "true_false_tf_question", "essay_essay_question", "auth_user",
)  # fmt: skip
LINKS = {
    "quiz_subcategory": {"category"}, "quiz_quiz": {"category"}, "quiz_question": {"category", "sub_category"}, "multichoice_answer": {"question"},
    "quiz_progress": {"user"}, "quiz_sitting": {"user", "quiz"},
}  # fmt: skip
CHILDREN = {"multichoice_mcquestion", "true_false_tf_question", "essay_essay_question"}
LARGEST = 500_000_000  # bytes
MOST_ROWS = 1_000_000
LONGEST_SECONDS = 60.0
NOT_ONE = "This is neither an SQLite database nor a JSON file of dumpdata."
SQLITE = b"SQLite format 3\0"
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}


def read_tables(path: Path) -> Tables:
    """The rows of ``path``. Raises ``Invalid`` with a sentence for a file that cannot be read as either kind."""
    try:
        size = path.stat().st_size if path.is_file() else -1
        with path.open("rb") as file:
            begins = file.read(len(SQLITE))
    except (OSError, ValueError):
        raise Invalid(f"There is no file “{path.name}” that can be read.") from None
    if not 0 <= size <= LARGEST:
        raise Invalid(f"“{path.name}” is no file of at most 500 MB.")
    tables = _from_sqlite(path) if begins == SQLITE else _from_json(path)
    if not tables.get("quiz_question") and not tables.get("quiz_quiz"):
        raise Invalid("No quizzes and no questions of django-quiz-app are in this file.")
    return tables


def _from_sqlite(path: Path) -> Tables:
    """Every table there is of those we know. Views and virtual tables are left alone: they can run code of their own."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.row_factory = sqlite3.Row
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            database.execute("PRAGMA trusted_schema=OFF")
            found = {name for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'") if _is_plain(sql)}
            _guard(database)
            return {name: _rows(database, name) for name in TABLES if name in found}
    except sqlite3.Error as error:
        raise Invalid(f"This database cannot be read: {error}.") from None


def _is_plain(sql: str | None) -> bool:
    return bool(sql) and not str(sql).lstrip().upper().startswith("CREATE VIRTUAL")


def _guard(database: sqlite3.Connection) -> None:
    end = time.monotonic() + LONGEST_SECONDS
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    database.set_progress_handler(lambda: int(time.monotonic() > end), 100_000)


def _rows(database: sqlite3.Connection, table: str) -> list[Row]:
    rows = [dict(row) for row in database.execute(f'SELECT * FROM "{table}" LIMIT {MOST_ROWS + 1}')]  # noqa: S608  a name of our own list  # nosec B608
    return _counted(rows)


def _counted(rows: list[Row]) -> list[Row]:
    if len(rows) > MOST_ROWS:
        raise Invalid(f"A table of this file has more than {MOST_ROWS:,} rows.")
    return rows


def _from_json(path: Path) -> Tables:
    try:
        objects = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Invalid(NOT_ONE) from None
    if not isinstance(objects, list):
        raise Invalid(NOT_ONE)
    tables: Tables = {}
    for number, one in enumerate(objects, start=1):
        if not isinstance(one, dict) or not isinstance(one.get("model"), str) or not isinstance(one.get("fields"), dict):
            raise Invalid(f"Object {number} of this file is not what dumpdata writes: it has no model and fields.")
        table = one["model"].lower().replace(".", "_", 1)
        if table in TABLES:
            tables.setdefault(table, []).append(_row(table, one))
            _joined(tables, table, one)
    return {name: _counted(rows) for name, rows in tables.items()}


def _row(table: str, one: dict[str, Any]) -> Row:
    """A dumped object with columns called as a database calls them; a natural key of a user is the user’s name."""
    links = LINKS.get(table, set())
    row = {f"{name}_id" if name in links else name: _value(value) for name, value in one["fields"].items()}
    return {**row, "question_ptr_id": _value(one.get("pk"))} if table in CHILDREN else {**row, "id": _value(one.get("pk"))}


def _value(value: Any) -> Any:
    """What a column can hold; a natural key becomes a tuple of its words."""
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    return None if isinstance(value, dict) else value


def _joined(tables: Tables, table: str, one: dict[str, Any]) -> None:
    """The many-to-many rows that dumpdata keeps inside a question."""
    quizzes = one["fields"].get("quiz") if table == "quiz_question" else None
    if isinstance(quizzes, Iterable) and not isinstance(quizzes, str):
        tables.setdefault("quiz_question_quiz", []).extend({"id": None, "question_id": one.get("pk"), "quiz_id": quiz} for quiz in quizzes)
