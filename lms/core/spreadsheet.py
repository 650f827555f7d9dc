"""Cells that a spreadsheet program will not run (security.md, principle 9).

The rule, and its reverse: a text cell that starts with one of ``= + - @``, tab, carriage return, line feed or an
apostrophe gets one leading apostrophe; reading back removes one leading apostrophe. Numbers stay numbers.
"""

from collections.abc import Iterable

_DANGEROUS = frozenset("=+-@\t\r\n'")


def csv_cell(value: str | int | None) -> str | int:
    """``value`` as a CSV cell: text neutralized, integers untouched, ``None`` empty. NUL cannot be held and becomes U+FFFD."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    text = value.replace("\0", "�") if "\0" in value else value
    return f"'{text}" if text[:1] in _DANGEROUS else text


def csv_cells(values: Iterable[str | int | None]) -> list[str | int | None]:
    """A row of cells, each as ``csv_cell`` has it; ``None`` stays, for which ``csv`` writes nothing. Records have a hundred thousand."""
    return [csv_cell(value) if isinstance(value, str) and (value[:1] in _DANGEROUS or "\0" in value) else value for value in values]


def from_csv_cell(text: str) -> str:
    """The text that ``csv_cell`` was given."""
    return text.removeprefix("'")
