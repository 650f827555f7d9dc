"""What may be told of an error: its type, where it came from, and of its message only what no person's data can be in."""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from smtplib import SMTPResponseException
from traceback import extract_tb
from typing import Any

MOST_FRAMES = 30
MOST_ERRORS = 5
_ROOT = Path(__file__).resolve().parents[3]
# names in our source; a person's words are in none of these sentences
_ABOUT_SOURCE = re.compile(
    r"('\w+' object|type object '\w+'|module '[\w.]+') has no attribute '\w+'|name '\w+' is not defined|No module named '[\w.]+'"
    r"|cannot import name '\w+' from '[\w.]+'.*"
)


def said_of(error: BaseException) -> list[dict[str, Any]]:
    """The error and those it came from, the newest first: ``type``, ``message`` where it is harmless, ``frames`` from the outside in."""
    return [_told(one) for one in _chain(error)]


def safe_message(error: BaseException) -> str:
    """A harmless message of ``error``; empty where none is known to be."""
    if isinstance(error, (AttributeError, NameError, ImportError)):
        return str(error) if _ABOUT_SOURCE.fullmatch(str(error)) else ""
    if isinstance(error, SMTPResponseException):  # its message quotes the address
        return f"SMTP {error.smtp_code}"
    if isinstance(error, OSError):  # its own message may quote a server or a file
        return os.strerror(error.errno) if isinstance(error.errno, int) and error.errno in errno.errorcode else ""
    diagnosis = getattr(error, "diag", None)  # of PostgreSQL: names of the schema, never a row
    if diagnosis is not None:
        facts = {"SQLSTATE": diagnosis.sqlstate, "table": diagnosis.table_name, "constraint": diagnosis.constraint_name}
        return ", ".join(f"{name} {value}" for name, value in facts.items() if value)
    return str(getattr(error, "sqlite_errorname", ""))


def _told(error: BaseException) -> dict[str, Any]:
    frames = extract_tb(error.__traceback__)[-MOST_FRAMES:]
    told: dict[str, Any] = {"type": f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")}
    message = safe_message(error)
    if message:
        told["message"] = message
    told["frames"] = [f"{shortened(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return told


def shortened(path: str) -> str:
    """A file's path from the project's folder or the installed packages on."""
    _before, found, after = path.rpartition("site-packages/")
    return after if found else path.removeprefix(f"{_ROOT}/")


def _chain(error: BaseException) -> Iterator[BaseException]:
    present: BaseException | None = error
    for _ in range(MOST_ERRORS):
        if present is None:
            return
        yield present
        present = present.__cause__ or (None if present.__suppress_context__ else present.__context__)
