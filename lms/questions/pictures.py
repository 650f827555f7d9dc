"""A picture in a question's content: named by the author, known by its bytes.

An author writes ``file`` and ``alt``; whoever brings the content in stores the bytes under ``stored``, their fingerprint, and fills in the
size. So content names exactly what was shown, a version keeps it for ever, and another picture of the same name is another version.
"""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from lms.questions.content import Content, Title
from lms.questions.errors import InvalidContent

FOLDER = "images/questions/"
"""Where pictures are kept, in the storage of the site's media."""

Pixels = Annotated[int, Field(ge=0, le=20_000)]


class Picture(Content):
    """``alt`` says what is to be seen, for those who do not see it; ``width`` and ``height`` are in pixels, 0 before the file is stored."""

    file: Annotated[str, StringConstraints(pattern=r"^images/[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}\.(png|jpg|jpeg|webp)$")]
    alt: Title
    stored: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64}\.(png|jpg|webp))?$")] = ""
    width: Pixels = 0
    height: Pixels = 0

    def public_view(self) -> dict[str, Any]:
        """``path`` is its name in the storage, empty where it was never stored."""
        return {"path": f"{FOLDER}{self.stored}" if self.stored else "", "alt": self.alt, "width": self.width, "height": self.height}

    def refuse_unstored(self) -> None:
        if not self.stored:
            raise InvalidContent("picture: its file is not stored. Pictures of questions come with a curriculum folder, beside questions.yaml or the lesson.")
