"""Where files lie on disk, and what they may be called when they leave."""

import unicodedata
from pathlib import Path

from django.conf import settings


def path_of(stored_as: str) -> Path:
    return Path(settings.VAULT_DIR) / stored_as[:2] / stored_as


def clean_name(name: str) -> str:
    """A download name without folders, control or direction characters, at most 120 characters, never empty."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in base if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    visible = visible.strip(" .\"'") or "file"
    stem, dot, ending = visible.rpartition(".")
    return visible if len(visible) <= 120 else f"{(stem or ending)[:110]}{dot}{ending[:9]}"
