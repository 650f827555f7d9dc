"""Everything known of one candidate on one date, as plain data: what requirements look at and packets print.

Minutes are whole minutes, dates are campus dates. ``accreditation.queries.dossier`` builds it from the ledger and from
what the lower apps publish; nothing here reads a table.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Organization:
    """The DOJ-recognized organization that files for the candidate."""

    legal_name: str
    doing_business_as: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    phone: str = ""
    email: str = ""
    recognition_state: str = ""
    recognition_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """The person, by the names federal forms ask for."""

    public_id: str
    email: str
    legal_first_name: str
    legal_middle_name: str
    legal_last_name: str
    other_names: tuple[str, ...] = ()

    @property
    def legal_name(self) -> str:
        return " ".join(part for part in (self.legal_first_name, self.legal_middle_name, self.legal_last_name) if part)


@dataclass(frozen=True, kw_only=True)
class TopicMinutes:
    slug: str
    title: str
    minutes: int
    required: bool


@dataclass(frozen=True, kw_only=True)
class Result:
    """The counting result of one assessment; ``percent`` is rounded down and decides nothing."""

    assessment: str
    title: str
    attempted: bool
    passed: bool
    percent: int | None
    pass_percent: int
    required: bool
    finished_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Training:
    """One training on the list that goes to EOIR: a track of a program, or an outside training."""

    title: str
    provider: str
    provider_address: str
    track: str
    track_title: str
    on_eoir_list: bool
    stated_minutes: int
    minutes: int
    minutes_by_mode: dict[str, int]
    minutes_by_category: dict[str, int]
    first_date: date | None
    last_date: date | None
    topics: tuple[TopicMinutes, ...]
    results: tuple[Result, ...]
    minimum_percent: int
    all_required_topics: bool
    is_fundamentals: bool
    certificate_number: str = ""
    certificate_status: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A document in the vault that supports the application."""

    kind: str
    title: str
    writer: str = ""
    dated: date | None = None
    verified: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form edition, with our answer and how sure the numbering is."""

    key: str
    group: str
    asks: str
    answer: str
    confirmed: bool
    mark: str


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """The form of one edition; ``checked_on`` is when a person last compared it with the official PDF."""

    edition: str
    source: str
    confirmed: bool
    checked_on: date | None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One candidate, one enrollment, one date."""

    as_of: date
    candidate: Candidate
    organization: Organization | None
    campus: str
    cohort: str
    program: str
    program_version: str
    trainings: tuple[Training, ...]
    worksheet: Worksheet
    ledger_seq: int
    ledger_head: str
    evidence: tuple[Evidence, ...] = field(default=())

    def evidence_of(self, *kinds: str) -> tuple[Evidence, ...]:
        return tuple(item for item in self.evidence if item.kind in kinds)

    @property
    def eoir_trainings(self) -> tuple[Training, ...]:
        """The trainings that are listed for EOIR (domain reference, 0.9)."""
        return tuple(training for training in self.trainings if training.on_eoir_list)
