"""A figure that may be impossible to tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``value``, or ``None`` and ``why_not`` in a sentence."""

    value: float | None
    why_not: str = ""

    @property
    def is_told(self) -> bool:
        return self.value is not None


def untold(why_not: str) -> Figure:
    return Figure(None, why_not)
