"""What assessments tells higher apps, inside the transaction in which it happened."""

from django.dispatch import Signal

attempt_completed = Signal()  # attempt: submitted, by the person or by the clock
attempt_graded = Signal()  # attempt: every question has its mark
attempt_regraded = Signal()  # attempt, passed_before, passed_after: a mark of a graded attempt was changed
