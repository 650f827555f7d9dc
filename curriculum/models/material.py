"""What a teacher holds a session with: its plan, simulations, guides and coordinators' papers, each with the sheets that go with it."""

from django.db import models
from django.db.models import Q

from curriculum.models.fields import LinesField, lines_of


class MaterialKind(models.TextChoices):
    """In the order in which a program's list shows them."""

    SESSION = "session", "Session plan"
    SIMULATION = "simulation", "Simulation"
    GUIDE = "guide", "Guide"
    PAPER = "paper", "Coordinators’ paper"


class MaterialMode(models.TextChoices):
    """How people work in a part; the values are the words that files say."""

    WHOLE_GROUP = "whole group", "Whole group"
    GROUPS_OF_FOUR = "groups of four", "Groups of four"
    GROUPS_OF_THREE = "groups of three", "Groups of three"
    PAIRS = "pairs", "Pairs"
    ROLE_PLAY = "role play", "Role play"
    ALONE = "alone", "Alone"


class Written(models.Model):
    """Markdown, and its HTML made once, when it is loaded."""

    source = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True


class TeachingMaterial(Written):
    """One set of a program. Nothing refers to a row: the curriculum folder says what there is, and a set that changed is made anew.

    ``minutes`` are those of its parts together, ``None`` where it takes no time of its own. ``uses`` are sets that this one plays, such as a
    plan's simulation. ``facts`` is what else a paper's front matter says, as YAML: blanks that a campus fills.
    """

    program = models.ForeignKey("curriculum.ProgramPage", on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=10, choices=MaterialKind.choices)
    slug = models.SlugField(max_length=64)
    title = models.CharField(max_length=255)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    objectives = LinesField(blank=True)
    facts = models.TextField(blank=True)
    uses = models.ManyToManyField("self", symmetrical=False, related_name="used_by", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "slug"], name="material_slug_once_per_program"),
            models.UniqueConstraint(fields=["program", "session"], condition=Q(kind=MaterialKind.SESSION), name="one_plan_for_a_session"),
            models.CheckConstraint(condition=Q(kind__in=MaterialKind.values), name="material_kind_known"),
            models.CheckConstraint(condition=Q(minutes=None) | Q(minutes__gt=0), name="material_minutes_positive"),
            models.CheckConstraint(
                condition=~Q(kind=MaterialKind.SESSION) | Q(session__isnull=False, session__gt=0, minutes__isnull=False),
                name="plan_has_its_session_and_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> str:
        """“Session 5: Asylum 1” for a plan, the title for all others."""
        return f"Session {self.session}: {self.title}" if self.kind == MaterialKind.SESSION else self.title

    @property
    def objective_lines(self) -> list[str]:
        return lines_of(self.objectives)


class MaterialPart(models.Model):
    """A stretch of a set's time. ``module`` is whose live minutes it spends; of a module that was deleted, none."""

    material = models.ForeignKey(TeachingMaterial, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=255)
    module = models.ForeignKey("curriculum.ModulePage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mode = models.CharField(max_length=16, choices=MaterialMode.choices)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="part_once_in_its_place"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="part_minutes_positive"),
            models.CheckConstraint(condition=Q(mode__in=MaterialMode.values), name="part_mode_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.minutes} min"


class MaterialSheet(Written):
    """A paper that goes with a set: cards, slides, a handout. ``name`` is its file without ``.md``, ``title`` the heading it begins with."""

    material = models.ForeignKey(TeachingMaterial, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    name = models.SlugField(max_length=64)
    title = models.CharField(max_length=255)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="sheet_once_in_its_place"),
            models.UniqueConstraint(fields=["material", "name"], name="sheet_name_once_per_material"),
        ]

    def __str__(self) -> str:
        return self.title
