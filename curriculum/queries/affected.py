"""Who refers to a provision: lessons, terms and, contributed by higher apps, questions; and whose evidence rests on it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Max

from curriculum.citations.provisions import wholes_of
from curriculum.models import Authority, ContentSnapshot, GlossaryTerm, LessonPage, ProgramPage, SnapshotCitation, TermCitation
from curriculum.queries.references import inside_of
from lms.core.registry import Registry


@dataclass(frozen=True)
class Affected:
    """One thing that refers to the law: ``ref`` names it within its kind; ``url`` is where it is read, ``edit_url`` where it is mended."""

    ref: str
    title: str
    program_pk: int | None = None
    url: str = ""
    edit_url: str = ""


@dataclass(frozen=True)
class AffectedKind:
    """``find(canonicals)`` lists what refers to these provisions or parts of them; ``show(refs)`` finds the same things again by name.

    ``hold(refs, held)`` keeps them out of use, or lets them back, and returns how many changed; ``held(refs)`` says which are.
    Kinds that cannot be held have neither.
    """

    label: str
    find: Callable[[Iterable[str]], list[Affected]]
    show: Callable[[Iterable[str]], list[Affected]]
    hold: Callable[[Iterable[str], bool], int] | None = None
    held: Callable[[Iterable[str]], set[str]] | None = None


affected_kinds: Registry[AffectedKind] = Registry("kind of thing that cites law")
evidence_sources: Registry[Callable[[Iterable[str], Iterable[str]], Iterable[str]]] = Registry("source of evidence")
"""Each, given canonical names and the public ids of the snapshots that cite them, yields public ids of students whose evidence rests on them."""


def lessons_citing(canonicals: Iterable[str]) -> list[Affected]:
    """Published lessons whose newest snapshot refers to one of the provisions."""
    newest = ContentSnapshot.objects.values("lesson").annotate(newest=Max("pk")).values("newest")
    cited = SnapshotCitation.objects.filter(inside_of(canonicals), snapshot__in=newest)
    return _lessons(LessonPage.objects.live().filter(pk__in=cited.values("snapshot__lesson")))


def _lessons(lessons: Iterable[LessonPage]) -> list[Affected]:
    programs = {program.path: program for program in ProgramPage.objects.all()}
    found = []
    for lesson in lessons:
        program = next((program for path, program in programs.items() if lesson.path.startswith(path)), None)
        url = f"{program.url}{lesson.url_path.removeprefix(program.url_path)}" if program else ""
        found.append(Affected(lesson.public_id, lesson.title, program.pk if program else None, url, f"/cms/pages/{lesson.pk}/edit/"))
    return found


def terms_citing(canonicals: Iterable[str]) -> list[Affected]:
    cited = TermCitation.objects.filter(inside_of(canonicals)).values("term")
    return _terms(GlossaryTerm.objects.filter(pk__in=cited))


def _terms(terms: Iterable[GlossaryTerm]) -> list[Affected]:
    return [Affected(term.slug, term.term, None, f"/law/terms/{term.slug}/", f"/cms/snippets/curriculum/glossaryterm/edit/{term.pk}/") for term in terms]


affected_kinds.register(
    "lesson", AffectedKind("Lesson", lessons_citing, lambda refs: _lessons(LessonPage.objects.filter(public_id__in=refs).order_by("path")))
)  # fmt: skip
affected_kinds.register("term", AffectedKind("Glossary term", terms_citing, lambda refs: _terms(GlossaryTerm.objects.filter(slug__in=refs))))


def affected_by(canonicals: Iterable[str]) -> list[tuple[str, Affected]]:
    """Everything that refers to the provisions, by kind."""
    names = list(canonicals)
    return [(key, one) for key, kind in affected_kinds.items() for one in kind.find(names)]


def snapshots_citing(canonicals: Iterable[str]) -> list[str]:
    """Public ids of every snapshot, old ones included, that refers to one of the provisions."""
    cited = SnapshotCitation.objects.filter(inside_of(canonicals)).values("snapshot")
    return list(ContentSnapshot.objects.filter(pk__in=cited).values_list("public_id", flat=True))


def students_resting_on(canonicals: Iterable[str]) -> set[str]:
    """Public ids of the students whose evidence rests on content that refers to one of the provisions."""
    names = list(canonicals)
    snapshots = snapshots_citing(names)
    return {student for source in evidence_sources for student in source(names, snapshots)}


def cited_but_unlisted() -> list[tuple[str, int]]:
    """Keys that published lessons cite and no authority covers, with the number of lessons, most cited first."""
    newest = ContentSnapshot.objects.values("lesson").annotate(newest=Max("pk")).values("newest")
    rows = SnapshotCitation.objects.filter(snapshot__in=newest, snapshot__lesson__live=True).values_list("canonical", "key")
    listed = set(Authority.objects.values_list("canonical", flat=True))
    counts = Counter(key for canonical, key in rows if not listed.intersection(wholes_of(canonical)))
    return counts.most_common()
