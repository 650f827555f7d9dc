"""Anchors as files: what is kept outside the database, and what officers receive by mail.

A file is one JSON object ``{"anchor": {…}, "key_id": …, "signature": hexadecimal}``. A saved letter that holds it is read as well.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.policy import default as default_policy
from pathlib import Path
from typing import Any

from django.conf import settings

from accreditation.models import Anchor
from accreditation.models.anchor import ANCHOR_TYPE
from lms.core.canonical import canonical_json, fingerprint
from lms.core.errors import Invalid
from lms.core.failpoints import failpoint
from lms.vault.api import is_genuine


@dataclass(frozen=True)
class KeptAnchor:
    """An anchor as it was kept or mailed, whatever the database says now."""

    body: dict[str, Any]
    key_id: str
    signature: bytes

    @property
    def number(self) -> int:
        return int(self.body["number"])

    @property
    def hash(self) -> str:
        return fingerprint(self.body)

    @property
    def is_genuine(self) -> bool:
        """Whether a key of this installation signed it."""
        taken_at = datetime.fromisoformat(self.body["taken_at"])
        return is_genuine(canonical_json(self.body), self.signature, self.key_id, taken_at)


def as_text(anchor: Anchor) -> str:
    """The anchor as one line of JSON."""
    return json.dumps({"anchor": anchor.body, "key_id": anchor.key_id, "signature": bytes(anchor.signature).hex()})


def read_anchor(text: str) -> KeptAnchor:
    """The anchor in a file or in a saved letter. Raises ``Invalid`` when there is none."""
    text = _words_of_letter(text)
    start = text.find('{"anchor"')
    try:
        found, _end = json.JSONDecoder().raw_decode(text[start:])
        kept = KeptAnchor(found["anchor"], found["key_id"], bytes.fromhex(found["signature"]))
        if start < 0 or kept.body["type"] != ANCHOR_TYPE or kept.number < 1:
            raise ValueError
        datetime.fromisoformat(kept.body["taken_at"])
    except (ValueError, KeyError, TypeError):
        raise Invalid("There is no anchor in this file. Give the file that was kept, or the letter as it was saved.", code="no_anchor") from None
    return kept


def _words_of_letter(text: str) -> str:
    """What a letter says, its transfer encoding undone; a text that is no letter as it is."""
    letter = message_from_string(text, policy=default_policy)
    if "subject" not in letter:
        return text
    body = letter.get_body(("plain",))
    return body.get_content() if body is not None else text


def keep(anchor: Anchor) -> Path:
    """Write the anchor below ANCHOR_DIR, whole or not at all; one that is there already stays."""
    folder = Path(settings.ANCHOR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _file_name(anchor.number, anchor.hash)
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(as_text(anchor) + "\n")
            file.flush()
            os.fsync(file.fileno())
        failpoint("anchor.before_rename")
        unfinished.rename(path)
    return path


def lost_anchors() -> list[str]:
    """The files below ANCHOR_DIR, by their names alone, whose anchors the database does not have: rows were removed, or an older backup was restored."""
    known = {_file_name(number, full) for number, full in Anchor.objects.values_list("number", "hash")}
    return sorted(path.name for path in Path(settings.ANCHOR_DIR).glob("anchor-*.json") if path.name not in known)


def _file_name(number: int, full_hash: str) -> str:
    return f"anchor-{number:06d}-{full_hash[:12]}.json"


def kept_anchors() -> tuple[list[KeptAnchor], str]:
    """Every anchor below ANCHOR_DIR, in their order; and why the first damaged file of them cannot be read, empty when all can."""
    kept, damaged = [], ""
    for path in sorted(Path(settings.ANCHOR_DIR).glob("anchor-*.json")):
        try:
            kept.append(read_anchor(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, Invalid):
            damaged = damaged or f"The kept anchor {path.name} is damaged: there is no anchor to read in it. Compare with the one that was mailed."
    return kept, damaged


@dataclass(frozen=True)
class NewestAnchors:
    """Numbers of the newest anchor in the database and of the newest below ANCHOR_DIR, 0 for none; why a file there cannot be read."""

    number: int
    kept: int
    damaged: str


def newest_anchors() -> NewestAnchors:
    """Whether what is kept outside of the database keeps step with it."""
    newest = Anchor.objects.order_by("-number").values_list("number", flat=True).first()
    kept, damaged = kept_anchors()
    return NewestAnchors(newest or 0, max((one.number for one in kept), default=0), damaged)
