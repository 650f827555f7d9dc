"""Teaching materials go along with a duplicated program, and spend the minutes of its modules."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from curriculum.models import MaterialPart, MaterialSheet, ProgramPage, TeachingMaterial

_SET = ("kind", "slug", "title", "session", "minutes", "objectives", "facts", "source", "html")
_PART = ("number", "minutes", "title", "mode")
_SHEET = ("number", "name", "title", "source", "html")


@transaction.atomic
def copy_materials(*, program: ProgramPage, copied: ProgramPage, pages: Iterable[tuple[Any, Any]]) -> None:
    """``pages`` are the original's modules with their copies; a part of a module that was not copied keeps none."""
    modules = {original.pk: copy.pk for original, copy in pages}
    copies: dict[int, TeachingMaterial] = {}
    originals = list(program.materials.prefetch_related("parts", "sheets", "uses"))
    for one in originals:
        copies[one.pk] = TeachingMaterial.objects.create(program=copied, **_said(one, _SET))
    for one in originals:
        there = copies[one.pk]
        parts = [MaterialPart(material=there, module_id=modules.get(part.module_id), **_said(part, _PART)) for part in one.parts.all()]
        MaterialPart.objects.bulk_create(parts)
        MaterialSheet.objects.bulk_create(MaterialSheet(material=there, **_said(sheet, _SHEET)) for sheet in one.sheets.all())
        there.uses.set([copies[used.pk] for used in one.uses.all()])


def _said(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
