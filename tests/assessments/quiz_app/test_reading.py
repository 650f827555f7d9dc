"""Reading django-quiz-app: SQLite and dumpdata say the same, odd lists are read, odd files are refused in a sentence."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quiz_app import Export, read_source, translated
from assessments.quiz_app.lists import ids_in, scores_in
from assessments.quiz_app.translating import as_markdown
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from tests.factories.quiz_app import write_dump, write_sqlite

names = st.text(st.sampled_from("ab ,1é-"), min_size=1, max_size=8).filter(lambda name: name.strip(" ,") == name)


def test_a_database_and_its_dump_say_the_same(tmp_path: Path) -> None:
    by_sqlite, by_dump = read_source(write_sqlite(tmp_path / "db.sqlite3")), read_source(write_dump(tmp_path / "dump.json"))

    assert by_sqlite == by_dump
    assert [len(rows) for rows in (by_sqlite.questions, by_sqlite.quizzes, by_sqlite.sittings, by_sqlite.progress)] == [5, 3, 2, 2]
    assert by_sqlite.lost == ["A sitting (id 3) cannot be read: x."]


def test_a_sitting_is_read_through_its_commas(tmp_path: Path) -> None:
    first, second = read_source(write_sqlite(tmp_path / "db.sqlite3")).sittings

    assert (first.questions, first.wrong, first.percent, first.user.email) == ((1, 2, 3, 4), (3, 4), 50, "student@north.example")
    assert (second.answers, second.complete, second.ended_at) == ({2: "23"}, False, None)


@given(st.lists(st.integers(0, 10**9)), st.booleans())
def test_a_list_of_ids_is_read_whatever_its_commas(numbers: list[int], doubled: bool) -> None:
    text = (",," if doubled else ",").join(map(str, numbers)) + ","

    assert ids_in(text) == tuple(numbers)


@given(st.lists(st.tuples(names, st.integers(0, 99), st.integers(0, 99)), unique_by=lambda row: row[0].lower(), max_size=4))
def test_known_categories_are_found_whatever_their_names_hold(rows: list[tuple[str, int, int]]) -> None:
    found, left = scores_in("".join(f"{name},{score},{possible}," for name, score, possible in rows), [name for name, _, _ in rows])

    if not any(a[0].lower() in b[0].lower() for a in rows for b in rows if a is not b) and not any(letter.isdigit() for row in rows for letter in row[0]):
        assert (found, left) == (rows, "")
    assert len(found) <= len(rows) + 4  # never a crash, never an endless list


def test_a_category_that_is_gone_is_still_read_and_the_rest_is_told() -> None:
    assert scores_in("fees, forms,3,4,old,stuff,7,9,broken", ["fees, forms"]) == ([("fees, forms", 3, 4), ("old,stuff", 7, 9)], "broken")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    shown = render_markdown(as_markdown(text))

    assert [tag for tag in ("<em>", "<strong>", "<h", "<li>", "<code>", "<a ", "<pre>", "<blockquote>", "<table>") if tag in shown] == []


def test_questions_become_ours(tmp_path: Path) -> None:
    one, several, statement, essay, none = read_source(write_sqlite(tmp_path / "db.sqlite3")).questions

    assert [option["text"] for option in translated(one).content["options"]] == ["I\\-589", "I\\-765"]
    assert translated(one).topics == ["elderberries", "red"]
    assert (translated(several).type, translated(several).shuffle, len(translated(several).lost)) == ("fill_in_the_blanks", True, 2)
    assert translated(statement).content == {"answer": False}
    assert translated(essay).type == "essay"
    with pytest.raises(Exception, match="No answer is marked as correct"):
        translated(none)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000, b"\x00\x01\x02", b"{}", b"[1, 2]", b'[{"model": 1, "fields": {}}]', b"[]",
        b'[{"model": "quiz.quiz"}]', b"[" * 100_000, b"not json", b'[{"model": "auth.user", "pk": 1, "fields": {}}]',
    ],
)  # fmt: skip
def test_an_odd_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd"
    path.write_bytes(content)

    with pytest.raises(Invalid) as refused:
        read_source(path)
    assert refused.value.sentence.endswith(".")


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("a\0b")):
        with pytest.raises(Invalid):
            read_source(path)


def test_a_table_that_is_a_view_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "views.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIEW quiz_question AS SELECT 1 AS id, 'x' AS content")
        database.commit()

    with pytest.raises(Invalid, match="No quizzes and no questions"):
        read_source(path)


plain = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=5) | st.floats(allow_nan=False)
odd = st.recursive(plain, lambda inner: st.lists(inner, max_size=3), max_leaves=5)
MODELS = ["quiz.quiz", "quiz.question", "quiz.sitting", "quiz.progress", "quiz.category", "auth.user", "multichoice.answer"]
FIELDS = ["id", "category", "title", "pass_mark", "max_questions", "content", "quiz", "user", "question_order", "user_answers", "correct", "score"]
objects = st.tuples(st.sampled_from(MODELS), odd, st.dictionaries(st.sampled_from(FIELDS), odd, max_size=6))


@given(st.lists(objects, max_size=6))
def test_whatever_a_dump_holds_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, object, dict[str, object]]]) -> None:
    path = tmp_path_factory.mktemp("odd") / "dump.json"
    path.write_text(json.dumps([{"model": model, "pk": pk, "fields": fields} for model, pk, fields in rows]))

    found = _read_or_refused(path)

    assert isinstance(found, str) or len(found.questions) + len(found.lost) <= len(rows)


def _read_or_refused(path: Path) -> Export | str:
    try:
        return read_source(path)
    except Invalid as refused:
        return refused.sentence
