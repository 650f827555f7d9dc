"""Who refers to a provision: lessons, terms and, contributed by higher apps, questions; and whose evidence rests on it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet

from curriculum.citations.provisions import relation_to, wholes_of
from curriculum.models import Authority, ContentSnapshot, GlossaryTerm, LessonPage, ProgramPage, SnapshotCitation, TermCitation
from curriculum.queries.references import touched_by
from lms.core.registry import Registry


@dataclass(frozen=True)
class Affected:
    """One thing that refers to the law: ``ref`` names it within its kind; ``url`` is where it is read, ``edit_url`` where it is mended.

    ``cited`` are the keys by which it refers to the provisions asked about, ``relation`` how the closest of them stands to them
    (``it``, ``part``, ``whole``); both are empty where nothing was asked. ``owner`` is the public id of who wrote it last, or empty.
    """

    ref: str
    title: str
    program_pk: int | None = None
    url: str = ""
    edit_url: str = ""
    cited: tuple[str, ...] = ()
    relation: str = ""
    owner: str = ""


@dataclass(frozen=True)
class AffectedKind:
    """``find(canonicals)`` lists what a change of these provisions reaches; ``show(refs)`` finds the same things again by name.

    ``hold(refs, held)`` keeps them out of use, or lets them back, and returns how many changed; ``held(refs)`` says which are.
    Kinds that cannot be held have neither.
    """

    label: str
    find: Callable[[Iterable[str]], list[Affected]]
    show: Callable[[Iterable[str]], list[Affected]]
    hold: Callable[[Iterable[str], bool], int] | None = None
    held: Callable[[Iterable[str]], set[str]] | None = None


affected_kinds: Registry[AffectedKind] = Registry("kind of thing that cites law")
evidence_sources: Registry[Callable[[Iterable[str], QuerySet[Any]], QuerySet[Any]]] = Registry("source of evidence")
"""Each, given canonical names and a query of the public ids of the snapshots that they touch, is a query of public ids of students."""


def reasons(canonicals: Iterable[str], rows: Iterable[tuple[Any, str, str]]) -> dict[Any, dict[str, Any]]:
    """Why each thing is listed, from rows of (thing, canonical name cited, key as written): fields of ``Affected`` by thing."""
    names = list(canonicals)
    cited: dict[Any, dict[str, str]] = {}
    for thing, name, key in rows:
        cited.setdefault(thing, {})[key] = relation_to(names, name)
    return {thing: {"cited": tuple(sorted(keys, key=lambda key: (keys[key], key))), "relation": min(keys.values())} for thing, keys in cited.items()}


def lessons_citing(canonicals: Iterable[str]) -> list[Affected]:
    """Published lessons whose newest snapshot refers to one of the provisions, to a part of one, or to the section it stands in."""
    names = list(canonicals)
    newest = ContentSnapshot.objects.values("lesson").annotate(newest=Max("pk")).values("newest")
    cited = SnapshotCitation.objects.filter(touched_by(names), snapshot__in=newest, snapshot__lesson__live=True)
    why = reasons(names, cited.values_list("snapshot__lesson", "canonical", "key"))
    return _lessons(LessonPage.objects.filter(pk__in=why).order_by("path"), why)


def _lessons(lessons: QuerySet[LessonPage], why: dict[Any, dict[str, Any]] | None = None) -> list[Affected]:
    programs = {program.path: program for program in ProgramPage.objects.all()}
    found = []
    for lesson in lessons.select_related("latest_revision__user", "owner"):
        program = programs.get(lesson.path[: -2 * LessonPage.steplen])
        url = f"{program.url}{lesson.url_path.removeprefix(program.url_path)}" if program else ""
        writer = (lesson.latest_revision.user if lesson.latest_revision else None) or lesson.owner
        found.append(
            Affected(
                lesson.public_id, lesson.title, program.pk if program else None, url, f"/cms/pages/{lesson.pk}/edit/",
                owner=writer.public_id if writer else "", **(why or {}).get(lesson.pk, {}),
            )
        )  # fmt: skip
    return found


def terms_citing(canonicals: Iterable[str]) -> list[Affected]:
    names = list(canonicals)
    why = reasons(names, TermCitation.objects.filter(touched_by(names)).values_list("term", "canonical", "key"))
    return _terms(GlossaryTerm.objects.filter(pk__in=why), why)


def _terms(terms: QuerySet[GlossaryTerm], why: dict[Any, dict[str, Any]] | None = None) -> list[Affected]:
    return [
        Affected(
            term.slug, term.term, None, f"/law/terms/{term.slug}/", f"/cms/snippets/curriculum/glossaryterm/edit/{term.pk}/", **(why or {}).get(term.pk, {})
        )
        for term in terms
    ]


affected_kinds.register(
    "lesson", AffectedKind("Lesson", lessons_citing, lambda refs: _lessons(LessonPage.objects.filter(public_id__in=refs).order_by("path")))
)  # fmt: skip
affected_kinds.register("term", AffectedKind("Glossary term", terms_citing, lambda refs: _terms(GlossaryTerm.objects.filter(slug__in=refs))))


def affected_by(canonicals: Iterable[str]) -> list[tuple[str, Affected]]:
    """Everything that a change of the provisions reaches, by kind."""
    names = list(canonicals)
    return [(key, one) for key, kind in affected_kinds.items() for one in kind.find(names)]


def snapshots_citing(canonicals: Iterable[str]) -> QuerySet[Any]:
    """Public ids of every snapshot, old ones included, that a change of the provisions touches: a query, never a list."""
    cited = SnapshotCitation.objects.filter(touched_by(canonicals)).values("snapshot")
    return ContentSnapshot.objects.filter(pk__in=cited).order_by().values("public_id")


def rests_on(canonicals: Iterable[str], field: str = "public_id") -> Q:
    """Rows of which ``field`` is the public id of a student whose evidence rests on content that a change of the provisions touches."""
    names = list(canonicals)
    snapshots = snapshots_citing(names)
    asked = Q(pk__in=[])
    for source in evidence_sources:
        asked |= Q(**{f"{field}__in": source(names, snapshots)})
    return asked


def students_resting_on(canonicals: Iterable[str]) -> set[str]:
    """Public ids of the students whose evidence rests on content that a change of the provisions touches."""
    names = list(canonicals)
    snapshots = snapshots_citing(names)
    return {student for source in evidence_sources for row in source(names, snapshots) for student in row.values()}


def cited_but_unlisted() -> list[tuple[str, int]]:
    """Keys that published lessons cite and no authority covers, with the number of lessons, most cited first."""
    newest = ContentSnapshot.objects.values("lesson").annotate(newest=Max("pk")).values("newest")
    rows = SnapshotCitation.objects.filter(snapshot__in=newest, snapshot__lesson__live=True).values_list("canonical", "key")
    listed = set(Authority.objects.values_list("canonical", flat=True))
    counts = Counter(key for canonical, key in rows if not listed.intersection(wholes_of(canonical)))
    return counts.most_common()
