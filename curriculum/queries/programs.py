"""Programs and their parts."""

from django.db.models import QuerySet

from curriculum.models import ProgramPage


def programs() -> QuerySet[ProgramPage]:
    """Every published program."""
    return ProgramPage.objects.live().order_by("title")
