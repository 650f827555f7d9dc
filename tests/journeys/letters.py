"""The letters that a journey's worker has sent, as the person reads them."""

import email.policy
import re
import time
from email.message import EmailMessage
from pathlib import Path

WAIT = 30  # seconds until a letter must have been sent


def letter_with(data: Path, pattern: str, to: str) -> re.Match[str]:
    """The newest place where ``pattern`` stands in the subject or text of a letter to ``to``, waited for; ``data`` is the installation's folder."""
    for _ in range(WAIT * 10):
        found = [match for letter in _letters(data) if to in letter["To"] and (match := re.search(pattern, _text(letter)))]
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"No letter to {to} has {pattern!r}.")


def _letters(data: Path) -> list[EmailMessage]:
    """In the order of being sent. The backend ends each with a line of dashes."""
    files = sorted((data / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
    texts = [text for file in files for text in re.split(rb"^-{79}$\n?", file.read_bytes(), flags=re.MULTILINE) if text.strip()]
    return [email.message_from_bytes(text, policy=email.policy.default) for text in texts]  # type: ignore[misc]


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return f"{letter['Subject']}\n{body.get_content() if body else ''}"
