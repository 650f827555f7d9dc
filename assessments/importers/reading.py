"""Banks and assessments of a curriculum folder as plain data, from the files alone: what the checks of a folder judge."""

from pathlib import Path

from assessments.importers.banks import Place, QuestionShape, written_bank
from assessments.importers.quizzes import AssessmentShape, assessment_files
from curriculum.api import Asked, AskedAssessment, AskedDraw, AskedQuestion, Faults, folder_files
from lms.questions.api import InvalidContent, validate_content


def read(folder: Path, slug: str, faults: Faults, *, is_program: bool) -> Asked:
    """What the folder of the page ``slug`` asks; a fault is noted for each file and question that cannot be read, and it is left out."""
    asked = Asked()
    banks = {path: path.stem for path in sorted(folder.glob("banks/*.yaml"))} if is_program else {folder / "questions.yaml": slug}
    for path, bank in banks.items():
        written = written_bank(path, faults) if path.exists() else None
        for shape, place in written.questions if written else ():
            if _fits(shape, path, faults, place):
                asked.questions.append(_question(shape, path, bank, place))
    for path in assessment_files(folder):
        assessment = _assessment(path, slug, faults)
        if assessment is not None:
            asked.assessments.append(assessment)
    return asked


def _fits(shape: QuestionShape, path: Path, faults: Faults, place: Place) -> bool:
    """Whether the content is one of its type; its pictures are read and not kept."""
    unread: list[str] = []
    content = folder_files.with_pictures_found(shape.content, path.parent, unread.append)
    try:
        validate_content(shape.type, content)
    except InvalidContent as wrong:
        unread = unread or list(wrong.sentences)
    for sentence in unread:
        faults.add(path, f"question “{shape.id}”: {sentence}", folder_files.Lines(path).of(place))
    return not unread


def _question(shape: QuestionShape, path: Path, bank: str, place: Place) -> AskedQuestion:
    return AskedQuestion(
        path, place, bank, shape.id, shape.type, shape.stem, shape.explanation, shape.content, tuple(shape.topics), shape.difficulty,
        tuple(shape.authorities), shape.category, shape.exam_only, shape.state == "ready",
    )  # fmt: skip


def _assessment(path: Path, slug: str, faults: Faults) -> AskedAssessment | None:
    document = folder_files.read_document(path, faults)
    shape = folder_files.shaped(AssessmentShape, document.facts, path, faults) if document else None
    if document is None or shape is None:
        return None
    named = [one if isinstance(one, str) else one.question for one in shape.questions]
    fixed = tuple(name if "/" in name else f"{slug}/{name}" for name in named)
    draws = tuple(AskedDraw(draw.bank, draw.count, draw.topic, draw.category, draw.difficulty) for draw in shape.draws)
    return AskedAssessment(path, shape.slug, shape.minutes, document.body, fixed, draws)
