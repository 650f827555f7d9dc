"""The documents of candidates, checked with the ledger: their events, their sealed words and their files, each against the other."""

from typing import Any

from accreditation.ledger.foundations import foundations
from accreditation.queries.evidence_proof import prove_evidence


class Documents:
    """No entry rests on them, yet filings do: they are looked at once, after every chain."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        bad = prove_evidence().first_bad
        return ("", 0, f"Document {bad.evidence}: {bad.why}") if bad else None


foundations.register("documents", Documents())
