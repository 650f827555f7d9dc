"""An entry from the first draft to the ledger, and what comes of a correction."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accreditation.actions.confirm_practice import confirm_practice
from accreditation.actions.reach_checkpoint import give_feedback, reach_checkpoint
from accreditation.actions.return_practice import return_practice, say_by_link, say_on_practice
from accreditation.actions.send_practice import drop_draft, send_practice
from accreditation.actions.write_practice import change_practice, write_practice
from accreditation.confidentiality import inspect_text
from accreditation.confidentiality.refusing import Identifying, marked
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Confirmation, Entry, Matter, PracticeEntry, SupervisingAttorney
from accreditation.queries.practice import loads_of, thread_of
from accreditation.queries.practice_facts import practice_of
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.people.models import User
from tests.factories.cohorts import freeze
from tests.factories.course import enrolled_student
from tests.factories.ledger import draft
from tests.factories.practice import attorney_on_record, keepers_of, link_of, matter_of, sent_entry, work


def letters_to(email: str, mailbox: Any) -> int:
    return sum(message.to == [email] for message in mailbox.letters())


def confirmed(matter: Matter, *entries: PracticeEntry) -> list[Confirmation]:
    return confirm_practice(entries=entries, attorney=matter.attorney, link=link_of(matter.attorney), attested=True)


def test_a_confirmed_entry_posts_one_entry_that_names_the_confirmation(matter: Matter, student: User) -> None:
    entry = sent_entry(matter, student)

    word = confirmed(matter, entry)[0]

    posted = Entry.objects.get()
    assert (posted.category, posted.source_kind, posted.minutes, posted.topics) == ("practicum_supervised", "practice", 90, {"asylum": 90})
    assert (posted.recorded_by, posted.approved_by) == (student.public_id, matter.attorney.public_id)
    assert posted.evidence == {"kind": "practice", "confirmation": word.public_id, "sha256": word.sha256}
    assert "I, Ada Ruiz, licensed in MA under number 654321" in word.statement
    assert verify().ok


def test_confirming_twice_posts_once(matter: Matter, student: User) -> None:
    entry = sent_entry(matter, student)

    assert (len(confirmed(matter, entry)), len(confirmed(matter, entry)), Entry.objects.count()) == (1, 0, 1)


def test_a_confirmation_is_never_changed(matter: Matter, student: User) -> None:
    word = confirmed(matter, sent_entry(matter, student))[0]
    with pytest.raises(AppendOnlyViolation):
        word.save()
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE accreditation_confirmation SET attorney_name = 'Somebody'")


def test_nothing_is_confirmed_without_the_sentence_by_another_or_by_the_student(matter: Matter, student: User, enrollment: Enrollment) -> None:
    entry = sent_entry(matter, student)
    other = attorney_on_record(enrollment.cohort.campus, "777")

    with pytest.raises(Invalid, match="Tick the sentence"):
        confirm_practice(entries=[entry], attorney=matter.attorney, link=link_of(matter.attorney), attested=False)
    with pytest.raises(Forbidden, match="Another attorney"):
        confirm_practice(entries=[entry], attorney=other, link=link_of(other), attested=True)
    with pytest.raises(Forbidden, match="another address"):
        confirm_practice(entries=[entry], attorney=matter.attorney, link=link_of(other), attested=True)
    User.objects.filter(pk=student.pk).update(email=matter.attorney.email)
    with pytest.raises(Forbidden, match="their own"):
        confirmed(matter, entry)
    assert not Entry.objects.exists()


def test_a_batch_is_confirmed_whole_or_not_at_all(matter: Matter, student: User) -> None:
    first, second = sent_entry(matter, student), sent_entry(matter, student, minutes=30)
    return_practice(entry=second, comment="Which day was this?", attorney=matter.attorney, link=link_of(matter.attorney))

    with pytest.raises(Conflict):
        confirmed(matter, first, second)

    assert (Entry.objects.count(), Confirmation.objects.count()) == (0, 0)


def test_a_returned_entry_is_corrected_as_a_new_version(matter: Matter, student: User) -> None:
    entry = sent_entry(matter, student)
    return_practice(entry=entry, comment="It was an hour.", attorney=matter.attorney, link=link_of(matter.attorney))
    entry.refresh_from_db()

    newer = send_practice(entry=change_practice(entry=entry, work=work(minutes=60), by=student), by=student)
    confirmed(matter, newer)

    assert list(PracticeEntry.objects.order_by("version").values_list("version", "state", "minutes")) == [(1, "replaced", 90), (2, "confirmed", 60)]
    assert [said.text for said in thread_of(newer)] == ["It was an hour."]


def test_a_corrected_confirmed_entry_is_reversed_when_the_new_version_is_confirmed(matter: Matter, student: User) -> None:
    entry = sent_entry(matter, student)
    confirmed(matter, entry)
    entry.refresh_from_db()
    newer = send_practice(entry=change_practice(entry=entry, work=work(minutes=60), by=student), by=student)
    assert list(Entry.objects.values_list("minutes", flat=True)) == [90]
    with pytest.raises(Conflict, match="newer version"):
        change_practice(entry=entry, work=work(minutes=61), by=student)

    confirmed(matter, newer)

    assert list(Entry.objects.order_by("seq").values_list("minutes", flat=True)) == [90, -90, 60]
    assert verify().ok
    facts = practice_of([student.public_id], date(2100, 1, 1))[student.public_id]
    assert (facts.minutes, facts.matters, facts.unconfirmed_minutes) == (60, 1, 0)


def test_the_refused_text_is_kept_nowhere(matter: Matter, student: User, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Identifying) as refused:
        write_practice(matter=matter, work=work(learned="My client Rosa Mendez, A203-456-789, cried."), by=student)

    assert not PracticeEntry.objects.exists()
    assert ("Rosa" in refused.value.sentence, "203" in refused.value.sentence, caplog.text) == (False, False, "")


def test_the_marked_text_is_the_text() -> None:
    text = "My client Rosa Mendez, A203-456-789, cried."
    pieces = marked(text, inspect_text(text))

    assert "".join(words for words, _ in pieces) == text
    assert [words for words, kind in pieces if kind] == ["Rosa Mendez", "A203-456-789"]


@given(before=st.text(max_size=60), number=st.integers(200_000_000, 219_999_999), after=st.text(max_size=60))
def test_marking_loses_no_letter(before: str, number: int, after: str) -> None:
    text = f"{before} A{number} {after}"

    assert "".join(words for words, _ in marked(text, inspect_text(text))) == text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": 0}, "from 1 to 960"),
        ({"minutes": 961}, "from 1 to 960"),
        ({"date": date(2100, 1, 1)}, "has not come"),
        ({"date": date(2026, 8, 31)}, "was not open"),
        ({"task": "lunch"}, "from the lists"),
        ({"topic": "gardening"}, "from the lists"),
        ({"learned": "  "}, "what you learned"),
    ],
)
def test_work_that_cannot_be(matter: Matter, student: User, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        write_practice(matter=matter, work=work(**changes), by=student)


@pytest.mark.parametrize(("there", "more", "fits"), [(480, 480, True), (480, 481, False), (900, 60, True), (900, 61, False)])
def test_a_day_holds_sixteen_hours_of_everything(matter: Matter, student: User, there: int, more: int, fits: bool) -> None:
    day = date(2026, 10, 5)
    append(draft(student=student.public_id, minutes=there, topics={"asylum": there}, occurred_from=day, occurred_to=day))

    if fits:
        assert write_practice(matter=matter, work=work(minutes=more), by=student).minutes == more
    else:
        with pytest.raises(Invalid, match="more than 16 hours"):
            write_practice(matter=matter, work=work(minutes=more), by=student)


def test_a_double_is_warned_of_and_can_be_meant(matter: Matter, student: User) -> None:
    write_practice(matter=matter, work=work(), by=student)
    with pytest.raises(Conflict) as warned:
        write_practice(matter=matter, work=work(), by=student)

    assert warned.value.code == "looks_alike"
    assert write_practice(matter=matter, work=work(), by=student, is_another=True).state == "draft"


def test_a_draft_can_go_and_what_was_sent_stays(matter: Matter, student: User) -> None:
    entry = write_practice(matter=matter, work=work(), by=student)
    drop_draft(entry=entry, by=student)
    sent = sent_entry(matter, student)

    with pytest.raises(Conflict):
        drop_draft(entry=sent, by=student)
    assert list(PracticeEntry.objects.all()) == [sent]


def test_a_letter_a_day_at_most(matter: Matter, student: User, mailbox: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent_entry(matter, student)
    sent_entry(matter, student, minutes=30)
    assert letters_to(matter.attorney.email, mailbox) == 1

    freeze(monkeypatch, now() + timedelta(days=1, minutes=1))
    sent_entry(matter, student, minutes=20)

    assert letters_to(matter.attorney.email, mailbox) == 2


def test_all_three_read_a_thread_and_nobody_else_writes_in_it(matter: Matter, student: User, keeper: User) -> None:
    entry = sent_entry(matter, student)
    link = link_of(matter.attorney)
    return_practice(entry=entry, comment="Was it really ninety minutes?", attorney=matter.attorney, link=link)
    say_on_practice(entry=entry, text="Yes, with the interpreter.", by=student)
    say_on_practice(entry=entry, text="The room was booked for two hours.", by=keeper)
    say_by_link(entry=entry, text="Then send it again.", attorney=matter.attorney, link=link)

    assert [(said.message.speaker, said.text) for said in thread_of(entry)] == [
        ("attorney", "Was it really ninety minutes?"), ("student", "Yes, with the interpreter."),
        ("coordinator", "The room was booked for two hours."), ("attorney", "Then send it again."),
    ]  # fmt: skip
    with pytest.raises(Identifying):
        say_on_practice(entry=entry, text="Mrs. Hernandez can tell you.", by=student)
    with pytest.raises(Forbidden):
        say_on_practice(entry=entry, text="Me too.", by=enrolled_student("south", "s@south.example").student)


def test_a_checkpoint_gets_its_feedback_once(matter: Matter, student: User) -> None:
    point = reach_checkpoint(matter=matter, kind="intake", by=student)
    assert reach_checkpoint(matter=matter, kind="intake", by=student) == point
    link = link_of(matter.attorney)

    give_feedback(point=point, text="Ask fewer questions at once.", attorney=matter.attorney, link=link)

    with pytest.raises(Conflict):
        give_feedback(point=point, text="And slower.", attorney=matter.attorney, link=link)
    with pytest.raises(Invalid):
        reach_checkpoint(matter=matter, kind="lunch", by=student)


def test_facts_count_what_is_confirmed_as_of_a_date(matter: Matter, student: User) -> None:
    confirmed(matter, sent_entry(matter, student, represented=True), sent_entry(matter, student, minutes=30, task="intake", forum="eoir"))
    sent_entry(matter, student, minutes=15)

    facts = practice_of([student.public_id, "nobody"], date(2100, 1, 1))

    mine = facts[student.public_id]
    assert (mine.minutes, mine.unconfirmed_minutes, mine.appearances_uscis, mine.appearances_eoir) == (120, 15, 1, 0)
    assert (mine.minutes_by_task, mine.minutes_by_forum["eoir"]) == ({"declaration": 90, "intake": 30}, 30)
    assert [(one.name, one.minutes) for one in mine.supervisors] == [("Ada Ruiz", 120)]
    assert facts["nobody"].minutes == 0
    assert practice_of([student.public_id], date(2026, 10, 6))[student.public_id].minutes == 0
    assert practice_of([student.public_id], date(2100, 1, 1), since=date(2026, 10, 6))[student.public_id].minutes == 0


def test_board_and_facts_take_the_same_queries_with_one_and_three(enrollment: Enrollment, student: User) -> None:
    campus, counts = enrollment.cohort.campus, []
    for number in ("1", "2", "3"):
        matter = matter_of(enrollment, attorney=attorney_on_record(campus, number))
        confirmed(matter, sent_entry(matter, student, minutes=10 + int(number)))
        sent_entry(matter, student, minutes=20 + int(number))
        with CaptureQueriesContext(connection) as queries:
            loads = loads_of(SupervisingAttorney.objects.all())
            practice_of([student.public_id], date(2100, 1, 1))
        counts.append(len(queries))

    assert counts[0] == counts[2]
    assert [(load.matters, load.students, load.waiting, load.oldest_days) for load in loads] == [(1, 1, 1, 0)] * 3


def test_a_tampered_confirmation_is_found(matter: Matter, student: User) -> None:
    word = confirmed(matter, sent_entry(matter, student))[0]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER accreditation_confirmation_no_update")
        else:
            cursor.execute("ALTER TABLE accreditation_confirmation DISABLE TRIGGER ALL")
        cursor.execute("UPDATE accreditation_confirmation SET bar_number = '1' WHERE public_id = %s", [word.public_id])

    bad = verify().first_bad
    assert bad is not None
    assert "was changed" in bad.why


def test_only_the_coordinators_own_campus(matter: Matter, student: User) -> None:
    entry = sent_entry(matter, student)
    south = keepers_of(enrolled_student("south", "s@south.example").cohort.campus)[0]

    assert not south.has_perm("accreditation.keep_practice", entry)
