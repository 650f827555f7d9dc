"""Files as students send them, and a sitting that asks for some."""

import io
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, AttemptItem
from tests.factories.course import enrolled_student, load_written
from tests.factories.questions import write_questions
from tests.lms.questions.samples import file_upload


def pdf(pages: int = 1) -> bytes:
    made, writer = io.BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


def jpeg(color: str = "white") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(made, format="JPEG")
    return made.getvalue()


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("run.exe", "MZ")
    return made.getvalue()


def sent(name: str = "Brief of Ana Alvarez.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data)


def sitting(folder: Path, **content: Any) -> Attempt:
    """An attempt in progress: q1 asks for up to two files (PDF or JPEG, 5 MB), q2 is a single choice of a and b."""
    root = write_questions(folder / "course", {"file_upload": file_upload(**content)})
    path = root / "01-first-module/assessment.md"
    path.write_text(path.read_text().replace("questions: [q-1, q-2]", "questions: [sample.file_upload, q-1]\nshuffle_questions: false"))
    load_written(root)
    place = enrolled_student()
    return start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)


def asks_for_files(attempt: Attempt) -> AttemptItem:
    return AttemptItem.objects.select_related("version", "attempt__enrollment__student", "attempt__enrollment__cohort__campus").get(
        attempt=attempt, version__type="file_upload"
    )
