"""Reports of meetings as they really come: Zoom's with its lines above, marks, encodings, both orders of dates."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from curriculum.importers.participants import read_participants
from lms.core.errors import Invalid

START = datetime(2026, 10, 1, 22, 0, tzinfo=UTC)  # 6 pm in New York
SESSION = SimpleNamespace(starts_at=START, ends_at=START + timedelta(minutes=90))
NEW_YORK = "America/New_York"
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,Session 1,10/01/2026 05:55:00 PM,10/01/2026 07:31:00 PM,teacher@north.example,97,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
Emil Costa,teacher@north.example,10/01/2026 05:55:00 PM,10/01/2026 07:31:00 PM,97,No,,No
Ana Alvarez,,10/01/2026 05:58:10 PM,10/01/2026 06:20:00 PM,22,Yes,,Yes
"Alvarez, Ana",,10/01/2026 06:20:00 PM,10/01/2026 06:50:30 PM,31,Yes,,No
Ana Alvarez,,10/01/2026 06:55:00 PM,10/01/2026 07:31:00 PM,36,Yes,,No
"""


def minutes_from_start(text: str, coding: str = "utf-8") -> list[tuple[str, float, float]]:
    stays = read_participants(text.encode(coding), zone=NEW_YORK, session=SESSION)
    return [(stay.name, *((moment - START).total_seconds() / 60 for moment in (stay.came_at, stay.left_at))) for stay in stays]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_zooms_report_in_every_coding_without_its_waiting_room(coding: str) -> None:
    assert minutes_from_start(ZOOM, coding) == [("Emil Costa", -5, 91), ("Alvarez, Ana", 20, 50.5), ("Ana Alvarez", 55, 91)]


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert [stay.line for stay in read_participants(ZOOM.encode(), zone=NEW_YORK, session=SESSION)] == [5, 7, 8]


@pytest.mark.parametrize(
    ("join", "leave"),
    [
        ("2026-10-01 18:10:00", "2026-10-01T19:00:00"),
        ("2026-10-01T22:10:00Z", "2026-10-01T23:00:00+00:00"),
        ("10/1/2026 6:10 PM", "10/1/2026, 7:00:00 p.m."),
        ("10/01/26 18:10", "10/01/26 19:00"),
        ("01/10/2026 18:10", "01/10/2026 19:00"),
        ("1.10.2026 18:10", "1.10.2026 19:00"),
        ("18:10", "19:00"),
        ("6:10 pm", "7:00 PM"),
    ],
)
def test_times_as_people_write_them(join: str, leave: str) -> None:
    assert minutes_from_start(f'name,join,leave\nAna Alvarez,"{join}","{leave}"\n') == [("Ana Alvarez", 10, 60)]


def test_a_figure_above_twelve_says_which_is_the_day() -> None:
    lines = "name,join,leave\nAna,30/09/2026 18:00,30/09/2026 19:00\nBen,01/10/2026 18:00,01/10/2026 19:30\n"

    assert minutes_from_start(lines)[1] == ("Ben", 0, 90)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_marks_between_columns(mark: str) -> None:
    assert minutes_from_start(mark.join(["E-mail", "Left", "Joined"]) + "\n" + mark.join(["a@north.example", "19:00", "18:00"]) + "\n") == [
        ("a@north.example", 0, 60)
    ]


def test_every_fault_is_named_by_its_line_and_nothing_is_read() -> None:
    text = "name,email,join,leave\nAna,,18:00,25:10\n,,18:00,19:00\nBen,,19:00,18:00\nCho,,,19:00\n"

    with pytest.raises(Invalid) as refused:
        minutes_from_start(text)

    assert refused.value.sentences == [
        "Line 2: “25:10” is not a time.", "Line 3 names nobody.", "Line 4 ends before it starts.", "Line 5 has no time of joining or leaving.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xff\x00\x01", "not a CSV"),
        (b"\xfe\xff\xd8\x00", "not a CSV"),
        (b'name,join,leave\n"Ana,18:00', "not a CSV"),
        (b"colour\nred\n", "names its columns"),
        (b"Name (Original Name),User Email,Total Duration (Minutes),Guest\nAna,,65,No\n", "Show unique users"),
        (b"name,join,leave\nAna,2026-10-02 18:00,2026-10-02 19:00\n", "right time zone"),
        (b"name,join,leave\n" + b"Ana,18:00,19:00\n" * 2001, "2000"),
        (b"x" * 2_000_001, "2 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        read_participants(data, zone=NEW_YORK, session=SESSION)
