"""Calling the sweeps: on time, each on its own, and the shared ones once per slot of time however many beats there are."""

import logging

from lms.core.clock import now, to_ms
from lms.jobs.kinds import Sweep, sweeps
from lms.jobs.models import SweepSlot

logger = logging.getLogger(__name__)


class Clockwork:
    """One process's memory of the slots it has seen, so that looking at the clock costs no query."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def run_due(self) -> int:
        """Call every sweep that is due now; how many were called without an error."""
        return sum(call(sweep) for sweep in sweeps if self._is_due(sweep))

    def _is_due(self, sweep: Sweep) -> bool:
        slot = slot_of(sweep)
        if self._seen.get(sweep.name) == slot:
            return False
        self._seen[sweep.name] = slot
        return take_slot(sweep, slot) if sweep.shared else True


def run_all_sweeps() -> int:
    """Call every sweep now, whatever the time; how many were called without an error."""
    return sum(call(sweep) for sweep in sweeps)


def slot_of(sweep: Sweep) -> int:
    """The number of the present slot of ``every_seconds``, counted from the epoch."""
    return to_ms(now()) // 1000 // sweep.every_seconds


def take_slot(sweep: Sweep, slot: int) -> bool:
    """True for the one process that begins a shared sweep in ``slot``."""
    row, _made = SweepSlot.objects.get_or_create(name=sweep.name)
    return row.slot < slot and bool(SweepSlot.objects.filter(name=sweep.name, slot__lt=slot).update(slot=slot, began_at=now()))


def call(sweep: Sweep) -> bool:
    """Call one sweep; one that fails is logged, does not stop the others, and has its next turn soon."""
    try:
        sweep.function()
    except Exception:
        logger.exception("The sweep %s met an error.", sweep.name)
        return False
    return True
