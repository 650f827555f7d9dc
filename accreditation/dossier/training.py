"""Trainings, their topics and results."""

from dataclasses import dataclass
from datetime import date


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
    """One training on the list that goes to EOIR: a track of a program, or an outside training.

    Of an outside training, ``public_id`` names what was entered, ``document`` its certificate in the vault, ``test_result`` what its provider said of a
    test in their words; ``is_from_paper`` marks one that was read from a list of hours on paper.
    """

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
    public_id: str = ""
    description: str = ""
    test_result: str = ""
    document: str = ""
    document_sha256: str = ""
    is_from_paper: bool = False
