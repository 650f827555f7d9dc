"""The foundation of adjustments: what a second person approved is there, and says what the entry says."""

from accreditation.ledger.foundations import Proposed, Row, foundations
from accreditation.models import Adjustment

SAME = ("minutes", "topics", "category", "mode", "title", "track", "enrollment", "student")


class Adjusted(Proposed):
    """Each adjustment names what was proposed by id; the entry, which is hashed, says what that said."""

    kind, model = "adjustment", Adjustment

    def why(self, row: Row, proposal: Adjustment | None) -> str:
        if proposal is None:
            return "The adjustment this entry rests on is missing."
        if any(getattr(proposal, name) != row[name] for name in SAME):
            return "The adjustment this entry rests on was changed."
        if (proposal.state, proposal.proposed_by, proposal.decided_by, proposal.entry_seq) != ("approved", row["recorded_by"], row["approved_by"], row["seq"]):
            return "The entry does not say who proposed and who approved the adjustment."
        return ""


foundations.register("adjustments", Adjusted())
