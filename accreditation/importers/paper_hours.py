"""Reading hours of earlier cohorts from paper: a CSV file or the first sheet of an Excel file, one student's training a line.

The first line names the columns, in any order and case: ``email``, ``training title``, ``provider``, ``track``, ``first date``, ``last date``,
``minutes``, ``mode``, ``topics``, and if wanted ``kind``. An empty ``track`` is a training outside the program.

Topics are written ``asylum: 90; ethics_upl: 30``, by short name or title. Without minutes they share the training's evenly.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accreditation.ledger.topics import split_minutes
from accreditation.models.entry import Category, Mode
from curriculum.api import table_lines
from lms.core.errors import Invalid

MOST_LINES = 2_000
NEEDED = ("email", "training title", "provider", "first date", "last date", "minutes", "mode", "topics")
COLUMNS = (*NEEDED, "track", "kind")
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class PaperLine:
    """One line as the file says it, in our terms; ``number`` counts from 1, the heading included. ``track`` and ``category`` may be empty."""

    number: int
    email: str
    title: str
    provider: str
    track: str
    first_on: date
    last_on: date
    minutes: int
    mode: str
    topics: dict[str, int]
    category: str


def read_paper_hours(name: str, data: bytes, topics: Mapping[str, str]) -> list[PaperLine]:
    """Every line of the file, in order. ``topics`` are titles by short name. Raises ``Invalid`` with a sentence for each line that is wrong."""
    lines = table_lines(name, data)
    if not lines:
        raise Invalid(f"{name} is empty.")
    columns = _columns(name, lines[0])
    slugs = {slug.casefold(): slug for slug in topics} | {title.casefold(): slug for slug, title in topics.items()}
    rows = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(cell.strip() for cell in cells)]
    if not rows:
        raise Invalid(f"{name} has no line below its heading.")
    if len(rows) > MOST_LINES:
        raise Invalid(f"{name} has {len(rows)} lines. Import at most {MOST_LINES:,} at a time.")
    read, faults = [], []
    for number, cells in rows:
        try:
            read.append(_line(number, {column: cells[place].strip() if place < len(cells) else "" for column, place in columns.items()}, slugs))
        except Invalid as refused:
            faults += [f"Line {number}: {sentence}" for sentence in refused.sentences]
    if faults:
        raise Invalid(*faults)
    return read


def _columns(name: str, heading: list[str]) -> dict[str, int]:
    words = [" ".join(cell.replace("_", " ").casefold().split()) for cell in heading]
    missing = [column for column in NEEDED if column not in words]
    if missing:
        raise Invalid(f"{name}, line 1: no column is called {', '.join(f'“{column}”' for column in missing)}. The first line names the columns.")
    return {column: words.index(column) for column in COLUMNS if column in words}


def _line(number: int, cells: dict[str, str], slugs: Mapping[str, str]) -> PaperLine:
    faults = [f"the {column} is missing." for column in NEEDED if not cells[column]]
    if faults:
        raise Invalid(*faults)
    minutes = _whole(cells["minutes"])
    mode = _choice(cells["mode"], Mode.choices, "mode")
    category = _choice(cells["kind"], Category.choices, "kind") if cells.get("kind") else ""
    return PaperLine(
        number, cells["email"].lower(), _short(cells["training title"]), _short(cells["provider"]), cells.get("track", ""), _date(cells["first date"]),
        _date(cells["last date"]), minutes, mode, _topics(cells["topics"], minutes, slugs), category,
    )  # fmt: skip


def _whole(text: str) -> int:
    number = text.removesuffix(".0").replace(",", "")
    if not re.fullmatch(r"\d{1,6}", number, re.ASCII) or int(number) < 1:
        raise Invalid(f"“{text[:20]}” is no whole number of minutes above 0.")
    return int(number)


def _short(text: str) -> str:
    if len(text) > 255:
        raise Invalid("a title and a provider have at most 255 characters.")
    return text


def _date(text: str) -> date:
    for shape in DATES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise Invalid(f"“{text[:30]}” is no date. Write it as 2024-09-14 or 9/14/2024.")


def _choice(text: str, choices: Iterable[tuple[str, str]], what: str) -> str:
    """By key or by label."""
    known = {word.casefold(): str(key) for key, label in choices for word in (str(key), str(label), str(key).replace("_", " "))}
    found = known.get(text.casefold())
    if found is None:
        raise Invalid(f"“{text[:40]}” is no {what}. Write one of: {', '.join(dict.fromkeys(known.values()))}.")
    return found


def _topics(text: str, minutes: int, slugs: Mapping[str, str]) -> dict[str, int]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    shares: dict[str, int] = {}
    for part in parts:
        name, _colon, share = part.rpartition(":") if re.search(r":\s*\d+\s*$", part) else (part, "", "")
        slug = slugs.get(name.strip().casefold())
        if slug is None:
            raise Invalid(f"there is no topic called “{name.strip()[:60]}”.")
        shares[slug] = shares.get(slug, 0) + (_whole(share.strip()) if share else 0)
    if not shares:
        raise Invalid("the topics are missing.")
    if not any(shares.values()):
        return split_minutes(minutes, dict.fromkeys(shares, 1))
    if not all(shares.values()):
        raise Invalid("give the minutes of every topic, or of none.")
    if sum(shares.values()) != minutes:
        raise Invalid(f"the topics add up to {sum(shares.values())} min, the training to {minutes} min.")
    return shares
