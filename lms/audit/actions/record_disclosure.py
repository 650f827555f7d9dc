"""Writing down that a record was seen by somebody who is not its owner."""

from collections.abc import Iterable
from typing import Any

from lms.audit.models import Disclosure
from lms.core.clock import now


def record_disclosure(*, viewer: Any, owner: str, what: str, purpose: str, recipient: str = "", campus: str = "", job: str = "") -> None:
    """Record one disclosure; nothing when the viewer is the owner. ``viewer`` is a person or a public id."""
    record_disclosures(viewer=viewer, owners=[owner], what=what, purpose=purpose, recipient=recipient, campus=campus, job=job)


def record_disclosures(*, viewer: Any, owners: Iterable[str], what: str, purpose: str, recipient: str = "", campus: str = "", job: str = "") -> None:
    """Record the disclosure of several people's records in one query; ``owners`` are public ids, each counted once."""
    who = viewer if isinstance(viewer, str) else viewer.public_id
    facts = {"at": now(), "viewer": who, "what": what, "purpose": purpose, "recipient": recipient, "campus": campus, "job": job}
    Disclosure.objects.bulk_create([Disclosure(owner=owner, **facts) for owner in sorted({*owners} - {who, ""})])
