"""What administrators must know of the ledger: anchored entries that are gone, and a daily anchor that is late."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accreditation.models import Anchor, AnchoredEnd, Entry, LedgerAlarm, LedgerHead
from lms.core.clock import now

LATE = timedelta(hours=36)


def shrunken_chains() -> int:
    """How many students' chains end before what the newest anchor covers."""
    head = LedgerHead.objects.filter(student=OuterRef("student")).values("seq")[:1]
    return AnchoredEnd.objects.annotate(now=Coalesce(Subquery(head), 0)).filter(now__lt=F("seq")).count()


def is_anchor_late() -> bool:
    """Whether an entry has waited more than 36 hours for an anchor. Without new entries none is due."""
    newest = Anchor.objects.order_by("-number").values_list("taken_at", flat=True).first()
    if newest is not None and newest > now() - LATE:
        return False
    anchored = Coalesce(Subquery(AnchoredEnd.objects.filter(student=OuterRef("student")).values("seq")[:1]), 0)
    first_open = Entry.objects.filter(student=OuterRef("student"), seq=OuterRef("next"), recorded_at__lt=now() - LATE)
    return LedgerHead.objects.annotate(anchored=anchored).filter(seq__gt=F("anchored")).annotate(next=F("anchored") + 1).filter(Exists(first_open)).exists()


def open_alarms() -> QuerySet[LedgerAlarm]:
    return LedgerAlarm.objects.filter(ended_at__isnull=True)


def recent_alarms() -> QuerySet[LedgerAlarm]:
    """Those that go on, and the last 50 that ended, newest first."""
    return LedgerAlarm.objects.order_by(F("ended_at").desc(nulls_first=True), "-pk")[:50]
