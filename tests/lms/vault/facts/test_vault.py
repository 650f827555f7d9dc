"""Whether the vault can be read, and what was counted when it could not."""

from typing import Any

import pytest

from lms.core.operations import counters
from lms.core.operations.registry import State
from lms.vault.api import Unreadable, read, seal_text, store
from lms.vault.facts.vault import read_vault
from lms.vault.faults import FAULTS
from lms.vault.shelf import path_of

pytestmark = pytest.mark.django_db


def kept() -> Any:
    return store("note", b"abc", name="note.txt", media_type="text/plain", owner="ana")


def faults() -> dict[str, float]:
    samples = [sample for metric in counters.counted_metrics() if metric.name == FAULTS.removesuffix("_total") for sample in metric.samples]
    return {sample.labels["kind"]: sample.value for sample in samples}


def test_a_vault_that_reads_and_stores_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.vault.facts.vault.total", lambda _name: 0.0)  # other tests damage files
    read(kept())

    reading = read_vault()

    assert [fact.state for fact in reading.facts] == [State.FINE, State.FINE]
    assert reading.samples == [("pathway_vault_files", (), 1), ("pathway_vault_keys_missing", (), 0)]


def test_what_needs_a_key_that_is_gone_is_wrong(settings: Any) -> None:
    kept()
    seal_text("ana", "Said.")
    settings.VAULT_KEYS = ["another-key-" + "k" * 30]

    reading = read_vault()

    assert reading.facts[0].state == State.WRONG
    assert reading.samples[1] == ("pathway_vault_keys_missing", (), 2)


def test_faults_are_counted_by_kind_and_the_log_names_the_file(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    before = faults()
    damaged, gone, locked = kept(), kept(), kept()
    path_of(damaged.stored_as).write_bytes(b"x" * 100)
    path_of(gone.stored_as).unlink()
    for file in (damaged, gone):
        with pytest.raises(Unreadable):
            read(file)
    settings.VAULT_KEYS = ["another-key-" + "k" * 30]
    with pytest.raises(Unreadable):
        read(locked)

    counted = {kind: number - before.get(kind, 0) for kind, number in faults().items()}

    assert {kind: number for kind, number in counted.items() if number} == {"damaged": 1, "file_missing": 1, "key_missing": 1}
    assert read_vault().facts[1].state == State.LOOK
    assert {f"The stored file {file.public_id} cannot be read." for file in (damaged, gone, locked)} <= {record.getMessage() for record in caplog.records}
