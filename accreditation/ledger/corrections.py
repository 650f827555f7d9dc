"""The foundation of corrected entries: what was replaced is in the same chain, unchanged, and reversed."""

from typing import Any

from accreditation.ledger.foundations import foundations


class Corrections:
    """A replacement names the entry it corrects by number and hash, and that entry must be undone."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        hashes = {row["seq"]: row["hash"] for row in rows}
        undone = {row["reverses"] for row in rows if row["reverses"]}
        for row in rows:
            evidence = row["evidence"]
            if evidence.get("kind") != "correction":
                continue
            if hashes.get(evidence["corrects"]) != evidence["corrects_hash"]:
                return row["seq"], "The entry that this one corrects is missing or was changed."
            if evidence["corrects"] not in undone:
                return row["seq"], "The entry that this one corrects was never reversed, so its time would count twice."
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


foundations.register("corrections", Corrections())
