"""The foundation of attendance entries: the confirmed sheet is there and unchanged, and the minutes follow from it."""

from accreditation.ledger.elsewhere import Row, Taken, holds_spans, is_attendance, is_measured, taken_by_attendance, taken_by_measured
from accreditation.ledger.foundations import foundations
from curriculum.api import Span, joined, overlaps, sheet_facts_of, sheets_called, whole_minutes, without
from lms.people.api import person_called

Sheets = dict[tuple[str, int], tuple[str, str]]


class Attendance:
    """Reads the sheets that a student's entries name once, and works out every entry's minutes again."""

    def check(self, student: str, rows: list[Row]) -> tuple[int, str] | None:
        own = [row for row in rows if is_attendance(row)]
        if not own:
            return None
        sheets = sheets_called((row["evidence"]["session"], row["evidence"]["sheet_version"]) for row in own)
        measured = measured_of(student, rows)
        telling = [row for row in rows if holds_spans(row)]
        taken = {seq: found.whole for seq, found in measured.items()} | {row["seq"]: taken_by_attendance(row) for row in telling}
        for row in own:
            why = _why_sheet(row, sheets) or _why_minutes(row, taken) or why_twice(row, telling, measured)
            if why:
                return row["seq"], why
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


def measured_of(student: str, rows: list[Row]) -> dict[int, Taken]:
    """What measured study had taken, by entry number."""
    measured = [row for row in rows if is_measured(row)]
    person = person_called(student) if measured else None
    return taken_by_measured(person.pk, measured, rows) if person else {}


def _why_sheet(row: Row, sheets: Sheets) -> str:
    evidence = row["evidence"]
    digest, body = sheets.get((evidence["session"], evidence["sheet_version"]), ("", ""))
    if not digest:
        return "The attendance sheet this entry rests on is missing."
    if digest != evidence["sheet_sha256"]:
        return "The attendance sheet this entry rests on was changed."
    facts = sheet_facts_of(body)
    said = next((line for line in facts["rows"] if line["enrollment"] == row["enrollment"] and line["student"] == row["student"]), None)
    if said is None or said["present"] != evidence["present"] or row["source_id"] != facts["session"]:
        return "The attendance sheet says something else of this student."
    return ""


def _why_minutes(row: Row, taken: dict[int, list[Span]]) -> str:
    evidence = row["evidence"]
    elsewhere = evidence.get("elsewhere", [])
    if any(seq >= row["seq"] or seq not in taken for seq in elsewhere):
        return "The entry leaves time to an entry that is not there before it."
    present = [(start, end) for start, end in evidence["present"]]
    credited = without(present, [span for seq in elsewhere for span in taken[seq]])
    if credited != joined(taken_by_attendance(row)):
        return "The time this entry credits is not what the sheet says less what was credited elsewhere."
    if whole_minutes(credited) != row["minutes"]:
        return "The entry’s minutes are not those of the attendance sheet."
    return ""


def why_twice(row: Row, telling: list[Row], measured: dict[int, Taken]) -> str:
    """No instant is credited by two entries of those ``telling`` what they took, or by one and measured study."""
    credited = taken_by_attendance(row)
    before = [span for other in telling if other["seq"] < row["seq"] for span in taken_by_attendance(other)]
    if overlaps(credited, before):
        return "The same time was credited by another session’s attendance."
    if any(overlaps(credited, found.own) for found in measured.values()):
        return "The same time was credited by measured study."
    return ""


foundations.register("attendance", Attendance())
