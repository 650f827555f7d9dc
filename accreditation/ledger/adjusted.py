"""The foundation of adjustments: what a second person approved is there, and says what the entry says."""

from typing import Any

from accreditation.ledger.foundations import foundations
from accreditation.models import Adjustment

SAME = ("minutes", "topics", "category", "mode", "title", "track", "enrollment", "student")


class Adjusted:
    """Each adjustment names what was proposed by id; the entry, which is hashed, says what that said."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        own = [row for row in rows if row["evidence"].get("kind") == "adjustment"]
        kept = {one.public_id: one for one in Adjustment.objects.filter(public_id__in={row["evidence"]["id"] for row in own})} if own else {}
        for row in own:
            why = self._why(row, kept.get(row["evidence"]["id"]))
            if why:
                return row["seq"], why
        return None

    @staticmethod
    def _why(row: dict[str, Any], proposal: Adjustment | None) -> str:
        if proposal is None:
            return "The adjustment this entry rests on is missing."
        if any(getattr(proposal, name) != row[name] for name in SAME):
            return "The adjustment this entry rests on was changed."
        if (proposal.state, proposal.proposed_by, proposal.decided_by, proposal.entry_seq) != ("approved", row["recorded_by"], row["approved_by"], row["seq"]):
            return "The entry does not say who proposed and who approved the adjustment."
        return ""

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


foundations.register("adjustments", Adjusted())
