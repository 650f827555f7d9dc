"""Lessons' media and the vault in a bucket: a store of our own stands for Amazon's (tests/factories/object_store.py)."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lms.settings.object_storage import storages
from lms.vault import shelf
from lms.vault.api import Unreadable, read, remove_file, store, tidy_vault
from lms.vault.models import StoredFile
from tests.factories.course import enrolled_in_small_course, signed_in
from tests.factories.object_store import Store, object_store
from tests.lms.site.doctor.conftest import wrong

LARGE = bytes(range(256)) * 80_000  # 20 MB: more than one part of an upload


@pytest.fixture
def bucket(settings: Any) -> Iterator[Store]:
    with object_store() as made:
        settings.STORAGES = {**settings.STORAGES, **storages(made.url)}
        yield made


class TestSetting:
    def test_none_leaves_files_in_folders(self) -> None:
        assert storages("") == {}

    def test_every_part_of_the_address_is_read(self) -> None:
        made = storages("s3://KEY:SE%2FCRET@s3.example.org/records/north?region=eu-central-1")

        assert made["vault"]["OPTIONS"] == {
            "access_key": "KEY", "secret_key": "SE/CRET", "bucket_name": "records", "endpoint_url": "https://s3.example.org",
            "region_name": "eu-central-1", "location": "north/vault",
        }  # fmt: skip
        assert made["default"]["OPTIONS"]["location"] == "north/media"
        assert storages("s3://K:S@h/b")["default"]["OPTIONS"]["location"] == "media"

    @pytest.mark.parametrize("url", ["https://K:S@host/bucket", "s3://host/bucket", "s3://K:S@host", "s3://K:S@/bucket"])
    def test_what_is_no_bucket_is_refused_in_a_sentence(self, url: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="Set STORAGE_URL as s3://"):
            storages(url)


class TestMedia:
    def test_nobody_is_sent_to_the_bucket(self, bucket: Store) -> None:
        kept = default_storage.save("images/a b.png", ContentFile(b"picture"))

        assert bucket.objects == {f"north/media/{kept}": b"picture"}
        assert default_storage.url("images/a b.png") == "/lesson-media/images/a%20b.png"

    @pytest.mark.django_db
    def test_a_player_gets_the_part_it_asks_for_and_no_more_is_fetched(self, bucket: Store, tmp_path: Any) -> None:
        student = signed_in(enrolled_in_small_course(tmp_path / "course").student)
        default_storage.save("media/talk.mp4", ContentFile(LARGE))

        part = student.get("/lesson-media/media/talk.mp4", headers={"range": "bytes=1000-1099"})
        whole = student.get("/lesson-media/media/talk.mp4")
        missing = student.get("/lesson-media/media/none.mp4")

        assert (part.status_code, b"".join(part)) == (206, LARGE[1000:1100])  # type: ignore[arg-type]
        assert bucket.ranges[0] == "bytes=1000-1099"
        assert (b"".join(whole) == LARGE, missing.status_code) == (True, 404)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestVault:
    def kept(self, data: bytes = b"words") -> StoredFile:
        return store("site.own_export", data, name="a.txt", media_type="text/plain")

    def test_a_file_of_any_length_comes_back_and_lies_there_encrypted(self, bucket: Store) -> None:
        for data in (b"", b"words", LARGE):
            file = self.kept(data)

            assert read(file) == data
            sealed = bucket.objects[f"north/vault/{file.stored_as}"]
            assert len(sealed) > len(data)
            assert data[:4] not in sealed[:64] or not data

    def test_one_that_is_gone_or_was_changed_is_unreadable(self, bucket: Store) -> None:
        file = self.kept()
        key = f"north/vault/{file.stored_as}"
        bucket.objects[key] = b"x" + bucket.objects[key][1:]
        with pytest.raises(Unreadable):
            read(file)
        del bucket.objects[key]
        with pytest.raises(Unreadable):
            read(file)

    def test_a_store_that_keeps_nothing_leaves_no_row(self, bucket: Store) -> None:
        bucket.breaks = True

        with pytest.raises(Exception, match="QuotaExceeded"):
            self.kept()

        assert (StoredFile.objects.count(), bucket.objects) == (0, {})

    def test_removed_and_stray_files_go(self, bucket: Store, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        stays, goes = self.kept(), self.kept()
        with django_capture_on_commit_callbacks(execute=True):
            remove_file(goes, by=None)
        bucket.keep("north/vault/stray", b"left by a process that died")
        assert sorted(bucket.objects) == sorted([f"north/vault/{stays.stored_as}", "north/vault/stray"])

        in_three_days = time.time() + 3 * 86_400
        monkeypatch.setattr(time, "time", lambda: in_three_days)
        assert list(shelf.lying_since_before(time.time())) != []
        tidy_vault()

        assert list(bucket.objects) == [f"north/vault/{stays.stored_as}"]


class TestDoctor:
    def test_a_private_bucket_is_fine_and_an_open_or_full_one_is_not(self, bucket: Store, settings: Any, tmp_path: Any) -> None:
        for name in ("DATA_DIR", "ANCHOR_DIR"):
            (tmp_path / name).mkdir(mode=0o700)
            setattr(settings, name, tmp_path / name)
        assert wrong("storage") == ""
        assert bucket.objects == {}

        bucket.open_to_strangers = True
        assert "Anybody can read files of the bucket" in wrong("storage")
        bucket.breaks = True
        assert "does not keep a file" in wrong("storage")
