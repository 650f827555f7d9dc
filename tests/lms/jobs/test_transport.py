"""Messages in a folder come whole or not at all, and to one worker only."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from lms.jobs.broker import celery_defaults
from lms.jobs.transport import Channel


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("queue", "taken", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def channel(folders: Path) -> Iterator[Channel]:
    options = {
        "data_folder_in": str(folders / "queue"),
        "data_folder_out": str(folders / "queue"),
        "processed_folder": str(folders / "taken"),
        "control_folder": str(folders / "control"),
    }
    with Connection("filesystem://", transport="lms.jobs.transport:Transport", transport_options=options) as link:
        made = link.channel()
        assert isinstance(made, Channel)
        yield made


def test_messages_come_in_the_order_they_were_put(channel: Channel, folders: Path) -> None:
    for number in range(3):
        channel._put("celery", {"number": number})

    assert [channel._get("celery")["number"] for _ in range(3)] == [0, 1, 2]
    assert list((folders / "queue").iterdir()) == list((folders / "taken").iterdir()) == []


def test_an_empty_folder_holds_no_message(channel: Channel) -> None:
    with pytest.raises(Empty):
        channel._get("celery")


def test_a_message_of_another_queue_is_left_alone(channel: Channel) -> None:
    channel._put("other", {})

    with pytest.raises(Empty):
        channel._get("celery")


def test_a_message_that_is_being_written_is_not_seen(channel: Channel, folders: Path) -> None:
    (folders / "queue" / "00000000000000000001_x.celery.msg.0123.part").write_text('{"half":')

    with pytest.raises(Empty):
        channel._get("celery")


@pytest.mark.parametrize("content", ["", "{", "nonsense"])
def test_a_message_that_cannot_be_read_is_dropped_and_the_next_one_comes(
    channel: Channel, folders: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (folders / "queue" / "00000000000000000001_x.celery.msg").write_text(content)
    channel._put("celery", {"number": 7})

    with caplog.at_level(logging.WARNING):
        message = channel._get("celery")

    assert message == {"number": 7}
    assert "Dropped the message 00000000000000000001_x.celery.msg" in caplog.text


def test_each_message_goes_to_one_of_many_takers(channel: Channel) -> None:
    for number in range(200):
        channel._put("celery", {"number": number})
    taken: list[int] = []

    def take() -> None:
        while True:
            try:
                taken.append(channel._get("celery")["number"])
            except Empty:
                return

    takers = [threading.Thread(target=take) for _ in range(6)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert sorted(taken) == list(range(200))


def test_queues_are_bound_once(channel: Channel) -> None:
    for _ in range(2):
        channel._queue_bind("celery", "celery", "", "celery")
    channel._queue_bind("celery", "other", "", "other")

    assert [row.queue for row in channel.get_table("celery")] == ["other", "celery"]
    assert channel.get_table("unknown") == []


def test_a_full_disk_is_an_error_of_the_channel_and_leaves_nothing(channel: Channel, folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kombu.exceptions import ChannelError

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(ChannelError):
        channel._put("celery", {})

    assert list((folders / "queue").iterdir()) == []


def test_the_embedded_broker_uses_this_transport_and_redis_its_own() -> None:
    assert celery_defaults("filesystem://", "/data")["broker_transport"] == "lms.jobs.transport:Transport"
    assert "broker_transport" not in celery_defaults("redis://127.0.0.1/0", "/data")


def test_the_beat_asks_for_sweeps_and_writes_below_the_data_folder() -> None:
    defaults = celery_defaults("redis://127.0.0.1/0", "/data")

    assert defaults["beat_schedule"]["sweeps"]["task"] == "lms.jobs.tasks.run_sweeps"
    assert defaults["beat_schedule_filename"] == "/data/beat"
