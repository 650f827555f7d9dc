"""What the API answers, as data with types; ``openapi.json`` is made from it.

Minutes are whole; dates are ISO 8601 dates of the campus; instants are UTC with milliseconds.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field


class CohortShape(BaseModel):
    slug: str
    name: str
    program: str
    program_version: str
    starts_on: date
    ends_on: date


class Cohorts(BaseModel):
    campus: str
    cohorts: list[CohortShape]


class RecordShape(BaseModel):
    """One student, training and track: the row that every export and document shows."""

    student: str = Field(description="Public id of the student.")
    enrollment: str = Field(description="Public id of the place in the cohort.")
    student_name: str
    email: str
    campus: str
    cohort: str
    training: str
    track: str
    provider: str
    first_date: date | None
    last_date: date | None
    hours: str = Field(description="Minutes / 60 with two digits, rounded down; never summed.")
    minutes: int
    mode: str
    topics: str
    assessment: str
    score: str
    passed: str
    certificate_no: str | None
    ledger_head: str | None = Field(description="Hash of the newest ledger entry that this row rests on.")
    minutes_by_topic: dict[str, int]
    minutes_by_category: dict[str, int]


class Records(BaseModel):
    campus: str
    as_of: date
    records: list[RecordShape]
    next: str | None = Field(description="Give it as “after” to read on; null at the end.")


class EntryShape(BaseModel):
    """One entry of the ledger; it is never changed, and ``hash`` covers all of it."""

    seq: int
    kind: Literal["credit", "reversal", "adjustment"]
    category: str
    minutes: int
    topics: dict[str, int]
    title: str
    provider: str
    mode: str
    occurred_from: date
    occurred_to: date
    source_kind: str
    reverses: int | None
    recorded_at: str
    prev_hash: str
    hash: str


class Entries(BaseModel):
    student: str
    as_of: date
    entries: list[EntryShape]


class CompletionShape(BaseModel):
    completion: str = Field(description="Public id.")
    enrollment: str
    student: str
    lesson: str
    title: str
    revision: str = Field(description="Public id of the content that was studied.")
    completed_at: str


class Completions(BaseModel):
    campus: str
    completions: list[CompletionShape]
    next: str | None = Field(description="Give it as “after” to read on; null at the end.")


class Refused(BaseModel):
    error: str = Field(description="A stable word for programs.")
    sentence: str = Field(description="For a person.")
