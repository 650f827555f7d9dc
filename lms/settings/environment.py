"""The environment variables of interface.md, read once and explained when wrong."""

import os
from ipaddress import ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def require(why: dict[str, str]) -> None:
    """Refuses to start without the variables that ``why`` explains, and says of each that is missing what it is for, a line each."""
    missing = [f"Set {name}: {reason}" for name, reason in why.items() if not words(name)]
    if missing:
        raise ImproperlyConfigured("\n".join(missing))


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number, 0 or more; refuses to start with anything else."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, and “{value}” is none.")
    return int(value)


def choice(name: str, known: tuple[str, ...]) -> str:
    """One of the words ``known``, the first without the variable; refuses to start with any other."""
    value = os.environ.get(name) or known[0]
    if value not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, and “{value}” is none of them.")
    return value


def networks(name: str) -> list[str]:
    """A comma-separated list of addresses and networks, or the word ``unix``; refuses to start with anything else."""
    found = words(name)
    for one in found:
        try:
            if one != "unix":
                ip_network(one, strict=False)
        except ValueError:
            raise ImproperlyConfigured(f"{name} must hold addresses or networks such as 10.0.0.0/8, and “{one}” is neither.") from None
    return found


def data_dir() -> Path:
    """Everything the program writes goes below this folder, or to the configured services."""
    return Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()
