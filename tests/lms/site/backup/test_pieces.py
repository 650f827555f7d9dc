"""Pieces: what goes in comes out, or nothing does."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lms.site.backup.pieces import Damaged, Pieces
from lms.vault.api import CHUNK, newest_backup_key


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_content_of_any_length_comes_back(tmp_path: Path, size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    pieces = Pieces(tmp_path)

    piece = pieces.put([content[: size // 3], content[size // 3 :]], newest_backup_key())

    assert b"".join(pieces.content(piece)) == content
    assert (piece.size, pieces.holds(piece)) == (size, True)


def test_the_same_content_is_one_piece_whatever_it_is_called(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path / "pieces")
    pieces.folder.mkdir()
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"the same")

    first, second = (pieces.put_file(tmp_path / name, newest_backup_key()) for name in ("a", "b"))

    assert (first[0], first[1], second[1]) == (second[0], True, False)
    assert len(list(pieces.folder.glob("??/*"))) == 1


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> object:
        yield b"x" * 100_000
        raise OSError("the source went away")

    with pytest.raises(OSError, match="the source went away"):
        Pieces(tmp_path).put(failing(), newest_backup_key())  # type: ignore[arg-type]

    assert list(tmp_path.rglob("*")) == []


@hypothesis_settings(max_examples=60)
@given(st.binary(min_size=1, max_size=3 * CHUNK), st.data())
def test_no_bit_can_be_changed(content: bytes, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        pieces = Pieces(Path(folder))
        piece = pieces.put([content], newest_backup_key())
        (path,) = Path(folder).glob("??/*")
        changed = bytearray(path.read_bytes())
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(changed)

        with pytest.raises(Damaged):
            list(pieces.content(piece))
