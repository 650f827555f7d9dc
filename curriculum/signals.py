"""What curriculum tells higher apps, in the past tense and inside the transaction in which it happened."""

from django.dispatch import Signal

lesson_completed = Signal()  # enrollment, completion
study_log_sealed = Signal()  # student, segment, activities: set of activity ids with newly sealed events
enrollment_ended = Signal()  # enrollment
student_moved = Signal()  # origin, enrollment: the place that was left and the new one; by
attestation_approved = Signal()  # attestation, decision
attendance_confirmed = Signal()  # session, sheet: an AttendanceSheet
peer_review_given = Signal()  # state: TaskState, by, approve, comment
