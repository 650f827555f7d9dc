"""Bringing a file of questions into a bank: read a part at a time, written in bulk, all of them or none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction

from assessments.actions.check_draft import Checked, check_draft
from assessments.actions.index_citations import index_citations
from assessments.actions.index_question import index_questions
from assessments.actions.put_question_version import facts_of
from assessments.actions.store_question_media import store_question_media
from assessments.formats.answers import Told, told
from assessments.formats.base import Format, QuestionDraft, Refused, made_id
from assessments.formats.registry import question_formats
from assessments.models import Question, QuestionBank, QuestionState, QuestionVersion
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Invalid

BATCH = 250
TWICE = "It stands in the file more than once and was taken once."


@dataclass
class ImportReport:
    """What a file gave. ``imported`` counts the questions that are in the bank now, or would be after a dry run: new, changed and unchanged."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    dry_run: bool = False
    partial: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    questions: list[Told] = field(default_factory=list)

    @property
    def imported(self) -> int:
        return self.created + self.changed + self.unchanged

    def as_data(self) -> dict[str, Any]:
        """The object that ``import_questions --json`` prints."""
        return {
            "imported": self.imported, "created": self.created, "changed": self.changed, "unchanged": self.unchanged, "dry_run": self.dry_run,
            "partial": [{"id": name, "lost": list(lost)} for name, lost in self.partial],
            "refused": [{"id": one.id, "reason": one.reason} for one in self.refused],
            "questions": self.questions,
        }  # fmt: skip


class NothingImported(Invalid):
    """Some questions were refused, so none was taken; ``report`` says which and why."""

    def __init__(self, report: ImportReport) -> None:
        first = report.refused[0]
        more = f" and {len(report.refused) - 1} more" if len(report.refused) > 1 else ""
        super().__init__(f"Nothing was imported, because “{first.id}”{more} cannot be: {first.reason}", code="refused_questions")
        self.report = report


@transaction.atomic
def import_questions(
    *, bank: str, format_key: str, source: BinaryIO, by: Any, keep_going: bool = False, dry_run: bool = False, state: str = QuestionState.READY
) -> ImportReport:
    """Bring every question of ``source`` (seekable) into the bank called ``bank``, which is made where there is none.

    A question already there under its name keeps its state and category; it gets a new version where the file says something else. ``state`` is for new ones.
    Raises ``Invalid`` for a file that cannot be read and ``UnknownKind`` for an unknown ``format_key``; ``NothingImported`` where a question is
    refused, unless ``keep_going``. A dry run tells all and changes nothing.
    """
    reader = question_formats.get(format_key)
    savepoint = transaction.savepoint()
    target, _ = QuestionBank.objects.get_or_create(slug=bank, defaults={"title": bank.replace("-", " ").capitalize()})
    target = QuestionBank.objects.select_for_update().get(pk=target.pk)
    run = _Import(target, by, state, ImportReport(dry_run=dry_run))
    run.take(reader.read(source))
    if run.report.refused and not keep_going and not dry_run:
        raise NothingImported(replace(run.report, created=0, changed=0, unchanged=0))
    if dry_run:
        transaction.savepoint_rollback(savepoint)
        return run.report
    transaction.savepoint_commit(savepoint)
    run.store_media(reader, source)
    _record(run.report, target, reader.label, by)
    return run.report


def _record(report: ImportReport, bank: QuestionBank, label: str, by: Any) -> None:
    if report.created or report.changed:
        counts = {"created": report.created, "changed": report.changed, "refused": len(report.refused)}
        facts = {"bank": bank.title, "format": label, **counts}
        record_event("assessments.questions_imported", by=by, subject_kind="question_bank", subject_id=bank.slug, data=facts)


class _Import:
    """One run: batches of checked drafts become rows; ``seen`` keeps names apart within the file."""

    def __init__(self, bank: QuestionBank, by: Any, state: str, report: ImportReport) -> None:
        self.bank, self.by, self.state, self.report = bank, by, state, report
        self.seen: dict[str, str] = {}
        self.with_media: set[int] = set()

    def take(self, found: Iterable[QuestionDraft | Refused]) -> None:
        checked = self._checked(found)
        while batch := list(islice(checked, BATCH)):
            self._write(batch)

    def _checked(self, found: Iterable[QuestionDraft | Refused]) -> Iterator[Checked]:
        for place, one in enumerate(found):
            checked = one if isinstance(one, Refused) else check_draft(one)
            named = self._named(checked) if isinstance(checked, Checked) else checked
            if isinstance(named, Refused):
                self.report.refused.append(named)
            elif named is not None:
                self._tell(named.draft)
                if named.draft.media:
                    self.with_media.add(place)
                yield named

    def store_media(self, reader: Format, source: BinaryIO) -> None:
        """Read once more for the pictures of what was taken. Stored last, so that an import which is refused leaves none behind, and nothing
        has to be taken away again that another import may have found there meanwhile."""
        if not self.with_media:
            return
        source.seek(0)
        for place, one in enumerate(reader.read(source)):
            if place in self.with_media and isinstance(one, QuestionDraft):
                store_question_media(one)

    def _named(self, checked: Checked) -> Checked | None:
        """Two questions of one name get two; a question that stands twice is taken once."""
        name, draft = checked.draft.id, checked.draft
        while name in self.seen and self.seen[name] != checked.sha256:
            name = f"{draft.id[:57]}-{made_id(name, checked.sha256)[2:8]}"
        if name in self.seen:
            self.report.partial.append((name, (TWICE,)))
            return None
        self.seen[name] = checked.sha256
        return checked if name == draft.id else replace(checked, draft=replace(draft, id=name))

    def _tell(self, draft: QuestionDraft) -> None:
        if draft.lost:
            self.report.partial.append((draft.id, draft.lost))
        self.report.questions.append(told(draft))

    def _write(self, batch: list[Checked]) -> None:
        known = {question.external_id: question for question in self.bank.questions.filter(external_id__in=[one.draft.id for one in batch])}
        newest = self._newest(known)
        fresh = [one for one in batch if one.draft.id not in known]
        questions = Question.objects.bulk_create(self._question(one.draft) for one in fresh)
        known |= {question.external_id: question for question in questions}
        wanted = [one for one in batch if not _says_the_same(newest.get(known[one.draft.id].pk), one)]
        versions = QuestionVersion.objects.bulk_create(self._version(known[one.draft.id], newest, one) for one in wanted)
        index_citations(*versions)
        index_questions(versions)
        self.report.created += len(fresh)
        self.report.changed += len(wanted) - len(fresh)
        self.report.unchanged += len(batch) - len(wanted)

    def _question(self, draft: QuestionDraft) -> Question:
        return Question(bank=self.bank, external_id=draft.id, state=self.state, category=draft.category)

    @staticmethod
    def _newest(known: dict[str, Question]) -> dict[int, QuestionVersion]:
        versions = QuestionVersion.objects.filter(question__in=known.values()).order_by("number")
        return {version.question_id: version for version in versions}

    def _version(self, question: Question, newest: dict[int, QuestionVersion], checked: Checked) -> QuestionVersion:
        before = newest.get(question.pk)
        return QuestionVersion(
            question=question, number=before.number + 1 if before else 1, rendered=checked.question.rendered, sha256=checked.sha256,
            created_at=now(), created_by=getattr(self.by, "public_id", ""), **checked.question.version_facts(),
        )  # fmt: skip


def _says_the_same(version: QuestionVersion | None, checked: Checked) -> bool:
    if version is None:
        return False
    return version.sha256 == checked.sha256 or facts_of(version) == checked.question.version_facts()
