"""What an officer reads before a filing: the points to confirm, each with the fingerprint of what is read under it."""

from dataclasses import dataclass
from typing import Any

from accreditation.models import Application
from accreditation.packets.presenting import present_or_none, without_titles
from accreditation.policies.checklist import AT_FILING, PAPER_ITEMS, fingerprint_of


@dataclass(frozen=True)
class CheckItem:
    """One point to confirm. ``state`` and ``sentence`` are the finding's; empty for what is done on paper. ``at_filing``: it is met only then.

    ``read`` is the fingerprint of what is confirmed by it: the sheets of its tabs and what was found.
    """

    key: str
    title: str
    source: str
    mark: str
    read: str
    state: str = ""
    sentence: str = ""

    @property
    def at_filing(self) -> bool:
        return self.key in AT_FILING

    @property
    def needs_reason(self) -> bool:
        return self.state == "missing" and not self.at_filing


@dataclass(frozen=True)
class Reading:
    """The points, and what the packet says sheet by sheet, from one look at the record."""

    items: list[CheckItem]
    contents: list[dict[str, Any]]

    @property
    def reads(self) -> dict[str, str]:
        """The fingerprints by key."""
        return {item.key: item.read for item in self.items}


def reading_of(application: Application) -> Reading:
    """The scheme's findings about the candidate now, then what is read and signed on paper.

    A kind of filing that no scheme describes, and a candidate without a place in a cohort, have the paper points only.
    """
    gathered = present_or_none(application)
    contents = without_titles(gathered.contents) if gathered else []
    found = [
        CheckItem(
            one.requirement.key, one.requirement.title, one.requirement.source, one.requirement.mark,
            fingerprint_of(one.requirement.key, contents, one.state), one.state, one.sentence,
        )
        for one in (gathered.findings if gathered else ())
    ]  # fmt: skip
    paper = [CheckItem(item.key, item.title, item.source, item.mark, fingerprint_of(item.key, contents)) for item in PAPER_ITEMS]
    return Reading([*found, *paper], contents)
