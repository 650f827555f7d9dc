"""Faults of broker, cache, worker, beat and mail, each really there."""

import shutil
import smtplib
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lms.celery import app
from lms.core.clock import now
from lms.jobs.api import Clockwork, enqueue, register_job
from lms.jobs.broker import RUN_SWEEPS
from lms.jobs.kinds import job_kinds, sweeps
from lms.jobs.models import Outbox, SweepSlot
from tests.lms.site.doctor.conftest import free_port, redis_server, wrong

needs_redis = pytest.mark.skipif(shutil.which("redis-server") is None, reason="No redis-server was found.")


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Point Celery to another broker."""

    def point(url: str) -> None:
        settings.CELERY_BROKER_URL = url
        for name, value in {
            "broker_url": url,
            "broker_read_url": url,
            "broker_write_url": url,
            "broker_transport_options": {},
            "broker_transport": None,
        }.items():
            monkeypatch.setitem(app.conf, name, value)
        monkeypatch.setattr(app, "_pool", None)  # connections of earlier tests lead elsewhere
        monkeypatch.setattr(app.amqp, "_producer_pool", None)

    return point


class TestBroker:
    def test_files_reach_one_machine_only(self, settings: Any) -> None:
        settings.CELERY_BROKER_URL = "filesystem://"

        assert "files of this machine" in wrong("broker")

    def test_one_that_does_not_answer(self, broker: Any) -> None:
        broker(f"redis://127.0.0.1:{free_port()}/0")

        assert "does not answer" in wrong("broker")

    @needs_redis
    @pytest.mark.parametrize(("policy", "said"), [("allkeys-lru", "Redis throws messages away when 50 megabytes are full (allkeys-lru)."), ("noeviction", "")])
    def test_one_that_forgets(self, broker: Any, tmp_path: Path, policy: str, said: str) -> None:
        with redis_server(tmp_path, "--maxmemory", "50mb", "--maxmemory-policy", policy) as url:
            broker(url)
            assert wrong("broker") == said


class TestCache:
    def test_one_of_each_process(self) -> None:
        assert "cache of its own" in wrong("cache")

    def test_one_that_does_not_answer(self, settings: Any) -> None:
        settings.CACHES = {"default": {"BACKEND": "lms.core.shared_cache.SharedCache", "LOCATION": f"redis://127.0.0.1:{free_port()}/1"}}

        assert "does not answer" in wrong("cache")

    @needs_redis
    def test_one_without_room_and_one_that_is_fine(self, settings: Any, tmp_path: Path) -> None:
        for options, said in (("1kb", "does not give back what it was given"), ("0", "")):
            with redis_server(tmp_path, "--maxmemory", options) as url:
                settings.CACHES = {"default": {"BACKEND": "lms.core.shared_cache.SharedCache", "LOCATION": url}}
                assert said in wrong("cache")
                assert bool(wrong("cache")) == bool(said)


@needs_redis
@pytest.mark.django_db
@pytest.mark.services
class TestWork:
    @pytest.fixture(autouse=True)
    def _queue(self, broker: Any, tmp_path: Path) -> Iterator[None]:
        with redis_server(tmp_path) as url:
            broker(url)
            yield

    @pytest.fixture(autouse=True)
    def _one_sweep(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweeps, "_items", {"people.ended_sessions": sweeps.get("people.ended_sessions")})
        monkeypatch.setattr(job_kinds, "_items", dict(job_kinds._items))
        register_job("doctor.test", lambda job: {}, label="Test")

    def test_no_beat(self) -> None:
        assert wrong("work") == "No sweep ran yet, and the queue is empty: no beat runs."

    def test_a_beat_and_no_worker(self) -> None:
        SweepSlot.objects.create(name="people.ended_sessions", slot=1, began_at=now() - timedelta(hours=1))
        for _ in range(2):
            app.send_task(RUN_SWEEPS)

        assert wrong("work").endswith("and 2 messages lie in the queue: no worker takes them.")

    def test_both_alive(self) -> None:
        Clockwork().run_due()

        assert wrong("work") == ""

    def test_too_few_workers(self) -> None:
        Clockwork().run_due()
        enqueue("doctor.test", {}, by="")
        Outbox.objects.update(due_at=now() - timedelta(minutes=40))

        assert wrong("work") == "A job has waited for 40 minutes."


class Refusing(socketserver.StreamRequestHandler):
    """A mail server that knows nobody."""

    answers = {b"EHLO": b"250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n", b"AUTH": b"535 No\r\n", b"QUIT": b"221 Bye\r\n"}

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            self.wfile.write(
                {b"EHLO": b"250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n", b"AUTH": b"535 No\r\n", b"QUIT": b"221 Bye\r\n"}.get(word, b"250 Fine\r\n")
            )
            if word == b"QUIT":
                return


class TestMail:
    @pytest.fixture(autouse=True)
    def _smtp(self, settings: Any) -> Iterator[None]:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusing) as server:
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
            yield
            server.shutdown()
            thread.join()

    def test_one_that_takes_letters(self) -> None:
        assert wrong("mail") == ""

    def test_one_that_does_not_know_us(self, settings: Any) -> None:
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "pathway", "a secret"

        said = wrong("mail")

        assert "refuses our name or password: 535" in said
        assert "a secret" not in said

    def test_one_without_tls_where_it_is_asked_for(self, settings: Any) -> None:
        settings.EMAIL_USE_TLS = True

        assert "STARTTLS" in wrong("mail")
        assert issubclass(smtplib.SMTPNotSupportedError, smtplib.SMTPException)

    def test_one_that_does_not_answer(self, settings: Any) -> None:
        settings.EMAIL_PORT = free_port()

        assert "does not answer as it must" in wrong("mail")

    def test_none(self, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

        assert "not sent" in wrong("mail")

    def test_a_sender_that_is_no_address(self, settings: Any) -> None:
        settings.DEFAULT_FROM_EMAIL = "Pathway"

        assert "no address" in wrong("mail")
