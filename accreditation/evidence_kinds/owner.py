"""Whose a document is, and the campus on which it is handed in."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Owner:
    """A student or a sponsoring organization, by public id; ``campus`` is a slug, ``zone`` its time zone."""

    campus: str
    zone: str
    student: str = ""
    organization: str = ""

    @property
    def public_id(self) -> str:
        return self.student or self.organization

    @property
    def fields(self) -> dict[str, str]:
        """The columns that name the owner in every table of documents."""
        return {"student": self.student, "organization": self.organization}
