"""An authority's history in a folder: steps that happened elsewhere are kept as history; one that is news here opens its case."""

from curriculum.importers.folder.shapes import AuthorityShape, StatusChangeShape
from curriculum.models import Authority, AuthorityStatusChange, LawChange
from lms.core.clock import now
from lms.core.models import new_public_id

CAME_ALONG = "This change came with the curriculum folder; its lessons were written with it."


def put_history(authority: Authority, shape: AuthorityShape, *, is_new_here: bool, has_changed: bool) -> bool:
    """Record every step of ``shape`` that is not recorded yet; whether there was one.

    The last step of an authority whose status the folder changed is news, and its case stays open. All others come with their cases closed:
    what this folder's lessons say, they say since then.
    """
    known = list(authority.changes.all())
    new = [step for step in shape.history if not any(_is_same(step, change) for change in known)]
    for step in new:
        change = AuthorityStatusChange.objects.create(
            authority=authority, public_id=step.id or new_public_id(), recorded_at=step.recorded_at or now(), **step.model_dump(exclude={"id", "recorded_at"})
        )  # fmt: skip
        is_news = has_changed and not is_new_here and step is shape.history[-1]
        if not is_news:
            LawChange.objects.filter(change=change, closed_at=None).update(closed_at=now(), conclusion=CAME_ALONG)
    return bool(new)


def _is_same(step: StatusChangeShape, change: AuthorityStatusChange) -> bool:
    if step.id:
        return step.id == change.public_id
    return (step.new_status, step.effective_on, step.note) == (change.new_status, change.effective_on, change.note)
