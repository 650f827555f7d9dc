"""Reading who was in a meeting, and when: a plain CSV, or the participants report of Zoom.

Zoom's report starts with lines about the meeting (``Meeting ID,Topic,…``), then an empty line, then the participants, a line for each
time somebody joined. It comes as UTF-8 with a mark or as UTF-16, and its times name no zone. All or nothing: every fault
is named by its line, and then nothing is read.
"""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from curriculum.attendance.moments import is_day_first, moment_of
from lms.core.clock import local_date
from lms.core.errors import Invalid

LARGEST = 2_000_000
MOST_LINES = 2_000
NAMES = {
    "name": ("name (original name)", "name", "user name", "full name", "participant", "participant name", "student"),
    "email": ("user email", "email", "e-mail", "email address", "participant id (upn)"),
    "join": ("join time", "join", "joined", "first join", "joined at", "in", "came"),
    "leave": ("leave time", "leave", "left", "last leave", "left at", "out"),
    "waiting": ("in waiting room",),
}
SUMMARY = ("total duration (minutes)", "duration (minutes)", "duration")


@dataclass(frozen=True)
class Joined:
    """One stay in a meeting; ``line`` counts from 1 in the file."""

    line: int
    name: str
    email: str
    came_at: datetime
    left_at: datetime


def read_participants(data: bytes, *, zone: str, session: Any) -> list[Joined]:
    """Every stay the file lists. Raises ``Invalid`` with one sentence a fault."""
    rows = _rows(data)
    place, columns = _heading(rows)
    lines = [(number, row) for number, row in enumerate(rows[place + 1 :], start=place + 2) if any(cell.strip() for cell in row)]
    if len(lines) > MOST_LINES:
        raise Invalid(f"The file lists {len(lines)} stays. Read at most {MOST_LINES} at a time.")
    read = _Reader(columns, zone, session, [cell for _, row in lines for cell in _times(row, columns)])
    found = [read.stay(number, row) for number, row in lines]
    if read.faults:
        raise Invalid(*read.faults)
    stays = [stay for stay in found if stay is not None]
    if not any(stay.came_at < session.ends_at and session.starts_at < stay.left_at for stay in stays):
        raise Invalid("Nobody in this file was there during the session. Check that it is the right file and the right time zone.")
    return stays


def _times(row: list[str], columns: dict[str, int]) -> list[str]:
    return [row[columns[name]] for name in ("join", "leave") if columns[name] < len(row)]


class _Reader:
    """Reads one line after the other and keeps every fault."""

    def __init__(self, columns: dict[str, int], zone: str, session: Any, times: list[str]) -> None:
        self.columns, self.zone = columns, zone
        self.on = local_date(session.starts_at, zone)
        self.day_first = is_day_first(times, self.on)
        self.faults: list[str] = []

    def stay(self, number: int, row: list[str]) -> Joined | None:
        said = {name: row[place].strip() if place < len(row) else "" for name, place in self.columns.items()}
        if said.get("waiting", "").lower() == "yes":
            return None  # in the waiting room, not in the meeting
        name, email = said.get("name", "").replace("\0", "")[:300], said.get("email", "").replace("\0", "").lower()[:254]
        if not name and not email:
            self._fault(number, "names nobody.")
            return None
        came, left = self._moment(number, said["join"]), self._moment(number, said["leave"])
        if came is None or left is None:
            return None
        if left < came:
            self._fault(number, "ends before it starts.")
            return None
        return Joined(number, name or email, email, came, left)

    def _moment(self, number: int, text: str) -> datetime | None:
        moment = moment_of(text, on=self.on, zone=self.zone, day_first=self.day_first)
        if moment is None:
            self._fault(number, f"“{text[:40]}” is not a time." if text else "has no time of joining or leaving.")
        return moment

    def _fault(self, number: int, sentence: str) -> None:
        words = f"Line {number}: {sentence}" if sentence.startswith("“") else f"Line {number} {sentence}"
        if words not in self.faults:
            self.faults.append(words)


def _rows(data: bytes) -> list[list[str]]:
    if len(data) > LARGEST:
        raise Invalid("The file is larger than 2 MB.")
    text = _text(data)
    head = next((line for line in text.splitlines() if "join" in line.lower() or "leave" in line.lower()), text[:500])
    mark = max((",", "\t", ";"), key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        raise Invalid("This is not a CSV file. Save the list as “CSV UTF-8” and choose it again.") from None
    if not rows:
        raise Invalid("The file is empty.")
    return rows


def _text(data: bytes) -> str:
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        raise Invalid("This is not a CSV file in UTF-8 or UTF-16. Save the list as “CSV UTF-8” and choose it again.") from None


def _heading(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Where the participants begin, and which column is which."""
    for place, row in enumerate(rows[:30]):
        words = [" ".join(cell.lower().split()) for cell in row]
        columns = {name: words.index(known) for name, all_known in NAMES.items() for known in reversed(all_known) if known in words}
        if {"join", "leave"} <= columns.keys() and {"name", "email"} & columns.keys():
            return place, columns
    every = {" ".join(cell.lower().split()) for row in rows[:30] for cell in row}
    if every & set(SUMMARY):
        raise Invalid("This report says how long people stayed, not when. In Zoom, leave “Show unique users” unticked and export it again.")
    raise Invalid("No line of the file names its columns. It needs name or e-mail, join time and leave time.")
