"""Question banks in a curriculum folder: ``questions.yaml`` of a module, ``banks/SLUG.yaml`` of a program."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from assessments.importers.wordings import EarlierShape, Number, WordingShape, pinned_numbers, put_wordings, wordings_written
from assessments.models import Question, QuestionBank
from assessments.models.question_state import put_state
from curriculum.api import Change, Faults, Shape, folder_files
from lms.core.errors import Invalid
from lms.questions.api import InvalidContent

Place = tuple[int | str, ...]


class QuestionShape(WordingShape):
    """``version`` is the number of this wording, where ``earlier`` ones stand beside it."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    state: Literal["draft", "ready", "held", "retired"] = "ready"
    category: Annotated[str, StringConstraints(max_length=200)] = ""
    exam_only: bool = False
    version: Number | None = None
    earlier: list[EarlierShape] = []


class BankShape(Shape):
    """A bank whose title is not its module's; else the file is the list of questions alone."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    questions: list[dict[str, Any]]


def load_program_banks(program: Any, folder: Path, faults: Faults) -> list[Change]:
    """The banks that belong to no module; assessments of modules may draw from them, so they come first."""
    return [change for path in sorted(folder.glob("banks/*.yaml")) for change in load_bank(program, path.stem, path.stem, path, faults)]


def bank_of(program: Any, slug: str) -> QuestionBank | None:
    """The program's bank that files call ``slug``; a duplicated program's carries the program's own name before it."""
    names = [slug, f"{program.slug}-{slug}"[:64]]
    found = {bank.slug: bank for bank in QuestionBank.objects.filter(slug__in=names) if bank.program_id in (None, program.pk)}
    return found.get(names[0]) or found.get(names[1])


def name_of(bank: QuestionBank, program: Any) -> str:
    """What files call a bank: ``bank_of`` finds it again."""
    return bank.slug.removeprefix(f"{program.slug}-")


@dataclass(frozen=True)
class WrittenBank:
    """A bank as its file says it: its questions, each with its place in the YAML; ``title`` is empty where the file does not say one."""

    title: str
    questions: list[tuple[QuestionShape, Place]]


def written_bank(path: Path, faults: Faults) -> WrittenBank | None:
    """What the file holds, with a fault noted for each question that is not shaped as one; ``None`` where it is no bank at all."""
    data, title = folder_files.read_yaml(path, faults), ""
    within: Place = ()
    if isinstance(data, dict):
        shape = folder_files.shaped(BankShape, data, path, faults)
        title, data, within = (shape.title, data["questions"], ("questions",)) if shape else ("", [], ())
    if not isinstance(data, list):
        faults.add(path, "this must be a list of questions.", 1)
        return None
    shapes = ((folder_files.shaped(QuestionShape, item, path, faults, inside=(*within, number)), (*within, number)) for number, item in enumerate(data))
    questions = [(shape, place) for shape, place in shapes if shape is not None]
    counts = Counter(shape.id for shape, _ in questions)
    for name in (name for name, count in counts.items() if count > 1):
        second = [place for shape, place in questions if shape.id == name][1]
        faults.add(path, f"the question “{name}” stands twice.", folder_files.Lines(path).of(second))
    return WrittenBank(title, questions)


def load_bank(program: Any, slug: str, title: str, path: Path, faults: Faults) -> list[Change]:
    written = written_bank(path, faults)
    if written is None:
        return []
    title = written.title or title
    bank = bank_of(program, slug)
    if bank is None:
        taken = QuestionBank.objects.filter(slug=slug).exists()  # by another program
        bank = QuestionBank.objects.create(slug=f"{program.slug}-{slug}"[:64] if taken else slug, title=title, program=program)
    elif bank.title != title:
        QuestionBank.objects.filter(pk=bank.pk).update(title=title)
    outcomes = ((shape.id, _put_question(bank, shape, path, faults, place)) for shape, place in written.questions)
    return [Change("question", f"{bank.slug}/{name}", outcome) for name, outcome in outcomes if outcome]


def _put_question(bank: QuestionBank, shape: QuestionShape, path: Path, faults: Faults, place: Place) -> str:
    question = Question.objects.filter(bank=bank, external_id=shape.id).first()
    created = question is None
    if question is None:
        question = Question.objects.create(bank=bank, external_id=shape.id, state=shape.state, category=shape.category, exam_only=shape.exam_only)
    try:
        is_new = put_wordings(question, shape, shape.version, shape.earlier, path.parent)
    except (InvalidContent, Invalid) as wrong:
        line = folder_files.Lines(path).of(place)
        for sentence in wrong.sentences:
            faults.add(path, f"question “{shape.id}”: {sentence}", line)
        return ""
    is_changed = _put_own(question, shape)
    return "created" if created else "changed" if is_new or is_changed else "unchanged"


def _put_own(question: Question, shape: QuestionShape) -> bool:
    """State, category and whether it is for exams only, which belong to no version; whether they changed. What the file does not say stays."""
    is_changed = question.state != shape.state and "state" in shape.model_fields_set
    if is_changed:
        put_state(question, shape.state, reason="Loaded from a curriculum folder", by="")
    said = {name: getattr(shape, name) for name in ("category", "exam_only") if name in shape.model_fields_set}
    if changed := {name: value for name, value in said.items() if getattr(question, name) != value}:
        Question.objects.filter(pk=question.pk).update(**changed)
    return is_changed or bool(changed)


def export_bank(bank: QuestionBank, title: str, path: Path, program: Any) -> None:
    rows, pinned = [], pinned_numbers(bank, program)
    for question in bank.questions.order_by("external_id"):
        said = wordings_written(question, pinned.get(question.pk, set()), path.parent)
        if said:
            own = {"state": question.state if question.state != "ready" else "", "category": question.category, "exam_only": question.exam_only}
            earlier = {name: said.pop(name) for name in ("version", "earlier") if name in said}
            rows.append({"id": question.external_id} | said | {name: value for name, value in own.items() if value} | earlier)
    if rows:
        folder_files.write_yaml(path, rows if bank.title == title else {"title": bank.title, "questions": rows})
