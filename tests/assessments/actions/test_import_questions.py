"""Files of questions come into banks, and go out of them again."""

import csv
import json
from base64 import b64encode
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.export_questions import export_questions
from assessments.actions.import_questions import NothingImported, import_questions
from assessments.models import Question, QuestionBank, QuestionCitation, QuestionEntry, QuestionVersion
from lms.audit.models import Event
from lms.core.canonical import sha256_hex
from lms.core.errors import Invalid, NotFound
from lms.questions.api import PICTURES_FOLDER
from tests.assessments.formats.test_moodle_xml import PNG, answer, question
from tests.lms.questions.samples import SAMPLES

pytestmark = pytest.mark.django_db
GIFT = "$CATEGORY: Asylum/Bars\n\n// [id:q-1] [tag:bars]\n::One::Which part of 8 CFR 208.13 is it? {=The first ~The second}\n\n// [id:q-2]\nIt rains. {T}\n"


def bring(source: str | bytes, key: str = "gift", **more: Any) -> Any:
    data = source.encode() if isinstance(source, str) else source
    return import_questions(bank="asylum", format_key=key, source=BytesIO(data), by=None, **more)


def export(key: str, bank: str = "asylum") -> tuple[bytes, dict[str, tuple[str, ...]]]:
    out = BytesIO()
    report = export_questions(bank=bank, format_key=key, out=out, by=None)
    return out.getvalue(), report.losses


def facts(bank: str = "asylum") -> dict[str, dict[str, Any]]:
    names = ("type", "title", "stem", "content", "explanation", "points", "difficulty", "topics", "authorities")
    versions = QuestionVersion.objects.filter(question__bank__slug=bank)
    return {
        version.question.external_id: {name: getattr(version, name) for name in names} | {"category": version.question.category}
        for version in versions.select_related("question").order_by("number")
    }


def test_a_file_makes_the_bank_its_questions_and_what_they_are_found_by() -> None:
    report = bring(GIFT)

    assert (report.imported, report.created, report.partial, report.refused) == (2, 2, [], [])
    assert [(one.external_id, one.category, one.state) for one in QuestionBank.objects.get(slug="asylum").questions.all()] == [
        ("q-1", "Asylum/Bars", "ready"),
        ("q-2", "Asylum/Bars", "ready"),
    ]
    assert QuestionCitation.objects.get().canonical == "8 CFR 208.13"
    assert QuestionEntry.objects.count() == 2
    assert Event.objects.get().data == {"bank": "Asylum", "format": "GIFT", "created": 2, "changed": 0, "refused": 0}


def test_the_same_file_again_changes_nothing() -> None:
    bring(GIFT)

    report = bring(GIFT)

    assert (report.imported, report.unchanged, QuestionVersion.objects.count(), Event.objects.count()) == (2, 2, 2, 1)


def test_a_changed_question_gets_a_new_version() -> None:
    bring(GIFT)

    report = bring(GIFT.replace("It rains", "It snows"))

    assert (report.changed, report.unchanged) == (1, 1)
    assert list(QuestionVersion.objects.filter(question__external_id="q-2").values_list("number", "stem")) == [(1, "It rains."), (2, "It snows.")]
    assert QuestionEntry.objects.get(question__external_id="q-2").version.number == 2


def test_nothing_is_taken_where_one_is_refused() -> None:
    with pytest.raises(NothingImported) as refused:
        bring(GIFT + "\nOnly a text.\n")

    assert refused.value.report.imported == 0
    assert "It asks nothing" in refused.value.sentence
    assert not Question.objects.exists()


def test_the_rest_is_taken_where_asked_for() -> None:
    report = bring(GIFT + "\nOnly a text.\n", keep_going=True)

    assert (report.imported, len(report.refused), Question.objects.count()) == (2, 1, 2)


def test_a_dry_run_tells_all_and_changes_nothing() -> None:
    report = bring(GIFT + "\nOnly a text.\n", dry_run=True)

    assert (report.imported, len(report.refused)) == (2, 1)
    assert not QuestionBank.objects.exists()
    assert not Event.objects.exists()


def test_questions_of_one_name_get_two_and_twins_are_taken_once() -> None:
    report = bring("// [id:x]\nA? {T}\n\n// [id:x]\nB? {T}\n\n// [id:x]\nA? {T}\n")

    assert report.created == 2
    assert report.partial == [("x", ("It stands in the file more than once and was taken once.",))]
    assert bring("// [id:x]\nA? {T}\n\n// [id:x]\nB? {T}\n").unchanged == 2


