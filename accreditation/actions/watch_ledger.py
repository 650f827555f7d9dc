"""Looking whether the ledger shrank or its anchor is late, and telling administrators once when either begins."""

from django.db import transaction
from django.urls import reverse

from accreditation.ledger.anchor_files import lost_anchors
from accreditation.models import AlarmKind, LedgerAlarm
from accreditation.queries.ledger_watch import is_anchor_late, shrunken_chains
from lms.core.clock import now
from lms.core.wording import counted
from lms.notices.api import notify
from lms.people.api import administrators

ALARM = "accreditation.ledger_alarm"


def watch_ledger() -> list[LedgerAlarm]:
    """Raise or end each alarm; the alarms that go on now."""
    late = "An entry has waited more than 36 hours for its anchor. See whether the worker runs, and why the job “Anchoring the ledger” fails."
    alarms = [_set(AlarmKind.SHRANK, _what_is_gone()), _set(AlarmKind.LATE, late if is_anchor_late() else "")]
    return [alarm for alarm in alarms if alarm is not None]


def _what_is_gone() -> str:
    """What anchors cover and the database no longer has, in a sentence; empty when nothing is."""
    shrank, lost = shrunken_chains(), lost_anchors()
    if shrank:
        what = f"The chains of {counted(shrank, 'student')} are shorter than the last anchor says."
    elif lost:
        what = f"{counted(len(lost), 'anchor')} kept outside the database {'is' if len(lost) == 1 else 'are'} not in it, the first is {lost[0]}."
    else:
        return ""
    return f"{what} Entries were removed, or an older backup was restored: run verify_ledger with the anchors that were mailed."


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
