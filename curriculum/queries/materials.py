"""Teaching materials as pages show them: by program, and one set with its parts on the clock."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from curriculum.models import MaterialKind, MaterialPart, ProgramPage, TeachingMaterial
from curriculum.rules import programs_prepared_by

_HEADINGS = {
    MaterialKind.SESSION: "Live sessions", MaterialKind.SIMULATION: "Simulations", MaterialKind.GUIDE: "Guides",
    MaterialKind.PAPER: "Coordinators’ papers",
}  # fmt: skip
_ORDER = list(MaterialKind)


@dataclass(frozen=True)
class Shelf:
    """The sets of one kind, plans in order of sessions and all others by title; ``minutes`` are theirs together."""

    kind: MaterialKind
    heading: str
    sets: list[TeachingMaterial]

    @property
    def minutes(self) -> int:
        return sum(one.minutes or 0 for one in self.sets)


@dataclass(frozen=True)
class Moment:
    """A part on the clock: from ``start`` to ``end``, in minutes since the beginning. ``anchor`` is its heading in the text, where it has one."""

    start: int
    end: int
    part: MaterialPart
    anchor: str

    @property
    def starts(self) -> str:
        return _on_clock(self.start)

    @property
    def ends(self) -> str:
        return _on_clock(self.end)


def _on_clock(minutes: int) -> str:
    """``95`` → ``1:35``"""
    return f"{minutes // 60}:{minutes % 60:02d}"


def shelves_for(person: Any) -> list[tuple[ProgramPage, list[Shelf]]]:
    """Every program that the person prepares and that has materials, with its shelves."""
    programs = {program.pk: program for program in programs_prepared_by(person).order_by("title", "version", "pk")}
    sets: dict[int, list[TeachingMaterial]] = {pk: [] for pk in programs}
    for one in TeachingMaterial.objects.filter(program__in=programs).defer("source", "html", "facts"):
        sets[one.program_id].append(one)
    return [(program, _shelves(sets[pk])) for pk, program in programs.items() if sets[pk]]


def _shelves(sets: list[TeachingMaterial]) -> list[Shelf]:
    in_order = sorted(sets, key=lambda one: (_ORDER.index(MaterialKind(one.kind)), one.session or 0 if one.kind == MaterialKind.SESSION else 0, one.title))
    return [Shelf(MaterialKind(kind), _HEADINGS[MaterialKind(kind)], list(group)) for kind, group in groupby(in_order, key=lambda one: one.kind)]


def material_called(program: str, slug: str) -> TeachingMaterial | None:
    """By the slugs of its program and its own."""
    return TeachingMaterial.objects.filter(program__slug=program, slug=slug).select_related("program").first()


def moments_of(material: TeachingMaterial) -> list[Moment]:
    """Its parts, each beginning where the one before ends; breaks are not counted."""
    found, at = [], 0
    for part in material.parts.select_related("module"):
        anchor = f"part-{part.number}"
        found.append(Moment(at, at + part.minutes, part, anchor if f' id="{anchor}"' in material.html else ""))
        at += part.minutes
    return found


def plan_urls(program_pk: int) -> dict[int, str]:
    """Where the plan of each session is that has one, by the session's number."""
    plans = TeachingMaterial.objects.filter(program=program_pk, kind=MaterialKind.SESSION).values_list("session", "program__slug", "slug")
    return {number or 0: reverse("materials:material", kwargs={"program": program, "material": slug}) for number, program, slug in plans}
