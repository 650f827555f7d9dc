"""What two accounts of one person hold of hours and papers, and what stands against a merge, before it (decision 125). Changes nothing."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from accreditation.ledger.carrying import Carried, chain_of, hours_that_come_along, standing_in
from accreditation.models import (
    Adjustment,
    Application,
    Certificate,
    Correction,
    Evidence,
    HoursBatch,
    HoursDispute,
    LegalHold,
    MatterStudent,
    OutsideTraining,
    PracticeEntry,
)
from accreditation.models.entry import SourceKind
from accreditation.queries.evidence import with_state
from lms.core.merging import Held, Outlook
from lms.core.wording import hours

PAPERS = ("outside", "batch", "paper", "practice")
"""Kinds of evidence whose papers name the account: requirements, taking back a batch and attorneys look for the entry in that very chain."""
SETTLED = ("settled", "answered")


def look_at_hours(kept: Any, merged: Any) -> Outlook:
    """The part of hours and papers."""
    carried = hours_that_come_along(kept, merged)
    held = [
        Held("Credited minutes", *(sum(row["minutes"] for row in standing_in(chain_of(person))) for person in (kept, merged))),
        *(Held(what, *(_all(model, person).count() for person in (kept, merged))) for what, model in COUNTED.items()),
    ]
    return Outlook(held, _happens(carried), [*_papers(carried), *_negative(carried), *_kept_papers(merged), *_undecided(merged)])


COUNTED: dict[str, type[Model]] = {
    "Certificates": Certificate, "Documents": Evidence, "Applications": Application, "Entries of supervised practice": PracticeEntry,
}  # fmt: skip


def _all(model: type[Model], person: Any) -> QuerySet[Any]:
    return model._default_manager.filter(student=person.public_id)


def _happens(carried: list[Carried]) -> list[str]:
    if not carried:
        return []
    come, held = sum(one.share.minutes for one in carried), sum(one.row["minutes"] for one in carried)
    found = [
        f"{hours(come)} of {hours(held)} will come along, entry by entry: each is reversed in the old ledger and credited in the kept one, which names it."
    ]
    found += [
        f"Of “{one.row['title']}”, {_much(one.share.minutes)} of {hours(one.row['minutes'])} will come along. {one.share.why}"
        for one in carried
        if one.share.why
    ]
    return found


def _much(minutes: int) -> str:
    return hours(minutes) if minutes else "nothing"


def _papers(carried: list[Carried]) -> list[str]:
    if not any(one.row["evidence"].get("kind") in PAPERS or one.row["source_kind"] in (SourceKind.EXTERNAL_TRAINING, SourceKind.PRACTICE) for one in carried):
        return []
    return ["The account to merge holds hours from outside training, paper, an outage or supervised practice, whose papers name it. Keep that account instead."]


def _negative(carried: list[Carried]) -> list[str]:
    taken = [one.row["seq"] for one in carried if one.row["minutes"] < 0]
    return [f"Entry {seq} of the account to merge takes minutes away. Correct it there first." for seq in taken]


def _kept_papers(merged: Any) -> list[str]:
    """What is written once under the old name and is asked for by it."""
    found = []
    if _all(Certificate, merged).exists():
        found.append("The account to merge holds certificates, which name it for good. Keep that account instead.")
    if with_state(_all(Evidence, merged)).filter(state__in=["submitted", "verified"]).exists():
        found.append(
            "The account to merge holds documents. Keep that account instead, or let the student hand them in from the other one and take them back here."
        )
    if _all(Application, merged).exists():
        found.append("The account to merge has an application for accreditation. Keep that account instead; of two with one each, none can be merged.")
    if _all(PracticeEntry, merged).exists() or MatterStudent.objects.filter(student=merged.public_id, ended_at=None).exists():
        found.append("The account to merge works on matters or has written practice entries, which attorneys confirm by its name. Keep that account instead.")
    if LegalHold.objects.filter(student=merged.public_id, ended_at=None).exists():
        found.append("A legal hold keeps everything of the account to merge as it is. End the hold first, or keep that account.")
    return found


def _undecided(merged: Any) -> list[str]:
    waiting = sum(_all(model, merged).filter(state="pending").count() for model in (Correction, OutsideTraining, Adjustment))
    found = [f"{waiting} proposal{'s' if waiting > 1 else ''} about its hours wait for a second person. Decide first."] if waiting else []
    batches = HoursBatch.objects.filter(lines__student=merged.public_id).filter(Q(state="pending") | Q(state="approved", posted_at=None))
    if batches.exists():
        found.append("A batch of hours with a line of the account to merge is not decided or not posted. Finish it first.")
    if _all(HoursDispute, merged).exclude(state__in=SETTLED).exists():
        found.append("The account to merge has an open question about hours. Answer it first.")
    return found
