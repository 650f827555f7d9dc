"""Session plans, simulations, guides and papers in a curriculum folder: every fault by its line, and what goes out comes in the same."""

import io
from pathlib import Path
from shutil import rmtree

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from curriculum.actions.duplicate_program import duplicate_program
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import MaterialPart, ModulePage, ProgramPage, ProgramSession, TeachingMaterial
from tests.curriculum.importers.test_round_trip import contents
from tests.factories.course import enrolled_student, member, write_course
from tests.factories.materials import FILES, write_materials

pytestmark = [pytest.mark.django_db, pytest.mark.services]
PLAN = "live/01-who-may-help/plan.md"
SIMULATION = "simulations/mock-interview/guide.md"
PAPER = "coordinators/welcome-letter.md"
UNIQUE = {"material_slug_once_per_program": ("program_id", "slug"), "one_plan_for_a_session": ("program_id", "session")}
PARTS = "parts:\n  - {minutes: 5, title: Prepare, mode: role play}\n  - {minutes: 15, title: Talk, mode: role play}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_materials(write_course(tmp_path / "course"))


def materials(root: Path) -> dict[str, str]:
    """The outcome of each set."""
    return {change.name: change.outcome for change in load_folder(root) if change.what == "material"}


def mend(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text()
    assert old in text
    (root / name).write_text(text.replace(old, new, 1))


def faults_of(root: Path) -> list[str]:
    with pytest.raises(BrokenFolder) as broken:
        load_folder(root)
    assert not TeachingMaterial.objects.exists()
    return broken.value.sentences


def test_a_folder_s_sets_are_loaded_with_their_parts_and_sheets(folder: Path) -> None:
    assert set(materials(folder).values()) == {"created"}

    plan = TeachingMaterial.objects.get(slug="who-may-help")

    assert (plan.kind, plan.heading, plan.minutes) == ("session", "Session 1: Who may help: a first evening", 45)
    assert plan.objective_lines == ["Say who may represent.", "Decline kindly."]
    said = [(part.minutes, part.title, part.module.slug, part.mode) for part in plan.parts.select_related("module")]
    assert said == [(10, "Arrive, and “one” question", "first-module", "whole group"), (35, "Two desks", "first-module", "pairs")]
    assert [(sheet.name, sheet.title) for sheet in plan.sheets.all()] == [("slides", "Slides, session 1"), ("role-cards", "Cards, session 1")]
    assert [used.slug for used in plan.uses.all()] == ["mock-interview"]
    assert {one.slug: (one.kind, one.session, one.minutes) for one in TeachingMaterial.objects.exclude(pk=plan.pk)} == {
        "mock-interview": ("simulation", 1, 20),
        "case-rounds": ("guide", None, None),
        "welcome-letter": ("paper", None, None),
    }


def test_what_goes_out_comes_in_the_same_to_the_byte(folder: Path, tmp_path: Path) -> None:
    with transaction.atomic():
        load_folder(folder)
        export_folder(ProgramPage.objects.get(), tmp_path / "first")
        assert {change.outcome for change in load_folder(tmp_path / "first")} == {"unchanged"}
        transaction.set_rollback(True)

    load_folder(tmp_path / "first")
    export_folder(ProgramPage.objects.get(), tmp_path / "second")

    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert FILES.keys() <= contents(tmp_path / "second").keys()
    sheets = [name for name in FILES if not FILES[name].startswith("---")]
    assert [(tmp_path / "second" / name).read_text() for name in sheets] == [FILES[name] for name in sheets]
    paper = (tmp_path / "second" / PAPER).read_text()
    assert "sent_on: 2026-09-01\n" in paper
    assert "campus: '[college, city]'" in paper


def test_a_second_load_changes_no_row(folder: Path) -> None:
    load_folder(folder)
    rows = list(TeachingMaterial.objects.order_by("pk").values())

    assert set(materials(folder).values()) == {"unchanged"}
    assert list(TeachingMaterial.objects.order_by("pk").values()) == rows


def test_one_changed_sheet_changes_its_set_alone(folder: Path) -> None:
    load_folder(folder)
    mend(folder, "simulations/mock-interview/rubric.md", "Two points", "Three points")

    assert materials(folder) == {"who-may-help": "unchanged", "mock-interview": "changed", "case-rounds": "unchanged", "welcome-letter": "unchanged"}
    assert [used.slug for used in TeachingMaterial.objects.get(slug="who-may-help").uses.all()] == ["mock-interview"]


def test_a_sheet_that_left_the_folder_is_removed(folder: Path) -> None:
    load_folder(folder)
    (folder / "live/01-who-may-help/slides.md").unlink()
    mend(folder, PLAN, "slides.md, ", "")

    assert materials(folder)["who-may-help"] == "changed"
    assert [sheet.name for sheet in TeachingMaterial.objects.get(slug="who-may-help").sheets.all()] == ["role-cards"]


def test_a_set_that_left_the_folder_is_removed(folder: Path) -> None:
    load_folder(folder)
    (folder / "simulations/guides/case-rounds.md").unlink()

    assert materials(folder)["case-rounds"] == "removed"
    assert not TeachingMaterial.objects.filter(slug="case-rounds").exists()


def test_a_folder_without_simulations_says_nothing_about_them(folder: Path) -> None:
    load_folder(folder)
    rmtree(folder / "coordinators")

    assert "welcome-letter" not in materials(folder)
    assert TeachingMaterial.objects.filter(slug="welcome-letter").exists()


def test_a_simulation_loaded_without_plans_stays_tied_to_those_that_are_here(folder: Path) -> None:
    load_folder(folder)
    rmtree(folder / "live")
    mend(folder, "simulations/mock-interview/rubric.md", "Two points", "Three points")

    assert materials(folder) == {"mock-interview": "changed", "case-rounds": "unchanged", "welcome-letter": "unchanged"}
    assert [used.slug for used in TeachingMaterial.objects.get(slug="who-may-help").uses.all()] == ["mock-interview"]


def test_a_simulation_that_a_plan_here_plays_is_not_taken_away(folder: Path) -> None:
    load_folder(folder)
    rmtree(folder / "live")
    rmtree(folder / "simulations/mock-interview")

    with pytest.raises(BrokenFolder, match=r"^simulations: “mock-interview” is not in it, but “Who may help: a first evening” plays it and stays\."):
        load_folder(folder)


def test_a_plan_loaded_without_simulations_plays_one_that_is_here(folder: Path) -> None:
    load_folder(folder)
    rmtree(folder / "simulations")
    mend(folder, PLAN, "Welcome people.", "Welcome everybody.")

    assert materials(folder) == {"who-may-help": "changed", "welcome-letter": "unchanged"}
    assert [used.slug for used in TeachingMaterial.objects.get(slug="who-may-help").uses.all()] == ["mock-interview"]


def test_files_that_are_no_markdown_are_named_as_left_out(folder: Path) -> None:
    for name in ("live/01-who-may-help/map.pdf", "live/01-who-may-help/.hidden", "simulations/pictures/room.png", "coordinators/sums.xlsx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"-")

    left_out = [(change.what, change.name) for change in load_folder(folder) if change.outcome == "left out"]

    assert left_out == [("file", "coordinators/sums.xlsx"), ("file", "live/01-who-may-help/map.pdf"), ("file", "simulations/pictures/room.png")]
    said = io.StringIO()
    call_command("load_curriculum", str(folder), stdout=said)
    assert "Left out: live/01-who-may-help/map.pdf is no Markdown, and nothing shows it." in said.getvalue().splitlines()


def test_a_plan_whose_module_was_taken_out_is_named_as_left_out_of_an_export(folder: Path, tmp_path: Path) -> None:
    load_folder(folder)
    MaterialPart.objects.filter(material__slug="mock-interview", number=0).update(module=ModulePage.objects.get())
    ModulePage.objects.get().unpublish()
    said = io.StringIO()

    call_command("export_curriculum", str(tmp_path / "out"), stdout=said)

    sentence = "The plan “Who may help: a first evening” was left out: its part “Arrive, and “one” question” belongs to a module that is not in the program."
    assert said.getvalue().splitlines()[1:] == [sentence]
    assert not (tmp_path / "out/live").exists()
    assert "module:" not in (tmp_path / "out" / SIMULATION).read_text()
    assert materials(tmp_path / "out") == {"mock-interview": "changed", "case-rounds": "unchanged", "welcome-letter": "unchanged"}


def test_a_session_that_was_taken_out_is_named_in_an_export_which_loads_again(folder: Path, tmp_path: Path) -> None:
    load_folder(folder)
    ProgramSession.objects.all().delete()

    exported = export_folder(ProgramPage.objects.get(), tmp_path / "out")

    assert sorted(exported.left_out) == [
        "The plan “Who may help: a first evening” was left out: the program has no session 1.",
        "“Mock interview” was written without its session: the program has no session 1.",
    ]
    assert materials(tmp_path / "out")["mock-interview"] == "changed"
    assert TeachingMaterial.objects.get(slug="mock-interview").session is None


def test_an_export_of_what_is_whole_leaves_nothing_out(folder: Path, tmp_path: Path) -> None:
    load_folder(folder)

    assert export_folder(ProgramPage.objects.get(), tmp_path / "out").left_out == ()


def test_a_name_that_the_folder_says_nothing_of_is_not_taken_away(folder: Path) -> None:
    load_folder(folder)
    (folder / PAPER).unlink()
    (folder / "coordinators").rmdir()
    (folder / "simulations/guides/case-rounds.md").rename(folder / "simulations/guides/welcome-letter.md")
    mend(folder, "simulations/guides/welcome-letter.md", "slug: case-rounds", "slug: welcome-letter")

    with pytest.raises(BrokenFolder, match=r"guides/welcome-letter\.md: “welcome-letter” is the name of a set that is here already"):
        load_folder(folder)


def test_two_plans_may_change_places(folder: Path) -> None:
    mend(folder, "program.md", "  - {number: 1, title: First}", "  - {number: 1, title: First}\n  - {number: 2, title: Second}")
    second = folder / "live/02-again"
    second.mkdir()
    (second / "plan.md").write_text(FILES[PLAN].replace("session: 1", "session: 2").replace("materials: [slides.md, role-cards.md, ", "materials: ["))
    mend(folder, "01-first-module/module.md", "live: 45", "live: 90")
    mend(folder, "01-first-module/module.md", "asylum: 55", "asylum: 100")
    load_folder(folder)
    (folder / "live/01-who-may-help").rename(folder / "live/03-who-may-help")
    second.rename(folder / "live/01-again")
    (folder / "live/03-who-may-help").rename(folder / "live/02-who-may-help")
    mend(folder, "live/02-who-may-help/plan.md", "session: 1", "session: 2")
    mend(folder, "live/01-again/plan.md", "session: 2", "session: 1")

    found = materials(folder)

    assert (found["again"], found["who-may-help"]) == ("changed", "changed")
    assert dict(TeachingMaterial.objects.filter(kind="session").values_list("session", "slug")) == {1: "again", 2: "who-may-help"}


def test_papers_may_stand_under_the_program_s_language(folder: Path) -> None:
    (folder / "coordinators/en").mkdir()
    (folder / PAPER).rename(folder / "coordinators/en/welcome-letter.md")

    assert materials(folder)["welcome-letter"] == "created"


BROKEN = {
    "parts that do not add up": (PLAN, "minutes: 45", "minutes: 50", "line 4: the parts add up to 45 minutes, minutes says 50."),
    "parts of a simulation that do not add up": (SIMULATION, "minutes: 20", "minutes: 25", "line 4: the parts add up to 20 minutes, minutes says 25."),
    "an unknown module": (PLAN, "desks, module: first-module", "desks, module: no-module", "line 8: the module “no-module” does not exist."),
    "modules that say otherwise": (PLAN, "-module: 45}", "-module: 40}", "line 5: modules says 40 minutes of “first-module”, the parts that name it take 45."),
    "an unknown mode": (PLAN, "mode: pairs", "mode: circle", "line 8: parts.1.mode: Input should be 'whole group', 'groups of four'"),
    "a part without minutes": (SIMULATION, "{minutes: 5, ", "{minutes: 0, ", "line 7: parts.0.minutes: Input should be greater than or equal to 1."),
    "a heading that is no part": (PLAN, "### Two desks", "### Three desks", "line 23: “Three desks” is no part. Write the heading as in parts"),
    "a missing sheet": (PLAN, "[slides.md", "[handout.md, slides.md", "line 10: there is no handout.md beside it."),
    "a sheet named twice": (PLAN, "[slides.md", "[slides.md, slides.md", "line 10: slides.md stands twice here."),
    "a sheet outside its folder": (PLAN, "[slides.md", "[../../program.md, slides.md", "line 10: materials.0: String should match pattern"),
    "a missing simulation": (PLAN, "simulations/mock-interview/", "simulations/no-such/", "line 10: there is no simulation “no-such”."),
    "a session that the program lacks": (SIMULATION, "session: 1", "session: 9", "line 5: session 9 is not in program.md."),
    "a session that the folder says otherwise": (PLAN, "session: 1", "session: 2", "line 2: session says 2, the folder 1. Change one."),
    "a slug that the folder says otherwise": (SIMULATION, "slug: mock-", "slug: other-", "line 2: slug says other-interview, but it stands under mock-"),
    "a name that is taken": (SIMULATION, "slug: mock-interview", "slug: case-rounds", "“case-rounds” is the name of guides/case-rounds.md already."),
    "an unknown fact": (PLAN, "objectives:", "goals:", "line 9: goals: Extra inputs are not permitted."),
    "a simulation without parts": (SIMULATION, PARTS, "parts: []", "line 6: parts: List should have at least 1 item"),
    "a text that is too deep": (PAPER, "Dear", "[" * 61, "nests quotes, brackets or emphasis too deeply."),
    "a character that no text has": ("simulations/mock-interview/rubric.md", "listening", "\0", "rubric.md, line 3: it holds a character that no text has."),
    "no front matter": (PAPER, "---\n", "", "line 1: the file must begin with front matter"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_named_by_file_and_line(folder: Path, name: str, old: str, new: str, sentence: str) -> None:
    mend(folder, name, old, new)

    found = faults_of(folder)

    assert any(sentence in fault for fault in found), found


def test_a_module_that_is_taught_for_other_minutes_than_it_says_is_a_fault(folder: Path) -> None:
    mend(folder, "01-first-module/module.md", "live: 45", "live: 50")
    mend(folder, "01-first-module/module.md", "asylum: 55", "asylum: 60")

    assert faults_of(folder) == [f"{PLAN}, line 5: the sessions teach “first-module” for 45 minutes (45 in session 1), its module.md says 50 live."]


def test_a_module_whose_sessions_are_not_all_planned_yet_is_no_fault(folder: Path) -> None:
    mend(folder, "program.md", "  - {number: 1, title: First}", "  - {number: 1, title: First}\n  - {number: 2, title: Second}")
    mend(folder, "01-first-module/module.md", "sessions: [1]", "sessions: [1, 2]")
    mend(folder, "01-first-module/module.md", "live: 45", "live: 50")
    mend(folder, "01-first-module/module.md", "asylum: 55", "asylum: 60")

    assert materials(folder)["who-may-help"] == "created"


def test_two_plans_of_one_session_are_a_fault(folder: Path) -> None:
    (folder / "live/01-again").mkdir()
    (folder / "live/01-again/plan.md").write_text(FILES[PLAN].replace("materials: [slides.md, role-cards.md, ", "materials: ["))

    assert f"{PLAN}, line 2: session 1 has a plan already, in 01-again." in faults_of(folder)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("live/01-who-may-help/notes.md", "live/01-who-may-help/notes.md: this sheet is not named in materials of plan.md."),
        ("live/notes.md", "live/notes.md: files of live/ stand in a folder of their set."),
        ("live/two-lists/plan.md", "live/two-lists: a session's folder is called by its number and a name"),
        ("live/02-two-lists/notes.md", "live/02-two-lists: this folder has no plan.md."),
        ("simulations/other/notes.md", "simulations/other: this folder has no guide.md."),
        ("coordinators/es/carta.md", "coordinators/es: a program is in one language, and this one says en in program.md."),
        ("coordinators/a letter.md", "coordinators/a letter.md: call the file by letters, figures and hyphens"),
    ],
)
def test_a_file_in_the_wrong_place_is_never_left_out_unsaid(folder: Path, name: str, sentence: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("Words.\n")

    found = faults_of(folder)

    assert any(fault.startswith(sentence) for fault in found), found


def test_a_broken_module_is_not_a_second_fault_of_the_plans(folder: Path) -> None:
    mend(folder, "01-first-module/module.md", "asylum: 55", "asylum: 54")

    assert [fault for fault in faults_of(folder) if "first-module” does not exist" in fault] == []


def test_a_duplicate_gets_the_materials_on_its_own_modules(folder: Path, tmp_path: Path) -> None:
    load_folder(folder)
    program = ProgramPage.objects.get()
    teacher = member("instructor@north.example", "instructor", enrolled_student().cohort.campus)

    copied = duplicate_program(program=program, title="Small course", slug="spring", version="2027.1", by=teacher)
    ModulePage.objects.child_of(copied).update(live=True)

    export_folder(program, tmp_path / "original")
    export_folder(copied, tmp_path / "copy")
    ours = {name: data for name, data in contents(tmp_path / "original").items() if name.split("/")[0] in ("live", "simulations", "coordinators")}
    assert {name: data for name, data in contents(tmp_path / "copy").items() if name in ours} == ours
    modules = set(MaterialPart.objects.filter(material__program=copied, module__isnull=False).values_list("module", flat=True))
    assert modules == {ModulePage.objects.child_of(copied).get().pk}


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"slug": "who-may-help", "kind": "guide"}, "material_slug_once_per_program"),
        ({"kind": "session", "session": 1, "minutes": 5}, "one_plan_for_a_session"),
        ({"kind": "poem"}, "material_kind_known"),
        ({"kind": "guide", "minutes": 0}, "material_minutes_positive"),
        ({"kind": "session", "minutes": 5}, "plan_has_its_session_and_minutes"),
        ({"kind": "session", "session": 2}, "plan_has_its_session_and_minutes"),
    ],
)
def test_the_database_keeps_what_must_hold_of_a_set(folder: Path, facts: dict[str, object], constraint: str) -> None:
    load_folder(folder)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TeachingMaterial.objects.create(program=ProgramPage.objects.get(), **{"slug": "another", "title": "Another", **facts})
    columns = UNIQUE.get(constraint, ())  # SQLite names the columns of what is there twice, and the constraint of what must not be
    assert constraint in str(refused.value) or (columns and all(column in str(refused.value) for column in columns))


@pytest.mark.parametrize("facts", [{"minutes": 0}, {"mode": "circle"}, {"number": 0}])
def test_the_database_keeps_what_must_hold_of_a_part(folder: Path, facts: dict[str, object]) -> None:
    load_folder(folder)
    plan = TeachingMaterial.objects.get(slug="who-may-help")

    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialPart.objects.create(material=plan, **{"number": 9, "minutes": 5, "title": "More", "mode": "pairs", **facts})
