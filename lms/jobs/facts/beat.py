"""The beat: whether what is done every so often is done."""

from datetime import timedelta

from lms.core.clock import now
from lms.core.operations.ages import ago
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted
from lms.jobs.queries.health import last_sweep, late_sweeps

SILENT = timedelta(minutes=5)
PATIENCE = timedelta(minutes=15)
FIGURES = (
    Figure("pathway_sweep_age_seconds", "Since any shared sweep was last begun; missing before the first."),
    Figure("pathway_sweeps_late", "Shared sweeps whose turn passed more than 15 minutes ago."),
)
MEANS = "It seals study, closes overdue attempts, sends daily letters and anchors the ledger."
TO_DO = "See whether a worker runs, and with Celery’s own workers also its beat (celery -A lms.celery beat)."


def read_beat() -> Reading:
    at, last = now(), last_sweep()
    late = late_sweeps(at, PATIENCE)
    reading = Reading()
    reading.sample("pathway_sweeps_late", len(late))
    if last is None:
        reading.facts.append(Fact("Beat", State.WRONG, "It was never heard here.", MEANS, TO_DO))
        return reading
    reading.sample("pathway_sweep_age_seconds", (at - last).total_seconds())
    said = f"It was last heard {ago(last)}."
    if at - last > SILENT:
        reading.facts.append(Fact("Beat", State.WRONG, said, MEANS, TO_DO))
    elif late:
        names = ", ".join(late)
        reading.facts.append(
            Fact("Beat", State.LOOK, f"{said} {counted(len(late), 'sweep')} missed a turn: {names}.", MEANS, "See the log for errors of these sweeps.")
        )
    else:
        reading.facts.append(Fact("Beat", State.FINE, said, MEANS))
    return reading
