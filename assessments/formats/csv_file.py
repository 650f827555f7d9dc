"""Tables of questions: a line for each, with a heading line. Ours holds everything; others' are read by the usual names of their columns.

``content`` holds a question's answers as JSON, exactly as a curriculum folder has them, and makes every other answer column idle. Without it:
``type`` (``single_choice`` unless several answers are right), ``option_1`` … or ``a``, ``b`` …, and ``answer``: letters or numbers of the right
options, or their texts; several are parted by commas, semicolons or bars. Without options the answers are accepted texts, or TRUE or FALSE.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import TextIOWrapper
from typing import Any, BinaryIO, ClassVar

from assessments.formats.base import Format, QuestionDraft, Refused, Unfit, fit_id, made_id
from assessments.formats.lines import text_lines
from assessments.formats.shares import Choice, Fitted, accepted_texts, choice_question, exact_number, exact_text, short, whole_points
from lms.core.errors import Invalid
from lms.core.markdown_words import written_plainly

COLUMNS = ("id", "type", "title", "stem", "content", "explanation", "points", "difficulty", "topics", "category", "authorities")
_NAMES = {
    "stem": ("stem", "question", "question text", "questiontext", "text", "prompt", "question stem", "content of question", "frage", "pregunta"),
    "answer": ("answer", "correct", "correct answer", "correct answers", "correct option", "correctanswer", "answers", "key", "right answer", "solution"),
    "id": ("id", "idnumber", "question id", "external id", "code"),
    "title": ("title", "name", "question title", "question name"),
    "explanation": ("explanation", "feedback", "general feedback", "rationale", "comment"),
    "points": ("points", "mark", "marks", "grade", "score", "weight", "default grade"),
    "type": ("type", "question type", "kind"),
    "category": ("category", "section", "chapter"),
    "topics": ("topics", "tags", "topic"),
    "difficulty": ("difficulty", "level"),
    "authorities": ("authorities",),
    "content": ("content",),
}
_OPTION = re.compile(r"(?:option|choice|answer|distractor|alternative|antwort|opt|resp)?[ ]?([a-j]|[1-9]|1\d|20)")
_TYPES = {"mc": "single_choice", "multichoice": "single_choice", "multiple choice": "single_choice", "tf": "true_false", "true/false": "true_false"} | {
    "short answer": "short_answer", "shortanswer": "short_answer", "sa": "short_answer", "multiple response": "multiple_choice", "mr": "multiple_choice",
    "multiple answer": "multiple_choice", "essay": "essay", "numerical": "numerical", "number": "numerical",
}  # fmt: skip
_LEVELS = {"easy": 1, "medium": 2, "hard": 3, "difficult": 3}


class Csv(Format):
    key: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV"
    extensions: ClassVar[tuple[str, ...]] = (".csv", ".tsv")
    media_type: ClassVar[str] = "text/csv; charset=utf-8"

    def fits(self, name: str, beginning: bytes) -> bool:
        return name.lower().endswith(self.extensions)

    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        rows = _rows(source)
        columns = _columns(next(rows, []))
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield _question(_Row(columns, row), number)

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        losses: dict[str, tuple[str, ...]] = {}
        wrapped = TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
        table = csv.writer(wrapped)
        table.writerow(COLUMNS)
        for draft in questions:
            table.writerow(_cells(draft))
            if draft.media or "picture" in draft.content:
                losses[draft.id] = ("A table holds no files: pictures and recordings are left out.",)
        wrapped.detach()
        return losses


def _cells(draft: QuestionDraft) -> list[str]:
    lists = ["; ".join(draft.topics), draft.category, "; ".join(draft.authorities)]
    content = json.dumps(draft.content, ensure_ascii=False, sort_keys=True)
    cells = [draft.id, draft.type, draft.title, draft.stem, content, draft.explanation, str(draft.points), str(draft.difficulty), *lists]
    return [_safe(cell) for cell in cells]


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula has an apostrophe before it; ``_plain_cell`` takes it off."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else cell


def _plain_cell(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else cell


def _rows(source: BinaryIO) -> Iterator[list[str]]:
    lines = (f"{line}\n" for line in text_lines(source))
    first = next(lines, "")
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(_chained(first, lines), delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            yield [_plain_cell(cell) for cell in row]
    except csv.Error as error:
        raise Invalid(f"Line {reader.line_num} of this table cannot be read: {error}.", code="not_a_table") from None


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _columns(head: list[str]) -> dict[str, Any]:
    """Our name of a column → its place, and ``options``: the places of the options in their order. Raises ``Invalid``."""
    said = [re.sub(r"[\s_-]+", " ", cell.strip().strip("\ufeff").lower()) for cell in head]
    known: dict[str, Any] = {}
    for name, spellings in _NAMES.items():
        place = next((said.index(one) for one in spellings if one in said), None)
        if place is not None:
            known[name] = place
    taken = set(known.values())
    known["options"] = [place for place, cell in enumerate(said) if place not in taken and _OPTION.fullmatch(cell)]
    known["others"] = [(place, head[place].strip()) for place, cell in enumerate(said) if cell and place not in taken and place not in known["options"]]
    if "stem" not in known:
        raise Invalid("The first line of this table must name its columns, and one of them must be “question”.", code="no_heading")
    return known


class _Row:
    def __init__(self, columns: dict[str, Any], cells: list[str]) -> None:
        self.columns, self.cells = columns, cells

    def __getitem__(self, name: str) -> str:
        return self.at(self.columns[name]) if name in self.columns else ""

    def at(self, place: int) -> str:
        return self.cells[place].strip() if place < len(self.cells) else ""

    @property
    def options(self) -> list[str]:
        found = [self.at(place) for place in self.columns["options"]]
        while found and not found[-1]:
            found.pop()
        return found


def _question(row: _Row, number: int) -> QuestionDraft | Refused:
    name = fit_id(row["id"]) or made_id(row["title"], row["stem"], *row.options)
    try:
        if len(row.cells) > 1 + max([place for place in row.columns.values() if isinstance(place, int)] + row.columns["options"], default=0):
            _refuse_more(row)
        return _draft(row, name)
    except Unfit as unfit:
        return Refused(name, f"Line {number}: {unfit}")


def _refuse_more(row: _Row) -> None:
    """Cells beyond the last heading mean that a comma was not quoted; empty ones mean nothing."""
    most = 1 + max([place for place in row.columns.values() if isinstance(place, int)] + row.columns["options"] + [p for p, _ in row.columns["others"]])
    if any(cell.strip() for cell in row.cells[most:]):
        raise Unfit("It has more cells than the table has columns. Put quotes around texts that hold the separating sign.")


def _draft(row: _Row, name: str) -> QuestionDraft:
    if not row["stem"]:
        raise Unfit("It has no question.")
    own = "content" in row.columns and row["content"]
    fitted = _own(row) if own else _fitted(row)
    points, changed = whole_points(row["points"])
    difficulty, harder = _difficulty(row["difficulty"])
    lost = [f"The column “{heading}” is left out: “{short(row.at(place))}”." for place, heading in row.columns["others"] if row.at(place)]
    return QuestionDraft(
        id=name, type=fitted.type, stem=row["stem"] if own else written_plainly(row["stem"]), content=fitted.content, title=row["title"][:200],
        explanation=row["explanation"] if own else written_plainly(row["explanation"]), points=points, difficulty=difficulty, topics=_parted(row["topics"]),
        category=row["category"], authorities=_parted(row["authorities"]), lost=(*fitted.lost, *changed, *harder, *lost),
    )  # fmt: skip


def _own(row: _Row) -> Fitted:
    try:
        content = json.loads(row["content"])
    except (ValueError, RecursionError):
        raise Unfit("Its “content” is not JSON.") from None
    if not isinstance(content, dict):
        raise Unfit("Its “content” is not a JSON object.")
    return Fitted(row["type"], content)


def _fitted(row: _Row) -> Fitted:
    said_type = row["type"].lower().replace("_", " ")
    kind = _TYPES.get(said_type, row["type"].lower())
    options, answer = row.options, row["answer"]
    if kind == "essay":
        return Fitted("essay", {"rubric": [{"id": "answer", "title": "Answer", "points": min(100, whole_points(row["points"])[0])}]})
    if not answer:
        raise Unfit("It has no answer.")
    truths = {"true": True, "t": True, "false": False, "f": False}
    if kind == "true_false" or (answer.lower() in truths and {one.lower() for one in options} <= {"true", "false"} and kind in ("", "single_choice")):
        if answer.lower() not in truths:
            raise Unfit(f"Its answer must be TRUE or FALSE, and is “{short(answer)}”.")
        return Fitted("true_false", {"answer": truths[answer.lower()]})
    if len([one for one in options if one]) >= 2:
        return _chosen(options, answer, kind)
    if kind == "numerical":
        return Fitted("numerical", {"accepted": [{"number": exact_text(exact_number(answer))}]})
    if kind not in ("", "short_answer"):
        raise Unfit(f"The type “{short(row['type'])}” needs options in their own columns, or a “content”.")
    content, lost = accepted_texts([Choice(text.replace("*", "\\*"), Fraction(100)) for text in re.split(r"[|;]", answer) if text.strip()])
    return Fitted("short_answer", content, tuple(lost))


def _chosen(options: list[str], answer: str, kind: str) -> Fitted:
    right = {place for part in ([answer] if answer in options else re.split(r"[,;|]", answer)) if (place := _place(part.strip(), options)) is not None}
    share = Fraction(100, len(right))
    choices = [Choice(written_plainly(text), share if place in right else Fraction(0)) for place, text in enumerate(options)]
    return choice_question(choices, single=len(right) == 1 and kind != "multiple_choice")


def _place(said: str, options: list[str]) -> int:
    """Where the right option ``said`` stands: its own text first, then its letter, then its number from 1."""
    folded = [option.casefold() for option in options]
    if said.casefold() in folded:
        return folded.index(said.casefold())
    letter = re.fullmatch(r"(?:option|choice|answer)?[ _]?\(?([A-Ta-t]|\d{1,2})\)?\.?", said)
    place = -1 if not letter else int(letter[1]) - 1 if letter[1].isdigit() else ord(letter[1].lower()) - ord("a")
    if not 0 <= place < len(options) or not options[place]:
        raise Unfit(f"Its answer “{short(said)}” is none of its options.")
    return place


def _difficulty(text: str) -> tuple[int, list[str]]:
    said = text.strip().lower()
    if not said:
        return 1, []
    level = _LEVELS.get(said, int(said) if said in ("1", "2", "3") else 0)
    return (level, []) if level else (1, [f"Its difficulty “{short(text)}” is none of 1, 2 and 3."])


def _parted(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in re.split(r"[;|]", text) if (part := one.strip())))
