"""`manage.py credit_hours`: what goes in, what comes out, and which files it refuses."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

ROOT = Path(__file__).resolve().parents[3]

OPEN = {
    "user": "u1", "session": "s1", "seq": 0, "at": "2026-09-14T14:00:00.000Z", "kind": "open", "activity": "enr7/lesson-12",
    "revision": "r3", "expected_minutes": 40, "impersonated": False, "timezone": "America/New_York",
}  # fmt: skip
BEAT = {"user": "u1", "session": "s1", "seq": 1, "at": "2026-09-14T14:00:30.000Z", "kind": "beat", "active_ms": 30000, "visible": True}


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "events.jsonl"

    def write(*lines: bytes | dict) -> str:
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        return str(path)

    return write


def told(path: str, *arguments: str) -> str:
    out = StringIO()
    call_command("credit_hours", path, *arguments, stdout=out)
    return out.getvalue()


def report(path: str) -> dict:
    return json.loads(told(path, "--json"))


def test_report_has_the_shape_of_the_interface(log):
    path = log(OPEN, BEAT, b"")

    answer = report(path)

    assert answer == {
        "policy": "active-time-1",
        "users": {
            "u1": {
                "credited_ms": 30000,
                "activities": {"enr7/lesson-12": 30000},
                "revisions": {"enr7/lesson-12": {"r3": 30000}},
                "intervals": [
                    {
                        "start": "2026-09-14T14:00:00.000Z", "end": "2026-09-14T14:00:30.000Z", "activity": "enr7/lesson-12",
                        "credited_ms": 30000, "reason": None,
                    },
                ],
            },
        },
    }  # fmt: skip


def test_without_json_minutes_are_told_in_words(log):
    path = log(OPEN, {**BEAT, "at": "2026-09-14T14:01:29.999Z", "active_ms": 90_000})

    assert told(path) == "u1: 1 min credited in 1 intervals\n"


def test_empty_file_has_no_users(log):
    assert report(log()) == {"policy": "active-time-1", "users": {}}


def test_windows_line_ends_are_read(log):
    path = log(json.dumps(OPEN).encode() + b"\r", json.dumps(BEAT).encode() + b"\r", b"")

    assert report(path)["users"]["u1"]["credited_ms"] == 30000


@pytest.mark.parametrize(
    "line",
    [
        b"beat", b"", b"   ", b"\r", b"{", b'{"a": 1,}', b"{'a': 1}", b'{"at": NaN}', b'{"at": Infinity}', b'{"at": -Infinity}', b"\xff",
        b'{"at": "\xe9"}', b"[" * 100_000, b"\xef\xbb\xbf{}", b"{} {}",
    ],
    ids=lambda line: repr(line[:20]),
)  # fmt: skip
def test_line_that_is_not_json_is_refused_by_its_number(log, line):
    with pytest.raises(CommandError) as refusal:
        report(log(OPEN, line, BEAT))

    assert (str(refusal.value), refusal.value.returncode) == ("Line 2: this is not JSON.", 1)


def test_byte_order_mark_is_refused(log):
    with pytest.raises(CommandError, match=r"^Line 1: this is not JSON\.$"):
        report(log(b"\xef\xbb\xbf" + json.dumps(OPEN).encode(), BEAT))


@pytest.mark.parametrize("line", [b"[]", b"null", b"1", b'"open"', b"true"])
def test_line_that_is_no_object_is_refused_by_its_number(log, line):
    with pytest.raises(CommandError, match=r"^Line 2: this is not a JSON object\.$"):
        report(log(OPEN, line))


def test_time_that_goes_back_is_refused_by_its_line_also_between_users(log):
    with pytest.raises(CommandError, match=r"^Line 3: “at” is earlier than on a line before it\.$"):
        report(log(OPEN, BEAT, {**BEAT, "user": "u2", "kind": "noise", "at": "2026-09-14T14:00:29.999Z"}))


@pytest.mark.parametrize(
    "at",
    [
        None, 0, True, 1789394400000, "", "2026-09-14", "2026-09-14T14:00:31", "2026-09-14T14:00:31+00:00", "2026-09-14 14:00:31Z",
        "2026-09-14T14:00:31z", "2026-09-14T14:00:31.Z", "2026-09-14T14:00:31.0000Z", "2026-09-14T14:00:31.000Z\n", " 2026-09-14T14:00:31Z",
        "2026-02-30T14:00:31Z", "2026-09-14T24:00:00Z", "2026-09-14T23:59:60Z", "٢٠٢٦-09-14T14:00:31Z", ["2026-09-14T14:00:31Z"],
    ],
    ids=repr,
)  # fmt: skip
def test_time_that_is_none_is_refused_by_its_line(log, at):
    with pytest.raises(CommandError, match=r"^Line 3: “at” is not a time such as 2026-09-14T14:00:00.000Z\.$"):
        report(log(OPEN, BEAT, {**BEAT, "seq": 2, "at": at}))


def test_missing_time_is_refused_also_where_the_event_would_change_nothing(log):
    with pytest.raises(CommandError, match=r"^Line 1: "):
        report(log({"kind": "noise"}))


@pytest.mark.parametrize("at", ["2026-09-14T14:00:30Z", "2026-09-14T14:00:30.0Z", "2026-09-14T14:00:30.00Z"])
def test_fraction_of_a_second_may_be_short_or_absent(log, at):
    assert report(log(OPEN, {**BEAT, "at": at}))["users"]["u1"]["intervals"][0]["end"] == "2026-09-14T14:00:30.000Z"


@pytest.mark.parametrize("year", ["0001-01-01", "9999-12-31", "1969-12-31"])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_first_and_last_year_are_times_too(log, year, zone):
    events = [{**OPEN, "at": f"{year}T00:00:00Z", "timezone": zone}, {**BEAT, "at": f"{year}T23:59:59.999Z"}]

    assert report(log(*events))["users"]["u1"]["credited_ms"] == 30000


@pytest.mark.parametrize("number", [b"1" * 5000, b"1" * 4300, b"9" * 20000])
def test_number_of_any_length_is_a_number(log, number):
    huge = json.dumps({**BEAT, "active_ms": 0}).encode().replace(b'"active_ms": 0', b'"active_ms": ' + number)

    assert report(log(OPEN, huge))["users"]["u1"]["credited_ms"] == 30000


def test_number_below_zero_of_any_length_is_malformed(log):
    huge = json.dumps({**BEAT, "active_ms": 0}).encode().replace(b'"active_ms": 0', b'"active_ms": -' + b"7" * 5000)

    assert report(log(OPEN, huge))["users"]["u1"]["intervals"][0]["reason"] == "malformed"


@pytest.mark.parametrize("number", [b"30000.0", b"3e4", b"1e999"])
def test_number_with_a_fraction_or_an_exponent_is_no_integer(log, number):
    event = json.dumps({**BEAT, "active_ms": 0}).encode().replace(b'"active_ms": 0', b'"active_ms": ' + number)

    assert report(log(OPEN, event))["users"]["u1"]["intervals"][0]["reason"] == "malformed"


def test_last_of_two_equal_keys_counts(log):
    event = json.dumps(BEAT).encode().replace(b'"visible": true', b'"visible": true, "visible": false')

    assert report(log(OPEN, event))["users"]["u1"]["intervals"][0]["reason"] == "hidden"


def test_line_separators_inside_a_text_do_not_end_the_line(log):
    event = json.dumps({**OPEN, "activity": "a\u2028b\x85"}, ensure_ascii=False).encode()

    assert report(log(event, BEAT))["users"]["u1"]["activities"] == {"a\u2028b\x85": 30000}


def test_lone_surrogate_in_a_name_comes_out_as_it_came_in(log):
    assert report(log({**OPEN, "activity": "\ud800"}, BEAT))["users"]["u1"]["activities"] == {"\ud800": 30000}


def test_unknown_policy_is_refused_with_those_there_are(log):
    with pytest.raises(CommandError, match=r"^There is no policy called “active-time-0”\. Known: active-time-1\.$"):
        told(log(OPEN), "--policy", "active-time-0")


def test_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory\.$"):
        told(str(tmp_path / "nothing.jsonl"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    command = [sys.executable, "manage.py", "credit_hours", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_command_works_where_no_database_answers(log):
    done = run(log(OPEN, BEAT), "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["users"]["u1"]["credited_ms"] == 30000


def test_refusal_is_one_sentence_on_standard_error_and_exit_1(log):
    done = run(log(OPEN, b"no"), "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CommandError: Line 2: this is not JSON.\n"


def test_wrong_usage_is_exit_2():
    assert run("--json").returncode == 2


def test_what_came_after_an_enrollment_ended_is_not_credited_here_either(log):
    late = BEAT | {"seq": 2, "at": "2026-09-14T14:01:00.000Z", "not_enrolled": True}

    user = report(log(OPEN, BEAT, late))["users"]["u1"]

    assert user["credited_ms"] == 30000
    assert user["intervals"][-1] == {
        "start": "2026-09-14T14:01:00.000Z", "end": "2026-09-14T14:01:00.000Z", "activity": None, "credited_ms": 0, "reason": "not_enrolled",
    }  # fmt: skip
