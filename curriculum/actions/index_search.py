"""Keeping what can be found by words as it is published, in the transaction that publishes it."""

import json
from collections import Counter
from collections.abc import Iterable
from html import unescape

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import strip_tags

from curriculum.models import Authority, GlossaryTerm, LessonPage, SearchEntry, SearchKind
from curriculum.queries.search_texts import Transcript, lesson_texts, searchable
from curriculum.queries.snapshots import newest_snapshot


@transaction.atomic
def index_lesson(lesson: LessonPage) -> None:
    """A published lesson and the recordings in it; nothing of one that is not published."""
    snapshot = newest_snapshot(lesson.pk) if lesson.live else None
    _put(_of_lesson(lesson, snapshot.title, json.loads(snapshot.body)) if snapshot else [], SearchEntry.objects.filter(lesson=lesson.pk))


@transaction.atomic
def index_authority(authority: Authority) -> None:
    _put([_of_authority(authority)], SearchEntry.objects.filter(kind=SearchKind.AUTHORITY, ref=str(authority.pk)))


@transaction.atomic
def index_term(term: GlossaryTerm) -> None:
    _put([_of_term(term)], SearchEntry.objects.filter(kind=SearchKind.TERM, ref=str(term.pk)))


@transaction.atomic
def forget(kind: str, ref: str) -> None:
    SearchEntry.objects.filter(kind=kind, ref=ref).delete()


@transaction.atomic
def rebuild_search() -> dict[str, int]:
    """Make every entry anew; returns how many there are of each kind. Running it again changes nothing that can be found."""
    SearchEntry.objects.all().delete()
    for lesson in LessonPage.objects.live().order_by("pk"):
        index_lesson(lesson)
    SearchEntry.objects.bulk_create([_of_authority(authority) for authority in Authority.objects.all()])
    SearchEntry.objects.bulk_create([_of_term(term) for term in GlossaryTerm.objects.all()])
    counts = Counter(SearchEntry.objects.values_list("kind", flat=True))
    return {kind: counts[kind] for kind in SearchKind.values}


def _put(entries: Iterable[SearchEntry], present: QuerySet[SearchEntry]) -> None:
    """The entries in place of those that were there."""
    present.delete()
    SearchEntry.objects.bulk_create(entries)


def _of_lesson(lesson: LessonPage, title: str, body: dict[str, object]) -> list[SearchEntry]:
    texts = lesson_texts(body)
    entry = SearchEntry(kind=SearchKind.LESSON, ref=lesson.public_id, lesson=lesson, title=searchable(title), keywords=texts.keywords, text=texts.text)
    return [entry, *(_of_recording(lesson, one) for one in texts.transcripts)]


def _of_recording(lesson: LessonPage, said: Transcript) -> SearchEntry:
    ref = f"{lesson.public_id}:{said.address}"
    return SearchEntry(kind=SearchKind.RECORDING, ref=ref, lesson=lesson, address=said.address, title=searchable(said.title), text=said.text)


def _of_authority(authority: Authority) -> SearchEntry:
    return SearchEntry(
        kind=SearchKind.AUTHORITY, ref=str(authority.pk), address=reverse("law:authority", kwargs={"slug": authority.slug}),
        title=searchable(f"{authority.citation}: {authority.title}"), keywords=authority.key, text=searchable(authority.status_note),
    )  # fmt: skip


def _of_term(term: GlossaryTerm) -> SearchEntry:
    return SearchEntry(
        kind=SearchKind.TERM, ref=str(term.pk), address=reverse("law:term", kwargs={"slug": term.slug}),
        title=searchable(term.term), keywords=searchable(term.forms), text=searchable(unescape(strip_tags(term.definition_html))),
    )  # fmt: skip
