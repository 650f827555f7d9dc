"""No two lessons and no two questions say the same."""

from pathlib import Path

import pytest
import yaml

from curriculum.checks import duplicates
from tests.factories.taught import BANK, FIRST, SECOND, found, prose, question, spoil

CONTENT = Path(__file__).parents[3] / "curriculum" / "content"


def test_lessons_and_questions_of_their_own(root: Path) -> None:
    assert found(duplicates.check, root) == []


def test_a_copied_lesson(root: Path) -> None:
    spoil(root, SECOND, prose(2, 1500), prose(1, 1500))

    [said] = found(duplicates.check, root)

    assert said.startswith(f"{SECOND}: it says much the same as {FIRST} (")
    assert said.endswith("Make one of the two another lesson.")


def test_a_copy_of_a_real_lesson_with_every_second_paragraph_written_anew(root: Path) -> None:
    copied, other = ((CONTENT / name).read_text().split("---\n", 2)[2] for name in LESSONS)
    paragraphs = plain_paragraphs(copied)
    anew = [mine if at % 2 else its for at, (mine, its) in enumerate(zip(paragraphs, plain_paragraphs(other), strict=False))]
    spoil(root, FIRST, prose(1, 1500), "\n\n".join(paragraphs))
    spoil(root, SECOND, prose(2, 1500), "\n\n".join(anew))

    assert len(found(duplicates.check, root)) == 1


def plain_paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if not part.startswith((":::", "#", "|", "-")) and ":::" not in part]


LESSONS = ("06-asylum-1-refugee-definition/05-the-five-grounds.md", "07-asylum-2-social-group-nexus/01-the-three-part-test.md")


def test_the_two_most_alike_lessons_of_the_starter_curriculum_are_two(root: Path) -> None:
    texts = ["\n\n".join(plain_paragraphs((CONTENT / name).read_text().split("---\n", 2)[2])) for name in LESSONS]
    spoil(root, FIRST, prose(1, 1500), texts[0])
    spoil(root, SECOND, prose(2, 1500), texts[1])

    assert found(duplicates.check, root) == []


def test_a_copied_question_with_one_sentence_of_four_changed(root: Path) -> None:
    asked = [question(90, stem=prose(5, 40)), question(91, stem=f"{prose(5, 30)} {prose(77, 10)}")]
    (root / BANK).write_text((root / BANK).read_text() + yaml.safe_dump(asked))

    [said] = found(duplicates.check, root)

    assert "the question “first-module/q-91” asks much the same as “first-module/q-90” (0.5" in said


def test_a_knowledge_check_that_a_bank_asks_again(root: Path) -> None:
    content = {
        "options": [
            {"id": "a", "text": "The applicant of one", "correct": True},
            {"id": "b", "text": "The officer of one", "correct": False, "feedback": "No, the applicant."},
        ]
    }
    copy = question(99, id="copy", type="single_choice", stem="Who proves a one claim?", content=content)
    (root / BANK).write_text((root / BANK).read_text() + yaml.safe_dump([copy]))
    line = (root / FIRST).read_text().split("::: check")[0].count("\n") + 1

    said = found(duplicates.check, root)
    assert any(
        sentence.startswith(f"{FIRST}, line {line}: the question “first-module/one/one-c1” asks much the same as “first-module/copy” (1.00")
        for sentence in said
    )


TRANSLATIONS = ["8 CFR 1003.33", "1003.33", "8 C.F.R. 1003.33", "8 C.F.R. § 1003.33", "8 CFR § 1003.33"]
PAIRS = {
    "one question twice": (
        ("Which section of title 8 of the Code of Federal Regulations governs the certification of translations offered in immigration court?", TRANSLATIONS),
        (
            "Which section of title 8 of the Code of Federal Regulations requires a certified English translation of every foreign-language paper filed in "
            "immigration court?",
            [*TRANSLATIONS, "8 CFR 103.2(b)(3)"],
        ),
        True,
    ),
    "two provisions in one form of words": (
        ("In which paragraph of the Immigration and Nationality Act is *refugee* defined? Write the citation.", ["INA 101(a)(42)", "8 USC 1101(a)(42)"]),
        ("In which paragraph of the Immigration and Nationality Act is withholding? Write the citation.", ["INA 241(b)(3)", "8 USC 1231(b)(3)"]),
        False,
    ),
}


@pytest.mark.parametrize(("one", "other", "alike"), PAIRS.values(), ids=PAIRS.keys())
def test_pairs_that_the_threshold_was_set_by(root: Path, one: tuple[str, list[str]], other: tuple[str, list[str]], alike: bool) -> None:
    asked = [
        question(90 + at, id=f"cited-{at}", type="short_answer", stem=stem, content={"accepted": [{"text": text, "percent": 100} for text in accepted]})
        for at, (stem, accepted) in enumerate((one, other))
    ]
    (root / BANK).write_text((root / BANK).read_text() + yaml.safe_dump(asked))

    assert bool(found(duplicates.check, root)) is alike
