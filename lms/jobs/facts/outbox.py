"""The outbox: whether the broker takes the messages about jobs."""

from datetime import timedelta

from lms.core.clock import now
from lms.core.operations.ages import lasted
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted
from lms.jobs.queries.health import unsent_at

LONG, TOO_LONG = timedelta(minutes=1), timedelta(minutes=10)
FIGURES = (
    Figure("pathway_outbox_unsent", "Messages about jobs that are due and that the broker has not taken."),
    Figure("pathway_outbox_lag_seconds", "How long the first of them has been due."),
)


def read_outbox() -> Reading:
    at = now()
    unsent = unsent_at(at)
    lag = at - unsent.since if unsent.since else timedelta()
    reading = Reading()
    reading.sample("pathway_outbox_unsent", unsent.count)
    reading.sample("pathway_outbox_lag_seconds", lag.total_seconds())
    said = f"{counted(unsent.count, 'message waits', 'messages wait')} for the broker." if unsent.count else "The broker took every message."
    if lag < LONG:
        reading.facts.append(Fact("Outbox", State.FINE, said, "Workers hear of jobs as soon as they are asked for."))
        return reading
    state = State.WRONG if lag > TOO_LONG else State.LOOK
    reading.facts.append(
        Fact(
            "Outbox", state, f"{said} The first has been due for {lasted(lag)}.",
            "Jobs are not lost, but nobody begins them.",
            "See whether the broker answers (CELERY_BROKER_URL) and whether the beat is heard: it sends them again.",
        )
    )  # fmt: skip
    return reading
