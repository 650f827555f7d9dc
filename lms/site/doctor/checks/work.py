"""A worker and the beat are alive: sweeps ran lately, and nothing waits that somebody should have taken.

The beat puts a message into the queue every few seconds, and a worker that takes it calls the sweeps that are due. So old sweeps and a growing
queue mean that no worker takes messages; old sweeps and an empty queue, that no beat puts any in.
"""

from collections.abc import Iterator
from datetime import timedelta

from lms.core.clock import now
from lms.core.wording import counted
from lms.jobs.api import last_sweep_at, longest_wait, messages_in_queue
from lms.site.doctor.base import Asked, Fault

SILENT = timedelta(minutes=3)  # the most frequent sweep is called every 30 seconds
WAITED = timedelta(minutes=15)
MEND_BEAT = "Start the beat on one machine: systemctl enable --now pathway-beat, then journalctl -u pathway-beat."
MEND_WORKER = "Start a worker: systemctl enable --now pathway-worker@1, then journalctl -u 'pathway-worker@*'."


def look(asked: Asked) -> Iterator[Fault]:
    last, waiting = last_sweep_at(), messages_in_queue()
    if last is None or last < now() - SILENT:
        since = f"since {last:%B %d, %Y, %H:%M} UTC" if last else "yet"
        if waiting:
            yield Fault(f"No sweep ran {since}, and {counted(waiting, 'message')} lie in the queue: no worker takes them.", MEND_WORKER)
        else:
            yield Fault(f"No sweep ran {since}, and the queue is empty: no beat runs.", MEND_BEAT)
        return
    waited = longest_wait(now())
    if waited > WAITED:
        minutes = int(waited.total_seconds() // 60)
        yield Fault(f"A job has waited for {minutes} minutes.", "Start more workers, here or on another machine: systemctl enable --now pathway-worker@2.")
