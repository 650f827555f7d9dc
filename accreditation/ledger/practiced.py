"""The foundation of practice entries: the attorney's confirmation is kept unchanged, and says what the entry says."""

from typing import Any

from accreditation.ledger.foundations import foundations
from accreditation.models import Confirmation
from lms.core.canonical import fingerprint


class Confirmed:
    """Each practice entry names its confirmation by id and hash; minutes, date, topic and attorney must be the confirmation's."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        practiced = [row for row in rows if row["evidence"].get("kind") == "practice"]
        if not practiced:
            return None
        kept = {word.public_id: word for word in Confirmation.objects.filter(public_id__in={row["evidence"]["confirmation"] for row in practiced})}
        for row in practiced:
            why = self._why(row, kept.get(row["evidence"]["confirmation"]))
            if why:
                return row["seq"], why
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        return None

    @staticmethod
    def _why(row: dict[str, Any], word: Confirmation | None) -> str:
        if word is None:
            return "The attorney’s confirmation this entry rests on is missing."
        if not row["evidence"]["sha256"] == word.sha256 == fingerprint(word.body()):
            return "The attorney’s confirmation this entry rests on was changed."
        if (row["student"], row["approved_by"]) != (word.student, word.attorney):
            return "The entry does not name the student and the attorney of its confirmation."
        minutes, day = word.facts["minutes"], word.facts["date"]
        if (row["minutes"], row["topics"], row["occurred_from"].isoformat()) != (minutes, {word.facts["topic"]: minutes}, day):
            return "The entry does not say what the attorney confirmed."
        return ""


foundations.register("practice", Confirmed())
