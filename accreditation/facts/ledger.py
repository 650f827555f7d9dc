"""The ledger: its newest anchor, what waits for one, and alarms that go on."""

from datetime import timedelta

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from accreditation.models import Anchor, AnchoredEnd, LedgerHead
from accreditation.queries.ledger_watch import LATE, is_anchor_late, open_alarms
from lms.core.clock import now
from lms.core.operations.ages import ago
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted

FIGURES = (
    Figure("pathway_ledger_anchor_age_seconds", "Since the newest anchor; missing before the first."),
    Figure("pathway_ledger_entries_open", "Entries that no anchor covers yet."),
    Figure("pathway_ledger_alarms", "Alarms of the ledger that go on."),
)
MEANS = "An anchor proves, without trusting this installation, what the record of hours said that day."


def read_ledger() -> Reading:
    newest = Anchor.objects.order_by("-number").only("number", "taken_at").first()
    waiting, alarms = _entries_open(), open_alarms().count()
    reading = Reading([_anchor(newest, waiting), _alarms(alarms)])
    reading.sample("pathway_ledger_entries_open", waiting)
    reading.sample("pathway_ledger_alarms", alarms)
    if newest is not None:
        reading.sample("pathway_ledger_anchor_age_seconds", (now() - newest.taken_at).total_seconds())
    return reading


def _entries_open() -> int:
    anchored = Coalesce(Subquery(AnchoredEnd.objects.filter(student=OuterRef("student")).values("seq")[:1]), 0)
    ahead = LedgerHead.objects.annotate(anchored=anchored).filter(seq__gt=F("anchored"))
    return int(ahead.aggregate(entries=Sum(F("seq") - F("anchored")))["entries"] or 0)


def _anchor(newest: Anchor | None, waiting: int) -> Fact:
    last = f"Anchor {newest.number} was taken {ago(newest.taken_at)}." if newest else "None was taken yet."
    said = (
        f"{last} {counted(waiting, 'entry', 'entries')} since then." if waiting else f"{last} It covers every entry." if newest else "No entry needs one yet."
    )
    if not is_anchor_late():
        return Fact("Anchor of the ledger", State.FINE, said, MEANS)
    hours = round(LATE / timedelta(hours=1))
    return Fact(
        "Anchor of the ledger", State.WRONG, f"{said} One has waited more than {hours} hours.", MEANS,
        "See whether the beat is heard, and why the job “Anchoring the ledger” fails.", reverse("hours:alarms"),
    )  # fmt: skip


def _alarms(alarms: int) -> Fact:
    means = "Every hour the chains are compared with their anchors."
    if not alarms:
        return Fact("Alarms of the ledger", State.FINE, "None goes on.", means, url=reverse("hours:alarms"))
    return Fact(
        "Alarms of the ledger", State.WRONG, f"{counted(alarms, 'alarm')} {'goes' if alarms == 1 else 'go'} on.", means,
        "Read what they say, then run manage.py verify_ledger.", reverse("hours:alarms"),
    )  # fmt: skip
