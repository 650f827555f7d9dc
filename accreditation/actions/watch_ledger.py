"""Looking whether the ledger shrank or its anchor is late, and telling administrators once when either begins."""

from django.db import transaction
from django.urls import reverse

from accreditation.models import AlarmKind, LedgerAlarm
from accreditation.queries.ledger_watch import is_anchor_late, shrunken_chains
from lms.core.clock import now
from lms.core.wording import counted
from lms.notices.api import notify
from lms.people.api import administrators

ALARM = "accreditation.ledger_alarm"


def watch_ledger() -> list[LedgerAlarm]:
    """Raise or end each alarm; the alarms that go on now."""
    shrank = shrunken_chains()
    gone = (
        f"The chains of {counted(shrank, 'student')} are shorter than the last anchor says. Entries were removed, or an older backup was restored: "
        "run verify_ledger with the anchors that were mailed."
    )
    late = "An entry has waited more than 36 hours for its anchor. See whether the worker runs, and why the job “Anchoring the ledger” fails."
    alarms = [_set(AlarmKind.SHRANK, gone if shrank else ""), _set(AlarmKind.LATE, late if is_anchor_late() else "")]
    return [alarm for alarm in alarms if alarm is not None]


@transaction.atomic
def _set(kind: AlarmKind, sentence: str) -> LedgerAlarm | None:
    """Begin, keep or end the alarm of a kind."""
    if not sentence:
        LedgerAlarm.objects.filter(kind=kind, ended_at__isnull=True).update(ended_at=now())
        return None
    alarm, began = LedgerAlarm.objects.get_or_create(kind=kind, ended_at=None, defaults={"sentence": sentence, "raised_at": now()})
    if began:
        for person in administrators():
            notify(person, ALARM, subject_line=str(kind.label), text=sentence, url=reverse("hours:alarms"), key=f"ledger-alarm:{alarm.pk}")
    return alarm
