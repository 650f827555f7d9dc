"""Exactly what a change of law reaches: random lessons, questions and terms beside an oracle that knows nothing of our queries."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Question, QuestionVersion
from curriculum.actions.take_snapshot import take_snapshot
from curriculum.citations.provisions import canonical
from curriculum.models import GlossaryTerm, LessonPage
from curriculum.queries.affected import affected_by
from lms.core.clock import now
from tests.factories.course import load_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]

CITED = [
    "8 CFR 208.13", "8 CFR 208.13(b)", "8 CFR 208.13(b)(1)", "8 CFR 208.13(b)(2)", "8 CFR 208.1", "8 CFR part 208", "8 CFR 1208.13(b)",
    "INA § 208", "INA § 208(a)(2)", "8 U.S.C. § 1158(a)(2)(B)", "8 U.S.C. § 1158", "INA § 240A", "INA § 240", "27 I&N Dec. 316", "27 I&N Dec. 31",
]  # fmt: skip
CHANGED = ["8 CFR 208.13", "8 CFR 208.13(b)", "8 CFR 208.13(b)(1)", "8 CFR 208.1", "8 CFR 208", "INA 208", "8 USC 1158(a)(2)(B)", "INA 240", "27 I&N Dec. 316"]
SAME = {"INA 208": "8 USC 1158", "INA 240A": "8 USC 1229b", "INA 240": "8 USC 1229a"}
SLUGS = ["one", "two"]
citations = st.lists(st.sampled_from(CITED), max_size=3)


def split(written: str) -> tuple[str, tuple[str, ...]]:
    """Section and designators of a citation, by its letters alone."""
    plain = written.replace("U.S.C.", "USC").replace("§ ", "").replace("part ", "")
    section, *designators = re.split(r"\(|\)\(|\)", plain)
    return SAME.get(section, section), tuple(one for one in designators if one)


def reached(changed: str, cited: str) -> str:
    (section, inside), (theirs, deeper) = split(changed), split(cited)
    if section == theirs:
        if inside == deeper:
            return "it"
        if deeper[: len(inside)] == inside:
            return "part"
        return "whole" if inside[: len(deeper)] == deeper else ""
    return "part" if section.endswith("CFR 208") and theirs.startswith("8 CFR 208.") else ""


def expected(changed: str, texts: dict[tuple[str, str], list[str]]) -> set[tuple[str, str, str]]:
    found = set()
    for (kind, ref), cited in texts.items():
        relations = {relation for relation in (reached(changed, one) for one in cited) if relation}
        if relations:
            found.add((kind, ref, min(relations)))
    return found


def sentence(cited: list[str]) -> str:
    return " ".join(f"This rests on {one}." for one in cited) or "Nothing is cited."


def test_exactly_what_the_oracle_names_is_listed(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    term = GlossaryTerm.objects.create(slug="fear", term="fear", definition="x")
    lessons = {slug: LessonPage.objects.get(slug=slug) for slug in SLUGS}
    for lesson in lessons.values():
        lesson.authorities.all().delete()
    questions = {question.external_id: question for question in Question.objects.all()}

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.tuples(citations, citations), st.tuples(citations, citations), citations, st.sampled_from(["ready", "held", "retired"]), st.booleans())
    def check(in_lessons: tuple, in_questions: tuple, in_term: list[str], state: str, live: bool) -> None:
        texts: dict[tuple[str, str], list[str]] = {("term", term.slug): in_term}
        for slug, cited in zip(SLUGS, in_lessons, strict=True):
            lesson = lessons[slug]
            lesson.body, lesson.live = [("prose", f"<p>{sentence(cited)}</p>")], live or slug == "one"
            lesson.save()
            take_snapshot(lesson, "r1")
            texts["lesson", lesson.public_id] = cited if lesson.live else []
        for (name, question), cited in zip(sorted(questions.items()), in_questions, strict=True):
            newer(question, sentence(cited))
            question.state = state if name == "q-2" else "ready"
            question.save()
            texts["question", question.public_id] = [] if question.state == "retired" else cited
        term.definition = sentence(in_term)
        term.save()

        for changed in CHANGED:
            found = {(kind, one.ref, one.relation) for kind, one in affected_by([canonical(changed)])}
            assert found == expected(changed, texts), changed

    check()


def newer(question: Question, stem: str) -> None:
    last = question.versions.order_by("-number").first()
    facts = {name: getattr(last, name) for name in ("type", "content", "rendered", "sha256", "points")}
    QuestionVersion.objects.create(question=question, number=last.number + 1, stem=stem, created_at=now(), **facts)
