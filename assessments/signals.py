"""What assessments tells higher apps, inside the transaction in which it happened."""

from django.dispatch import Signal

attempt_completed = Signal()  # attempt: submitted, by the person or by the clock
attempt_graded = Signal()  # attempt: every question has its mark
# attempt, passed_before, passed_after (the places, by primary key of the enrollment, that it counts in and that pass its assessment): a mark of
# a graded attempt was changed; by a correction of its question also ``fix``, its
# public id, and ``is_undone`` where that was taken back
attempt_regraded = Signal()
