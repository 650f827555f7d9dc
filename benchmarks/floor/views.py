"""Floors F, S and T."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from benchmarks.floor.models import Row

LINES = [f"{number:04d} {'The quick clerk stamps one more page of the file. ' * 2}" for number in range(88)]

CELLS = [[f"{row}.{column}" for column in range(60)] for row in range(50)]


@login_required
def cells(request: HttpRequest) -> HttpResponse:
    """T: session, user, one template loop over 50 × 60 cells of a table."""
    return render(request, "floor/cells.html", {"rows": CELLS})


@login_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """F: session, user, one count, one template of 10 KB."""
    return render(request, "floor/page_of_lines.html", {"count": get_user_model().objects.count(), "lines": LINES})


@login_required
def upsert(request: HttpRequest) -> HttpResponse:
    """S: session, user, one upsert, commit."""
    with transaction.atomic():
        Row.objects.bulk_create(  # type: ignore[attr-defined]  # the floor is no app of the settings that types are checked with
            [Row(user_id=request.user.pk, value=int(request.POST["value"]))], update_conflicts=True, unique_fields=["user"], update_fields=["value"]
        )
    return JsonResponse({"ok": True})
