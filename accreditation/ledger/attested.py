"""The foundation of attested entries: the student's statement is kept unchanged, and the coordinator who approved it stands in both."""

from typing import Any

from accreditation.ledger.foundations import foundations
from curriculum.api import Stated, snapshots_with_hashes, stated


class Statements:
    """Each attested entry names its statement by id and hash; minutes, revision and approver must be the statement's."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        attested = [row for row in rows if row["evidence"].get("kind") == "attestation"]
        if not attested:
            return None
        kept = stated({row["evidence"]["id"] for row in attested})
        snapshots = snapshots_with_hashes({row["content_revision"] for row in attested})
        for row in attested:
            why = self._why(row, kept.get(row["evidence"]["id"]), snapshots)
            if why:
                return row["seq"], why
        return None

    @staticmethod
    def _why(row: dict[str, Any], statement: Stated | None, snapshots: dict[str, str]) -> str:
        if statement is None:
            return "The statement this entry rests on is missing."
        if not row["evidence"]["sha256"] == statement.sha256 == statement.fingerprint:
            return "The statement this entry rests on was changed."
        if (row["minutes"], row["content_revision"]) != (statement.minutes, statement.snapshot):
            return "The entry does not say what the statement says."
        if not statement.approved_by or row["approved_by"] != statement.approved_by:
            return "The statement was not approved by the person this entry names."
        if snapshots.get(row["content_revision"]) != row["content_sha256"]:
            return "The content that was studied is missing or was changed."
        return ""

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


foundations.register("attestations", Statements())
