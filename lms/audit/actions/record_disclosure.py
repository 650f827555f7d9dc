"""Writing down that a record was seen by somebody who is not its owner."""

from collections.abc import Iterable
from typing import Any

from lms.audit.models import Disclosure
from lms.core.clock import now


def record_disclosure(*, viewer: Any, owner: str, what: str, purpose: str, recipient: str = "", campus: str = "") -> None:
    """Record one disclosure; nothing when the viewer is the owner. ``viewer`` is a person or a public id."""
    record_disclosures(viewer=viewer, owners=[owner], what=what, purpose=purpose, recipient=recipient, campus=campus)


def record_disclosures(*, viewer: Any, owners: Iterable[str], what: str, purpose: str, recipient: str = "", campus: str = "") -> None:
    """Record the disclosure of several people's records in one query."""
    who = viewer if isinstance(viewer, str) else viewer.public_id
    at = now()
    Disclosure.objects.bulk_create(
        Disclosure(at=at, viewer=who, owner=owner, what=what, purpose=purpose, recipient=recipient, campus=campus) for owner in sorted(set(owners)) if owner != who
    )
