"""An attempt of which every answer has its mark is graded, once."""

from assessments.actions.tell_marking import tell_marked
from assessments.models import Attempt, AttemptState
from assessments.signals import attempt_graded


def finish_marking(attempt: Attempt) -> None:
    """Grade ``attempt``, whose lock the caller holds, when its last answer was marked."""
    if attempt.state == AttemptState.MARKING and not attempt.items.filter(grades__isnull=True).exists():
        attempt.state = AttemptState.GRADED
        attempt.save(update_fields=["state"])
        attempt_graded.send(sender=Attempt, attempt=attempt)
        tell_marked(attempt)
