"""Background work on documents and filed packets: removing what has had its time."""

from typing import Any

from accreditation.actions.purge_evidence import purge_evidence
from accreditation.actions.purge_packets import purge_packets
from accreditation.models import Evidence, FiledPacket
from lms.core.clock import now
from lms.core.wording import counted
from lms.jobs.api import JobRun, enqueue


def run_purge(job: JobRun) -> dict[str, Any]:
    """Remove what is due; a run that was cut off is done again and does the rest. The page on retention lists who, what kind, when and why."""
    run, packets = purge_evidence(), purge_packets()
    filed = f" {counted(len(packets.removed), 'filed packet')} removed, {len(packets.held)} kept by a hold." if packets.removed or packets.held else ""
    return {"sentence": f"{counted(len(run.removed), 'document')} removed after their time; {len(run.held)} due, and kept by a hold.{filed}"}


def purge_daily() -> None:
    """The sweep of each day; work of its own, once for each, where there is a document or a filed packet at all."""
    if not Evidence.objects.exists() and not FiledPacket.objects.exists():
        return
    enqueue("accreditation.purge_evidence", {}, by=None, key=f"purge-evidence:{now():%Y-%m-%d}")
