"""Questions of any type in the folder of a course, with the picture that some need."""

from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from tests.factories.course import write_course


def write_questions(folder: Path, contents: dict[str, dict[str, Any]]) -> Path:
    """A course whose first bank holds one question more of each type in ``contents``, called by its type."""
    course = write_course(folder)
    path = course / "01-first-module/questions.yaml"
    questions = [{"id": f"sample.{kind}", "type": kind, "stem": "What does it say?", "points": 4, "content": content} for kind, content in contents.items()]
    path.write_text(path.read_text() + "\n" + yaml.safe_dump(questions, sort_keys=False, allow_unicode=True))
    return course


def write_picture(course: Path, *, color: str = "white", size: tuple[int, int] = (40, 30)) -> bytes:
    """The picture that the sample of hotspots names; returns its bytes."""
    made = BytesIO()
    Image.new("RGB", size, color).save(made, format="PNG")
    (course / "01-first-module/images").mkdir(exist_ok=True)
    (course / "01-first-module/images/form.png").write_bytes(made.getvalue())
    return made.getvalue()
