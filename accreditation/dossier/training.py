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
    """One training on the list that goes to EOIR: a track of a program, or an outside training (then ``track`` is empty).

    ``certificate_name`` is the name printed on the certificate, ``course`` what it calls the training; ``is_without_certificate`` holds once a person
    marked that there is none.
    ``stated_live_minutes`` are the minutes of law taught live that the program states, ``make_up_minutes`` the credited ones that made up for them.
    Of an outside training, ``public_id`` names what was entered, ``document`` its certificate in the vault, ``test_result`` what its provider said of a
    test in their words, ``campus`` (a slug) where it was entered; ``is_from_paper`` marks one that was read from a list of hours on paper.
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
    certificate_name: str = ""
    is_without_certificate: bool = False
    stated_live_minutes: int = 0
    make_up_minutes: int = 0
    minutes_by_date: tuple[tuple[date, int], ...] = ()
    public_id: str = ""
    description: str = ""
    test_result: str = ""
    document: str = ""
    document_sha256: str = ""
    is_from_paper: bool = False
    campus: str = ""
    course: str = ""

    @property
    def dated_minutes(self) -> tuple[tuple[date, int], ...]:
        """Minutes by campus date; of a training without daily figures, all of them on its last day."""
        if self.minutes_by_date or self.last_date is None:
            return self.minutes_by_date
        return ((self.last_date, self.minutes),)
