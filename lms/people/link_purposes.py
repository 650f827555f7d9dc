"""What a mailed link may stand for a person for: each purpose is registered by the app whose page it opens (security.md, principle 12)."""

from dataclasses import dataclass
from datetime import timedelta

from lms.core.registry import Registry


@dataclass(frozen=True)
class LinkPurpose:
    """One purpose. ``arrives`` is the name of the route that takes the token, ``opens`` of the one behind the code, without arguments.

    ``title`` is the subject of the letter; ``explain`` stands on the page before the code.
    """

    key: str
    title: str
    explain: str
    arrives: str
    opens: str
    lifetime: timedelta = timedelta(days=14)


link_purposes: Registry[LinkPurpose] = Registry("purpose of a mailed link")


def register_link_purpose(key: str, *, title: str, explain: str, arrives: str, opens: str, lifetime: timedelta = timedelta(days=14)) -> None:
    """Add a purpose; raises ``ValueError`` when the key is taken."""
    link_purposes.register(key, LinkPurpose(key, title, explain, arrives, opens, lifetime))
