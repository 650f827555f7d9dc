"""Legal holds that stand, with their reasons and people."""

from dataclasses import dataclass, field
from typing import Any

from accreditation.models import LegalHold, SponsoringOrganization
from accreditation.rules.evidence import holds_visible_to
from lms.people.api import names_of
from lms.vault.api import open_texts


@dataclass(frozen=True)
class ShownHold:
    """A hold with names; ``may_end`` says whether the viewer is another person than who placed it."""

    hold: LegalHold
    owner: str
    placed_by: str
    reason: str = field(repr=False)
    may_end: bool


def hold_called(public_id: str) -> LegalHold | None:
    return LegalHold.objects.filter(public_id=public_id).first()


def shown_holds(person: Any, *, student: str = "", organization: str = "") -> list[ShownHold]:
    """The holds that stand and the person may see, oldest first; of one owner where one is named."""
    found = holds_visible_to(person).exclude(student=person.public_id).filter(ended_at__isnull=True)
    found = found.filter(student=student) if student else found.filter(organization=organization) if organization else found
    rows = list(found)
    names = names_of({name for row in rows for name in (row.student, row.placed_by) if name})
    names |= dict(SponsoringOrganization.objects.filter(public_id__in={row.organization for row in rows} - {""}).values_list("public_id", "legal_name"))
    reasons = open_texts([(row.owner, bytes(row.sealed_reason)) for row in rows])
    return [
        ShownHold(row, names.get(row.owner, ""), names.get(row.placed_by, ""), reason, person.public_id != row.placed_by)
        for row, reason in zip(rows, reasons, strict=True)
    ]
