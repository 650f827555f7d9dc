"""Plain text and tables of it (CSV). Formulas in a table are text here: neutralizing them is the business of what we write ourselves."""

import re

from lms.vault.inspection.base import Cleaned, ContentType, Refused, by_name_alone

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", ""), (b"\0\0\xfe\xff", ""), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 100_000  # bytes that say whether a file is text at all; cleaning reads it whole
_AS_UTF_8 = "The text was saved as UTF-8."


def is_text(data: bytes) -> bool:
    """Whether the beginning reads as text: few files of another type do, and one control character decides."""
    start = data[:_LOOKED_AT]
    encoding = _encoding(start)
    if not encoding:
        return False
    text = start.decode(encoding, errors="ignore" if encoding == "utf-16" else "replace")
    return not _CONTROLS.search(text) and text.count("\ufffd") <= len(text) / 4


def clean(data: bytes) -> Cleaned:
    """The text in UTF-8; raises ``Refused`` for another encoding and for control characters, which no text holds."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("This text has characters that cannot be read. Save it as UTF-8 and try again.", code="not_utf_8") from None
    found = _CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Refused(f"This text has a control character in line {line}, which no plain text holds. Save it as plain text and try again.")
    return Cleaned(text.encode(), (_AS_UTF_8,)) if encoding == "utf-16" else Cleaned(data)


def _encoding(data: bytes) -> str:
    """By the mark at the beginning; UTF-8 without one; empty for UTF-32, which no program writes by itself."""
    return next((encoding for mark, encoding in _ENCODINGS if data.startswith(mark)), "utf-8")


TEXT = ContentType("text", "a plain text file", ("txt", "text", "md", "log"), is_text, "text/plain; charset=utf-8", clean)
CSV = ContentType("csv", "a table as CSV", ("csv", "tsv"), by_name_alone, "text/csv; charset=utf-8", clean)
