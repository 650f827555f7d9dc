"""Filed packets, checked with the ledger: their bytes against the hash that was frozen."""

from typing import Any

from accreditation.ledger.foundations import foundations
from accreditation.queries.packet_proof import first_bad_packet


class Packets:
    """No entry rests on them; they rest on entries. They are looked at once, after every chain."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        bad = first_bad_packet()
        return ("", 0, f"Filed packet {bad.packet}: {bad.why}") if bad else None


foundations.register("packets", Packets())
