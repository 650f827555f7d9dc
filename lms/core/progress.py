"""How long work tells how far it is, to whoever listens."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""``progress(done, total, message)``, told before each step."""


def untold(done: int, total: int, message: str) -> None:
    """For callers who do not listen."""
