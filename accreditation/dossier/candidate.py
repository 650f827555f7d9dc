"""The person a filing is for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """The person, by the names federal forms ask for. ``used`` says of other names from when until when, where that is known."""

    public_id: str
    email: str
    legal_first_name: str
    legal_middle_name: str
    legal_last_name: str
    other_names: tuple[str, ...] = ()
    used: tuple[tuple[str, date | None, date | None], ...] = ()

    @property
    def legal_name(self) -> str:
        return " ".join(part for part in (self.legal_first_name, self.legal_middle_name, self.legal_last_name) if part)
