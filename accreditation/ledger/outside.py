"""The foundation of outside training and of hours from paper: what was approved is unchanged, and its document is there with the hash that was named."""

from collections.abc import Callable, Iterable
from functools import cache

from accreditation.ledger.foundations import Proposed, Row, foundations
from accreditation.models import BatchLine, HoursBatch, OutsideTraining
from lms.vault.api import Unreadable, file_called, verify


def why_file(public_id: str, sha256: str) -> str:
    """Why the file is not the one of that hash, read to its end; empty when it is."""
    file = file_called(public_id)
    if file is None:
        return "The document this entry rests on is missing."
    try:
        verify(file)
    except (Unreadable, OSError):
        return "The document this entry rests on cannot be read any more."
    return "" if file.sha256 == sha256 else "The document this entry rests on was changed."


class OutsideTrainings(Proposed):
    """Each entry names its training by id and hash; minutes, approver and document must be the training's."""

    kind, model = "outside", OutsideTraining

    def why(self, row: Row, training: OutsideTraining | None) -> str:
        evidence = row["evidence"]
        if training is None:
            return "The outside training this entry rests on is missing."
        if training.fingerprint != evidence["sha256"]:
            return "The outside training this entry rests on was changed."
        if (training.approved_minutes, training.decided_by, training.entry_seq) != (row["minutes"], row["approved_by"], row["seq"]):
            return "The entry does not say what was approved of the outside training."
        return why_file(evidence["document"], evidence["document_sha256"]) if evidence["document"] else ""


class Batches:
    """Each entry of a batch names its line by hash; the line is unchanged, a second person approved it, and a file of paper hours is there."""

    def check(self, student: str, rows: list[Row]) -> tuple[int, str] | None:
        own = [row for row in rows if row["evidence"].get("kind") in ("batch", "paper")]
        if not own:
            return None
        lines, files = _lines(student, own), cache(why_file)  # a file is read once for a student, and anew for the next
        for row in own:
            why = self._why(row, lines.get((row["evidence"]["batch"], row["evidence"]["line"])), files)
            if why:
                return row["seq"], why
        return None

    @staticmethod
    def _why(row: Row, line: BatchLine | None, files: Callable[[str, str], str]) -> str:
        evidence = row["evidence"]
        if line is None:
            return "The line of the batch this entry rests on is missing."
        if line.fingerprint != evidence["sha256"] or line.minutes != row["minutes"]:
            return "The line of the batch this entry rests on was changed."
        if line.batch.decided_by != row["approved_by"] or line.batch.proposed_by != row["recorded_by"]:
            return "The batch was not approved by the person this entry names."
        return files(evidence["file"], evidence["file_sha256"]) if evidence.get("file") else ""

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


def _lines(student: str, rows: Iterable[Row]) -> dict[tuple[str, int], BatchLine]:
    batches = HoursBatch.objects.filter(public_id__in={row["evidence"]["batch"] for row in rows})
    found = BatchLine.objects.filter(student=student, batch__in=batches).select_related("batch")
    return {(line.batch.public_id, line.number): line for line in found}


foundations.register("outside_trainings", OutsideTrainings())
foundations.register("batches", Batches())
