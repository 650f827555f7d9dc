"""The foundation of entries that came along from another account: the merge, and the entry they come from, undone there."""

from accreditation.ledger.attendance import measured_of, why_twice
from accreditation.ledger.elsewhere import Row, holds_spans, is_carried, taken_by_attendance
from accreditation.ledger.foundations import foundations
from accreditation.ledger.reverse import COPIED
from accreditation.models import Entry
from curriculum.api import whole_minutes
from lms.people.api import merge_named


class CarriedEntries:
    """Each names a merge of two people, and an entry of the merged account by number and hash; it says no more than that said, and that is undone."""

    def check(self, student: str, rows: list[Row]) -> tuple[int, str] | None:
        own = [row for row in rows if is_carried(row)]
        if not own:
            return None
        origins = _origins(own)
        undone = {(entry.student, entry.reverses) for entry in origins.values() if entry.reverses}
        telling, measured = [row for row in rows if holds_spans(row)], measured_of(student, rows)
        used: set[tuple[str, int]] = set()
        for row in own:
            key = row["evidence"]["student"], row["evidence"]["seq"]
            why = _why_merge(row) or _why_origin(row, origins.get(key), is_undone=key in undone) or why_twice(row, telling, measured)
            if why or key in used:
                return row["seq"], why or "The same entry came along twice."
            used.add(key)
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


def _origins(own: list[Row]) -> dict[tuple[str, int], Entry]:
    """The whole chains that the entries come from, reversals included."""
    chains = Entry.objects.filter(student__in={row["evidence"]["student"] for row in own})
    return {(entry.student, entry.seq): entry for entry in chains}


def _why_merge(row: Row) -> str:
    merge = merge_named(row["evidence"]["merge"])
    if merge is None:
        return "The merge of accounts this entry rests on is missing."
    told = (row["student"], row["evidence"]["student"], row["recorded_by"], row["approved_by"])
    if told != (merge.kept, merge.merged, merge.proposed_by, merge.approved_by):
        return "The merge of accounts this entry rests on is of other people."
    return ""


def _why_origin(row: Row, origin: Entry | None, *, is_undone: bool) -> str:
    if origin is None or origin.hash != row["evidence"]["hash"]:
        return "The entry this one comes from is missing or was changed."
    if not is_undone:
        return "The entry this one comes from was never reversed, so its time would count twice."
    if any(getattr(origin, name) != row[name] for name in COPIED) or not 0 < row["minutes"] <= origin.minutes:
        return "The entry says something else than the one it comes from."
    if "credited" in row["evidence"] and row["minutes"] < origin.minutes and row["minutes"] > whole_minutes(taken_by_attendance(row)):
        return "The entry credits more than the time it names."
    return ""


foundations.register("carried", CarriedEntries())
