"""Finding lessons, recordings, terms and authorities by words or by a citation. Each person finds what they may open, and nothing else."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from curriculum.citations.provisions import references_in, wholes_of
from curriculum.models import Authority, ContentSnapshot, ProgramPage, SearchEntry, SearchKind, SnapshotCitation
from curriculum.queries import search_words
from curriculum.queries.marks import lesson_url
from curriculum.queries.opened import closed_lessons
from curriculum.queries.references import inside_of
from curriculum.rules import lessons_readable_by
from lms.core.searching import Hit

MOST = 20  # of each kind
BEGIN, END = "\ue000", "\ue001"  # around what was found; no indexed text holds them
LESS = "\ue002"  # stands for “<” while PostgreSQL makes its excerpt, for it leaves out whatever looks like a tag
_CORPUS = re.compile(r"\b(?:ina|u\.?\s?s\.?\s?c\.?|c\.?\s?f\.?\s?r\.?|fam|fed\. reg\.|fr|i&n|dec)(?![\w&])", re.IGNORECASE)
_SAID = {"dec": "Dec", "usc": "USC", "cfr": "CFR"}

SQLITE = """
    SELECT rowid, highlight(curriculum_searchentry_fts, 0, %s, %s), snippet(curriculum_searchentry_fts, -1, %s, %s, ' … ', 28)
    FROM curriculum_searchentry_fts WHERE curriculum_searchentry_fts MATCH %s AND rowid IN ({visible})
    ORDER BY bm25(curriculum_searchentry_fts, 10.0, 4.0, 1.0), rowid LIMIT %s"""
POSTGRESQL = """
    WITH asked AS (SELECT websearch_to_tsquery('english', %s) AS words), best AS (
        SELECT id, title, keywords, text, ts_rank_cd('{{0.1, 0.2, 0.4, 1.0}}', document, words) AS rank FROM curriculum_searchentry, asked
        WHERE document @@ words AND id IN ({visible}) ORDER BY rank DESC, id LIMIT %s)
    SELECT id, ts_headline('english', replace(title, '<', E'\\uE002'), words, %s || ', HighlightAll=true'),
        ts_headline('english', replace(CASE WHEN to_tsvector('english', text) @@ words OR keywords = '' THEN text ELSE keywords || ' … ' || text END,
            '<', E'\\uE002'), words,
            %s || ', MaxWords=28, MinWords=12, MaxFragments=1')
    FROM best, asked ORDER BY rank DESC, id"""


@dataclass(frozen=True)
class _Row:
    entry: SearchEntry
    title: SafeString
    snippet: SafeString


def authorities_by(person: Any, text: str) -> list[Hit]:
    """Those that a citation in the text names, first; then those whose words fit."""
    cited = [
        Hit(shown(authority.citation), reverse("law:authority", kwargs={"slug": authority.slug}), shown(authority.title), "") for authority in _named(text)
    ]
    named = {hit.url for hit in cited}
    rows = _rows(text, SearchEntry.objects.filter(kind=SearchKind.AUTHORITY))
    return [*cited, *(hit for row in rows if (hit := Hit(row.title, row.entry.address, row.snippet, "")).url not in named)][:MOST]


def _named(text: str) -> list[Authority]:
    """The authorities that are what is cited, then those inside it, then the closest that hold it."""
    names = cited_in(text)
    wholes = [whole for name in names for whole in wholes_of(name)]
    found = Authority.objects.filter(inside_of(names) | Q(canonical__in=wholes)) if names else Authority.objects.none()
    return sorted(found, key=lambda one: (one.canonical not in names, one.canonical in wholes, len(one.canonical), one.key))[:MOST]


def cited_in(text: str) -> list[str]:
    """Canonical names of what the text cites, in whatever case it was typed."""
    asked = text.replace("\0", " ")[: search_words.LONGEST]
    return list(references_in(asked) or references_in(_CORPUS.sub(_as_printed, asked)))


def _as_printed(found: re.Match[str]) -> str:
    plain = re.sub(r"[.\s]", "", found.group()).casefold()
    return _SAID.get(plain, plain.upper())


def terms_by(person: Any, text: str) -> list[Hit]:
    rows = _rows(text, SearchEntry.objects.filter(kind=SearchKind.TERM))
    return [Hit(row.title, row.entry.address, row.snippet, "") for row in rows]


def lessons_by(person: Any, text: str) -> list[Hit]:
    """Lessons whose words fit; those that cite what the text cites come first."""
    readable = _readable(person, SearchKind.LESSON)
    citing, rows = _citing(readable, text), _rows(text, readable)
    programs = list(ProgramPage.objects.live())
    known = {row.entry.pk for row in rows}
    first = [Hit(shown(entry.title), lesson_url(entry.lesson, programs), shown(""), note) for entry, note in citing if entry.pk not in known]
    cites = {entry.pk: note for entry, note in citing}
    return [*first, *(Hit(row.title, lesson_url(row.entry.lesson, programs), row.snippet, cites.get(row.entry.pk, "")) for row in rows)][:MOST]


def _citing(readable: QuerySet[SearchEntry], text: str) -> list[tuple[SearchEntry, str]]:
    """The readable lessons that cite it in their newest text, each with how it is cited there."""
    names = cited_in(text)
    if not names:
        return []
    newest = ContentSnapshot.objects.values("lesson").annotate(newest=Max("pk")).values("newest")
    cited = SnapshotCitation.objects.filter(inside_of(names), snapshot__in=newest).order_by("canonical").values_list("snapshot__lesson", "key")
    keys: dict[int, str] = {}
    for lesson, key in cited:
        keys.setdefault(lesson, key)
    entries = readable.filter(lesson__in=keys).order_by("lesson__path")[:MOST]
    return [(entry, f"Cites {keys[entry.lesson_id]}") for entry in entries]  # type: ignore[index]


def recordings_by(person: Any, text: str) -> list[Hit]:
    rows = _rows(text, _readable(person, SearchKind.RECORDING))
    programs = list(ProgramPage.objects.live()) if rows else []
    return [
        Hit(row.title, f"{lesson_url(row.entry.lesson, programs)}#{row.entry.address}", row.snippet, f"In “{row.entry.lesson.title}”")
        for row in rows
        if row.entry.lesson
    ]


def _readable(person: Any, kind: SearchKind) -> QuerySet[SearchEntry]:
    """The entries of lessons that the person sees and that their plans do not keep closed."""
    entries = SearchEntry.objects.filter(kind=kind, lesson__in=lessons_readable_by(person)).select_related("lesson")
    closed = closed_lessons(person)
    return entries.exclude(lesson__in=closed) if closed else entries


def _rows(text: str, visible: QuerySet[SearchEntry]) -> list[_Row]:
    """The best of the visible entries, best first, with what was found marked."""
    groups = search_words.read(text)
    if not groups:
        return []
    try:
        ids, parameters = visible.select_related(None).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # a person without a program reads no lesson, and Django knows it without asking
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            marks = f"StartSel={BEGIN}, StopSel={END}"
            cursor.execute(POSTGRESQL.format(visible=ids), [search_words.for_postgresql(groups), *parameters, MOST, marks, marks])
        else:
            cursor.execute(SQLITE.format(visible=ids), [BEGIN, END, BEGIN, END, search_words.for_sqlite(groups), *parameters, MOST])
        found = cursor.fetchall()
    entries = visible.in_bulk([row[0] for row in found])
    return [_Row(entries[key], shown(title), shown(snippet)) for key, title, snippet in found]


def shown(text: str) -> SafeString:
    """Indexed text as HTML: escaped first, and only then with marks around what was found."""
    return mark_safe(escape(text).replace(BEGIN, "<mark>").replace(END, "</mark>").replace(LESS, "&lt;"))  # noqa: S308  escaped on this line  # nosec B308, B703
