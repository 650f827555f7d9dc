"""PDF from a typst template and plain data (decision record: typst for PDF).

Templates live in ``templates/typst/`` and read their data from ``sys.inputs.data`` as JSON, so no text of a person is
ever parsed as markup. The compiler sees only that folder, has no network and no packages, and writes the same bytes for
the same template, data and time: tagged PDF/UA-1, no author, no path. Characters that our fonts do not draw cost the claim, not the file.
"""

import json
import shutil
import tempfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from lms.core.clock import to_ms

_UNDRAWN = ("could not be displayed with font", "contains the disallowed codepoint")
"""How the compiler names characters without a glyph, and those that PDF/UA-1 forbids."""


def folder() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "typst"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder() / "fonts")])


def typeset(template: str, data: dict[str, Any], *, at: datetime, tagged: bool = True) -> bytes:
    """The PDF of ``templates/typst/<template>.typ`` with ``data``; ``at`` (UTC) is its creation time.

    Tagged PDF/UA-1, unless ``tagged`` is false: for marks that are laid over pages and say nothing new to a reader.
    Raises ``typst.TypstError`` when the template is wrong: a fault of ours, not of a person.
    """
    return _compiled(folder() / f"{template}.typ", folder(), data, at, tagged=tagged)


def typeset_picture(picture: bytes, ending: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """A picture (``ending`` is ``jpg``, ``png`` or ``webp``) on a page of ``picture.typ``; ``data`` needs ``title`` and ``flipped``.

    The compiler sees a folder of its own with the picture and the two templates. Raises ``typst.TypstError`` for a picture that cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="picture-") as place:
        root = Path(place)
        for name in ("picture.typ", "page.typ"):
            shutil.copyfile(folder() / name, root / name)
        (root / f"picture.{ending}").write_bytes(picture)
        return _compiled(root / "picture.typ", root, {**data, "file": f"picture.{ending}"}, at)


def _compiled(template: Path, root: Path, data: dict[str, Any], at: datetime, *, tagged: bool = True) -> bytes:
    """PDF/UA-1 refuses a character that no font of ours draws: one name or one emoji would keep a whole campus from its record.

    Such a file has a box for each of these characters, keeps its tags and all other text, and does not claim the standard.
    """
    try:
        return _pdf(template, root, data, at, tagged=tagged, claims_standard=tagged)
    except typst.TypstError as wrong:
        if not tagged or not any(said in str(wrong) for said in _UNDRAWN):
            raise
        return _pdf(template, root, data, at, tagged=tagged, claims_standard=False)


def _pdf(template: Path, root: Path, data: dict[str, Any], at: datetime, *, tagged: bool, claims_standard: bool) -> bytes:
    pdf = typst.compile(
        str(template),
        root=str(root),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"] if claims_standard else [],
        pdf_tags=tagged,
        timestamp=to_ms(at) // 1000,
    )
    assert isinstance(pdf, bytes)
    return pdf
