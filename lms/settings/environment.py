"""The environment variables of interface.md, read once and explained when wrong."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def required(name: str, why: str) -> str:
    """The value of ``name``; refuses to start without it, saying what it is for."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_dir() -> Path:
    """Everything the program writes goes below this folder, or to the configured services."""
    return Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()
