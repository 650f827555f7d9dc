"""How much background work one person may have at a time."""

from lms.core.errors import TooMany
from lms.jobs.models import Line
from lms.jobs.queries.jobs import unfinished_jobs_of

MOST_AT_ONCE = 10


def lock_line(owner: str) -> None:
    """Hold the person's line until the transaction ends, so that two requests at once cannot both be the tenth."""
    if owner:
        Line.objects.select_for_update().get_or_create(owner=owner)


def refuse_too_many(owner: str) -> None:
    """Raise ``TooMany`` when the person, the new job counted in, has more than 10 waiting or under way."""
    if owner and unfinished_jobs_of(owner).count() > MOST_AT_ONCE:
        raise TooMany(f"You already have {MOST_AT_ONCE} jobs waiting or under way. Let one finish, or cancel one under Background work, then try again.")
