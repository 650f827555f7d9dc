"""The table of minutes by session and track."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from curriculum.checks import read_folder, session_table
from curriculum.checks.sessions import SessionRow, _share, session_rows
from tests.factories.taught import MODULE, spoil


def test_one_row_for_each_session_and_track(root: Path) -> None:
    assert session_rows(read_folder(root)) == [SessionRow(1, "Only", "law_and_skills", 10, 30, 10)]


def test_a_module_of_two_sessions_is_shared_between_them(root: Path) -> None:
    spoil(root, "program.md", "  - {number: 1, title: Only}\n", "  - {number: 1, title: One}\n  - {number: 2, title: Two}\n")
    spoil(root, MODULE, "sessions: [1]", "sessions: [1, 2]")
    spoil(root, MODULE, "live: 10, self_paced: 30, assessment: 10", "live: 9, self_paced: 31, assessment: 10")

    assert session_rows(read_folder(root)) == [SessionRow(1, "One", "law_and_skills", 5, 16, 5), SessionRow(2, "Two", "law_and_skills", 4, 15, 5)]


def test_the_table_ends_with_what_each_track_has_and_promises(root: Path) -> None:
    assert session_table(read_folder(root))[-1].split() == ["all", "law_and_skills", "10", "30", "10", "50", "of", "50", "minutes"]


@given(st.integers(0, 6000), st.integers(1, 20))
def test_shares_add_up_to_the_whole_and_differ_by_one_minute_at_most(minutes: int, among: int) -> None:
    shares = [_share(minutes, among, place) for place in range(among)]

    assert sum(shares) == minutes
    assert max(shares) - min(shares) <= 1
