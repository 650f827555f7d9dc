"""The register of readers, and how provisions stand to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.citations.provisions import covers, sections_around
from lms.core.registry import Registry
from lms.questions import citations
from lms.questions.citations import NoReader, is_within_section, levels_inside, read_citations

DESIGNATORS = st.lists(st.sampled_from(["(a)", "(b)", "(1)", "(2)", "(i)", "(B)"]), max_size=4).map("".join)
PROVISIONS = st.builds("{}{}".format, st.sampled_from(["8 CFR 208", "8 CFR 208.13", "8 CFR 208.1", "8 USC 1158", "19 I&N Dec. 211"]), DESIGNATORS)


def test_curriculum_lends_the_reader_of_lessons() -> None:
    assert read_citations("INA § 208(a), then 8 C.F.R. 208.13(b)(1), and INA 208(a) again") == ["8 USC 1158(a)", "8 CFR 208.13(b)(1)"]


def test_without_a_reader_it_is_said_what_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citations, "citation_readers", Registry("reader of citations"))

    with pytest.raises(NoReader, match="is it among INSTALLED_APPS"):
        read_citations("8 CFR 208.13")


def test_several_readers_name_each_citation_once(monkeypatch: pytest.MonkeyPatch) -> None:
    readers: Registry[citations.Reader] = Registry("reader of citations")
    readers.register("first", lambda text: ["8 CFR 208.13"])
    readers.register("second", lambda text: ["8 CFR 208.13", text])
    monkeypatch.setattr(citations, "citation_readers", readers)

    assert read_citations("Local Rule 4") == ["8 CFR 208.13", "Local Rule 4"]


@pytest.mark.parametrize(
    ("whole", "part", "levels"),
    [
        ("8 CFR 208.13", "8 CFR 208.13(b)(1)", 2),
        ("8 CFR 208.13(b)", "8 CFR 208.13(b)(1)", 1),
        ("8 CFR 208", "8 CFR 208.13(b)", 2),
        ("8 CFR 208.13(b)(1)", "8 CFR 208.13(b)", 0),
        ("8 CFR 208.13", "8 CFR 208.13", 0),
        ("8 CFR 208.1", "8 CFR 208.13", 0),
        ("8 CFR 208.13(b)", "8 CFR 208.13(c)(1)", 0),
    ],
)
def test_levels_between_a_provision_and_what_it_holds(whole: str, part: str, levels: int) -> None:
    assert levels_inside(whole, part) == levels


@given(PROVISIONS, PROVISIONS)
def test_inside_means_what_a_change_of_law_means_by_it(whole: str, part: str) -> None:
    assert (levels_inside(whole, part) > 0) == (covers(whole, part) and whole != part)
    assert is_within_section(whole, part) == (whole in sections_around(part))
