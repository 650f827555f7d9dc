"""The law as students and instructors read it: an authority with its history and where it is taught."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from curriculum.citations.provisions import references_in, relation_to
from curriculum.models import Authority, AuthorityStatusChange, GlossaryTerm, LawChangeItem
from curriculum.queries.affected import Affected, affected_kinds
from curriculum.queries.references import inside_of, twins_of
from curriculum.rules import lessons_readable_by, programs_visible_to


def authority_called(slug: str) -> Authority | None:
    return Authority.objects.filter(slug=slug).first()


def term_called(slug: str) -> GlossaryTerm | None:
    return GlossaryTerm.objects.filter(slug=slug).first()


def authorities_found(text: str, kind: str, status: str) -> QuerySet[Authority]:
    """Authorities by words of their names or by a citation in any form, of one kind or status if asked."""
    found = Authority.objects.all()
    if text:
        cited = list(references_in(text))
        named = Q(title__icontains=text) | Q(citation__icontains=text) | Q(key__icontains=text)
        found = found.filter(named | inside_of(cited) if cited else named)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(status=status) if status else found


def history_of(authority: Authority) -> QuerySet[AuthorityStatusChange]:
    """Every change of status, newest first, under whichever of its names it was recorded."""
    return AuthorityStatusChange.objects.filter(authority__in=twins_of(authority)).select_related("case")


def teaching_of(authority: Authority, person: Any) -> dict[str, list[Affected]]:
    """Where the person's programs teach the authority, by kind: of lessons those they may read.

    Questions are listed to those who write lessons: a student is not told what is asked.
    """
    visible = set(programs_visible_to(person).values_list("pk", flat=True))
    writes = person.has_perm("curriculum.change_law")
    kinds = [(key, kind) for key, kind in affected_kinds.items() if writes or kind.hold is None]
    found = {key: [one for one in kind.find([authority.canonical]) if one.program_pk is None or one.program_pk in visible] for key, kind in kinds}
    readable = set(lessons_readable_by(person).filter(public_id__in=[one.ref for one in found["lesson"]]).values_list("public_id", flat=True))
    found["lesson"] = [one for one in found["lesson"] if one.ref in readable]
    return {key: rows for key, rows in found.items() if rows}


def law_changed_since(canonicals: Iterable[str], at: datetime) -> list[AuthorityStatusChange]:
    """Changes recorded after ``at`` that touch one of the provisions, the newest first."""
    names = list(canonicals)
    recorded = AuthorityStatusChange.objects.filter(recorded_at__gt=at).select_related("authority").order_by("-pk")
    return [change for change in recorded if any(relation_to([change.authority.canonical], name) for name in names)]


@dataclass(frozen=True)
class Banner:
    """What a reader must know: the law a lesson rests on has changed since the lesson was checked."""

    citation: str
    status: str
    effective_on: Any
    note: str
    url: str


def banners_of(lesson: str) -> list[Banner]:
    """Open changes of law that reach a lesson (by public id) which nobody has checked yet."""
    items = LawChangeItem.objects.filter(kind="lesson", ref=lesson, state="to_check", case__closed_at=None)
    return [
        Banner(change.authority.citation, change.get_new_status_display(), change.effective_on, change.note, f"/law/{change.authority.slug}/")
        for change in (item.case.change for item in items.select_related("case__change__authority"))
    ]
