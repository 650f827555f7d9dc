"""Answers for the form and the USCIS offices to be served, as they were recorded by a day."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from accreditation.models import FilingAnswers, RecipientStep, RecipientStepKind, ServiceRecipient
from accreditation.policies.filing_answers import FormAnswers
from lms.core.clock import end_of_day
from lms.vault.api import open_texts

WORDS = ("prior_applications", "frequency_uscis", "frequency_eoir", "server")


@dataclass(frozen=True)
class AnswersVersion:
    """What was answered, in which version, by whom (public id) and when."""

    answers: FormAnswers
    number: int
    by: str
    at: datetime


@dataclass(frozen=True)
class RecipientStanding:
    """An office with the newest of its confirmations, and how it was taken off, where it was."""

    recipient: ServiceRecipient
    confirmed: RecipientStep | None
    ended: RecipientStep | None


def answers_of(applications: Iterable[int], as_of: date | None = None, zone: str = "UTC") -> dict[int, AnswersVersion]:
    """The newest answers by primary key of the application, recorded before the end of ``as_of`` in ``zone`` where one is given; two queries."""
    rows = FilingAnswers.objects.filter(application__in=set(applications)).order_by("number")
    newest = {row.application_id: row for row in (rows if as_of is None else rows.filter(at__lt=end_of_day(as_of, zone)))}
    texts = open_texts([(row.student, bytes(row.sealed_words)) for row in newest.values()])
    return {pk: AnswersVersion(_answers(row, text), row.number, row.by, row.at) for (pk, row), text in zip(newest.items(), texts, strict=True)}


def _answers(row: FilingAnswers, text: str) -> FormAnswers:
    """The texts are empty once the key they were sealed under is destroyed."""
    words: dict[str, Any] = json.loads(text) if text else {}
    return FormAnswers(
        not_attorney=row.not_attorney, service_method=row.service_method, without_certificate=tuple(row.without_certificate),
        **{name: words.get(name, "") for name in WORDS},
    )  # fmt: skip


def recipients_of(applications: Iterable[int], as_of: date | None = None, zone: str = "UTC") -> dict[int, list[RecipientStanding]]:
    """Every office by primary key of the application, those taken off included, as recorded by ``as_of``; two queries."""
    rows, steps = ServiceRecipient.objects.filter(application__in=set(applications)), RecipientStep.objects.order_by("pk")
    if as_of is not None:
        end = end_of_day(as_of, zone)
        rows, steps = rows.filter(put_at__lt=end), steps.filter(at__lt=end)
    found: dict[int, list[RecipientStanding]] = {}
    for row in rows.order_by("pk").prefetch_related(Prefetch("steps", queryset=steps)):
        kinds = {step.kind: step for step in row.steps.all()}
        standing = RecipientStanding(row, kinds.get(RecipientStepKind.CONFIRMED), kinds.get(RecipientStepKind.ENDED))
        found.setdefault(row.application_id, []).append(standing)
    return found


def served_of(applications: Iterable[int], as_of: date | None = None, zone: str = "UTC") -> dict[int, list[RecipientStanding]]:
    """The offices that are to be served: those that were not taken off."""
    return {pk: [one for one in rows if one.ended is None] for pk, rows in recipients_of(applications, as_of, zone).items()}