def test_a_picture_is_stored_by_its_bytes_and_shown() -> None:
    name = f"{sha256_hex(PNG)}.png"
    image = '<file name="m.png" encoding="base64">' + b64encode(PNG).decode() + "</file>"
    text = '<img src="@@PLUGINFILE@@/m.png" alt="A map"><img src="@@PLUGINFILE@@/n.png" alt="B">'
    source = question("truefalse", answer("true", "100") + answer("false", "0"), text)

    report = bring(source.replace("]]></text></questiontext>", f"]]></text>{image}</questiontext>"), "moodle_xml")

    version = QuestionVersion.objects.get()
    assert default_storage.exists(PICTURES_FOLDER + name)
    assert version.rendered["stem"] == f'<p><img alt="A map" src="/lesson-media/images/questions/{name}">(B)</p>'
    assert report.partial == [(version.question.external_id, ("“n.png” is left out: it is not in the file.",))]


def test_an_import_that_is_refused_leaves_no_picture_behind() -> None:
    picture = PNG + b"left behind"
    image = f'<file name="m.png" encoding="base64">{b64encode(picture).decode()}</file>'
    good = question("truefalse", answer("true", "100") + answer("false", "0"), '<img src="@@PLUGINFILE@@/m.png" alt="A map">')
    good = good.replace("]]></text></questiontext>", f"]]></text>{image}</questiontext>")
    bad = '<question type="shape"><name><text>S</text></name><questiontext><text>S</text></questiontext></question></quiz>'
    name = f"{PICTURES_FOLDER}{sha256_hex(picture)}.png"

    with pytest.raises(NothingImported):
        bring(good.replace("</quiz>", bad), "moodle_xml")

    assert not default_storage.exists(name)

    bring(good.replace("</quiz>", bad), "moodle_xml", keep_going=True)

    assert default_storage.exists(name)


def test_writing_many_takes_no_more_queries_than_writing_one() -> None:
    QuestionBank.objects.create(slug="asylum", title="Asylum")
    counts = []
    for many in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            bring("".join(f"{many} in {number}? {{T}}\n\n" for number in range(many)))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("key", ["gift", "moodle_xml", "csv", "aiken"])
def test_every_type_goes_out_and_comes_back_or_its_loss_is_named(key: str) -> None:
    contents = {kind: sample.content for kind, sample in SAMPLES.items()}
    bring(_table(contents), "csv", keep_going=True)
    before = facts()

    data, losses = export(key)
    import_questions(bank="copy", format_key=key, source=BytesIO(data), by=None, keep_going=True)

    after = facts("copy")
    for name, said in before.items():
        assert name in losses or after.get(name) == said, name


def _table(contents: dict[str, Any]) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "type", "stem", "content", "points", "topics", "category", "explanation"])
    for kind, content in contents.items():
        writer.writerow([kind, kind, "What *does* it say?\n\n- a = b {c} ~ #d", json.dumps(content), "4", "one; two", "A / B", "Because: `x`."])
    return out.getvalue().encode()


def test_the_export_of_an_unknown_bank_is_refused() -> None:
    with pytest.raises(NotFound):
        export("gift", "nowhere")


def test_commands_print_one_object(tmp_path: Path) -> None:
    (tmp_path / "q.gift").write_text(GIFT)
    said = StringIO()

    call_command("import_questions", str(tmp_path / "q.gift"), "--format", "gift", "--bank", "asylum", "--json", stdout=said)

    told = json.loads(said.getvalue())
    assert told["imported"] == 2
    assert told["questions"][0] == {
        "id": "q-1", "type": "single_choice", "text": "Which part of 8 CFR 208.13 is it?", "points": 1,
        "answers": [{"text": "The first", "fraction": 1.0}, {"text": "The second", "fraction": 0.0}],
    }  # fmt: skip
    said = StringIO()
    call_command("export_questions", "--bank", "asylum", "--format", "gift", "-o", str(tmp_path / "out.gift"), "--json", stdout=said)
    assert json.loads(said.getvalue()) == {"questions": 2, "partial": []}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.gift", "q.gift"]


@pytest.mark.parametrize(
    ("name", "text", "bank", "why"),
    [
        ("absent", None, "b", "cannot be read"),
        ("x", "\0", "b", "not a text file"),
        ("x", "text only", "b", "Nothing was imported"),
        ("x", "", "a b", "short name"),
    ],
)
def test_commands_refuse_in_one_sentence(tmp_path: Path, name: str, text: str | None, bank: str, why: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)

    with pytest.raises(CommandError, match=why):
        call_command("import_questions", str(tmp_path / name), "--format", "gift", "--bank", bank)


def test_a_file_that_cannot_be_read_changes_nothing() -> None:
    with pytest.raises(Invalid):
        bring("<quiz><question type='truefalse'/>", "moodle_xml")

    assert not QuestionBank.objects.exists()
