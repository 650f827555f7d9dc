"""What of the hours of one account would come along, were it merged into another of the same person (decision 125). Reads only."""

from dataclasses import dataclass
from typing import Any

from accreditation.ledger.elsewhere import Row, holds_spans, is_measured, taken_by_attendance, taken_by_measured
from accreditation.models import Entry
from accreditation.models.entry import Kind
from accreditation.policies.carrying import Credited, Share, what_comes_along
from curriculum.api import Span

CHAIN = ("seq", "kind", "minutes", "source_kind", "source_id", "title", "occurred_from", "occurred_to", "evidence", "reverses")
STUDY = ("measured", "attestation")


@dataclass(frozen=True)
class Carried:
    """An entry that stands in the other account's chain, and what of it comes along."""

    row: Row
    share: Share


def hours_that_come_along(kept: Any, merged: Any) -> list[Carried]:
    """Every standing entry of ``merged`` with its share, in order; what of it is new to ``kept``."""
    own, other = chain_of(kept), chain_of(merged)
    standing = standing_in(other)
    shares = what_comes_along(_credited(kept, standing_in(own), own), _credited(merged, standing, other), _consumed(kept, own))
    return [Carried(row, share) for row, share in zip(standing, shares, strict=True)]


def chain_of(person: Any) -> list[Row]:
    return list(Entry.objects.filter(student=person.public_id).order_by("seq").values(*CHAIN))


def standing_in(rows: list[Row]) -> list[Row]:
    undone = {row["reverses"] for row in rows if row["reverses"]}
    return [row for row in rows if row["kind"] != Kind.REVERSAL and row["seq"] not in undone]


def _spans(person: Any, rows: list[Row]) -> dict[int, list[Span]]:
    """By entry, the instants it took, whatever became of it since: measured study by one replay of the log, attendance as it says."""
    found = {row["seq"]: taken_by_attendance(row) for row in rows if holds_spans(row) and "credited" in row["evidence"]}
    measured = [row for row in rows if is_measured(row)]
    return found | {seq: taken.own for seq, taken in taken_by_measured(person.pk, measured, rows).items()}


def _consumed(person: Any, rows: list[Row]) -> list[Span]:
    """Every instant that entries took or ran past, also of those reversed since: ranges of measured time stay right while nothing before their end goes."""
    measured = taken_by_measured(person.pk, [row for row in rows if is_measured(row)], rows).values()
    return [span for spans in (*(taken_by_attendance(row) for row in rows if holds_spans(row)), *(one.whole for one in measured)) for span in spans]


def _credited(person: Any, standing: list[Row], rows: list[Row]) -> list[Credited]:
    spans, by_seq = _spans(person, rows), {row["seq"]: row for row in rows}
    return [
        Credited(
            row["seq"], row["minutes"], (row["source_kind"], row["source_id"]), row["title"], row["occurred_from"], row["occurred_to"],
            tuple(spans[root["seq"]]) if (root := _root(row, by_seq))["seq"] in spans else None,
            root["evidence"].get("was", root["evidence"].get("kind")) in STUDY,
        )
        for row in standing
    ]  # fmt: skip


def _root(row: Row, by_seq: dict[int, Row]) -> Row:
    """The entry that a correction corrects in the end: its time is the time that was corrected."""
    while row["evidence"].get("kind") == "correction":
        row = by_seq[row["evidence"]["corrects"]]
    return row
