"""How near each student is to a filing: the scheme's findings, counted, for many students at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.queries.filing_dossier import each_filing_dossier
from accreditation.requirements import ACTORS, Finding
from accreditation.schemes import schemes


@dataclass(frozen=True)
class Readiness:
    """The findings of one place, and their counts."""

    findings: tuple[Finding, ...]

    def _count(self, state: str) -> int:
        return sum(finding.state == state for finding in self.findings)

    @property
    def met(self) -> int:
        return self._count("met")

    @property
    def missing(self) -> int:
        return self._count("missing")

    @property
    def warnings(self) -> int:
        return self._count("warning")

    @property
    def first_missing(self) -> Finding | None:
        return next((finding for finding in self.findings if finding.state == "missing"), None)

    @property
    def is_ready(self) -> bool:
        return not self.missing


def readiness_of(enrollments: Sequence[Any], scheme_key: str, as_of: date) -> dict[str, Readiness]:
    """By public id of each place, how near it is to a filing under the scheme; a constant number of queries."""
    scheme = schemes.get(scheme_key)
    dossiers = each_filing_dossier(enrollments, as_of)
    return {place.public_id: Readiness(tuple(scheme.findings(dossier))) for place, dossier in zip(enrollments, dossiers, strict=True)}


def by_actor(findings: Sequence[Finding], *first: str) -> list[tuple[str, list[Finding]]]:
    """What is open, by who takes the next step: those of ``first`` in front, the rest in their usual order, each with its title."""
    order = [*first, *(actor for actor in ACTORS if actor not in first)]
    groups = [(actor, [finding for finding in findings if finding.state != "met" and finding.who == actor]) for actor in order]
    return [(actor, found) for actor, found in groups if found]
