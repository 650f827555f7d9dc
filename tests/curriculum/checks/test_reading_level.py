"""No lesson is written harder than it needs to be."""

from pathlib import Path

from curriculum.checks import read_folder, reading_level
from curriculum.checks.prose import running_text
from curriculum.importers.folder.faults import Faults
from tests.factories.taught import FIRST, GLOSSARY, found, prose, spoil

HARD = (
    "Notwithstanding considerable administrative difficulties, representatives anticipating jurisdictional determinations habitually accumulate "
    "documentary corroboration demonstrating that applicants individually experienced discriminatory mistreatment because of characteristics that "
    "governmental authorities erroneously considered oppositional, and subsequently communicate institutional recommendations accordingly. "
)


def test_plain_lessons(root: Path) -> None:
    assert found(reading_level.check, root) == []


def test_a_lesson_that_is_too_hard(root: Path) -> None:
    spoil(root, FIRST, prose(1, 1500), HARD * 40)

    [said] = found(reading_level.check, root)

    assert said.startswith(f"{FIRST}: it reads at grade ")
    assert said.endswith("at most 11.5 is right. Shorten its sentences, and choose plainer words.")


def test_words_that_the_glossary_explains_are_not_held_against_a_lesson(root: Path) -> None:
    phrase = "humanitarian inadmissibility determination"
    spoil(root, FIRST, prose(1, 1500), f"She must now ask for a {phrase}. " * 100)
    hard = found(reading_level.check, root)

    spoil(root, GLOSSARY, "- terms 0", f"- {phrase}")

    assert (len(hard), found(reading_level.check, root)) == (1, [])


def test_headings_tables_code_and_citations_are_left_out(root: Path) -> None:
    lesson = next(read_folder(root).lessons)
    before = running_text(lesson)
    spoil(root, FIRST, "The rule is", "## Administrative considerations\n\n| Jurisdiction | Consequences |\n|---|---|\n| a | b |\n\n`code here`\n\nThe rule is")
    spoil(root, FIRST, "She left in May", "She left in May (see INA 208(a)(2)(B); 8 CFR 208.4)")

    after = running_text(next(read_folder(root).lessons))

    assert after.split() == before.split()
    assert "208" not in after


def test_the_five_hardest_are_named(root: Path) -> None:
    assert "hardest: 8." in reading_level.check(read_folder(root), Faults(root))
