"""The end of a review: the lesson is published exactly as the last reviewer read it (or scheduled, if it has a day).

Wagtail reads this module while its own models load (``WAGTAIL_FINISH_WORKFLOW_ACTION``), so nothing of models is imported above.
"""

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Attorneys have no right to publish of their own: their approval is it. Other workflows publish by their last person's right."""
    from curriculum.models import AttorneyReviewTask

    last = workflow_state.current_task_state.task.specific
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=isinstance(last, AttorneyReviewTask))
