"""What a teacher holds sessions with: a list by program, and one set with its timed parts and its sheets."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from curriculum.models import TeachingMaterial
from curriculum.queries.materials import material_called, moments_of, shelves_for
from lms.core import access
from lms.core.access import SignedInRequest


@access.may("curriculum.read_materials")
@require_safe
def material_list(request: SignedInRequest) -> HttpResponse:
    """Every program one teaches: its sessions in order, then simulations, guides and papers."""
    return render(request, "curriculum/materials/list.html", {"programs": shelves_for(request.user)})


@access.may("curriculum.read_materials", subject=lambda program, material: material_called(program, material))
@require_safe
def material(request: SignedInRequest, material: TeachingMaterial) -> HttpResponse:
    """One set: what it is for, its parts on the clock, its text, and its sheets, each on a page of its own in print."""
    moments = moments_of(material)
    context = {
        "material": material, "moments": moments, "names_modules": any(moment.part.module for moment in moments),
        "sheets": list(material.sheets.defer("source")), "uses": list(material.uses.order_by("title").defer("source", "html")),
        "used_by": list(material.used_by.order_by("session").defer("source", "html")),
    }  # fmt: skip
    return render(request, "curriculum/materials/material.html", context)
