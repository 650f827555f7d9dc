"""Binding: volumes under a limit, stamps upright on turned pages, pages that share what they draw with, files that cannot be read."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from accreditation.packet_parts import Enclosure, Sheet
from accreditation.packets.binding import OUTLINE_BYTES, Bound, Press, joined, leaf, stamped, volumes
from accreditation.packets.gathering import Placed
from accreditation.packets.streaming import streamed
from lms.core.canonical import sha256_hex
from lms.core.errors import Invalid
from tests.factories import uploads as make

PRESS = Press(datetime(2026, 11, 28, 12, tzinfo=UTC), draft=False)


def placed(number: int = 1, *, data: bytes = b"", media_type: str = "application/pdf", tab: str = "E") -> Placed:
    return Placed(tab, "Letters", number, Sheet("letter", f"Letter {number}", file=Enclosure("vault:x", sha256_hex(data), media_type)))


def pages(count: int, *, rotate: int = 0, size: tuple[int, int] = (612, 792)) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(*size).rotate(rotate)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@given(st.lists(st.integers(0, 50_000), max_size=12), st.integers(3_000, 60_000))
def test_volumes_keep_the_order_and_hold_no_more_than_they_may_but_for_a_document_that_is_larger(sizes: list[int], most: int) -> None:
    bound = [Bound(placed(number), bytes(size), 1) for number, size in enumerate(sizes)]

    found = volumes(bound, most)

    assert [one for volume in found for one in volume] == bound
    assert all(len(volume) == 1 or sum(len(one.pdf) + OUTLINE_BYTES for one in volume) <= most for volume in found if volume)
    firsts = [len(volume[0].pdf) + OUTLINE_BYTES for volume in found[1:]]
    before = [sum(len(one.pdf) + OUTLINE_BYTES for one in volume) for volume in found[:-1]]
    assert all(size + first > most for size, first in zip(before, firsts, strict=True)), "no volume ends before it must"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_every_page_of_a_file_is_stamped_with_its_place_however_it_is_turned(rotate: int) -> None:
    data = pages(2, rotate=rotate)

    [bound], _stamps = stamped([leaf(placed(3, data=data), data, PRESS)], PRESS)

    said = [page.extract_text() for page in PdfReader(io.BytesIO(bound.pdf)).pages]
    assert [" ".join(text.split()) for text in said] == ["Tab E-3 p. 1", "Tab E-3 p. 2"]


def test_pages_that_share_their_resources_keep_stamps_of_their_own() -> None:
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources 5 0 R>>"
    shared = make.pdf(page.replace("/Resources 5 0 R", "/Resources 5 0 R"), "<</Font<<>>/XObject<<>>>>", page="/Resources 5 0 R")
    both = PdfWriter()
    for _ in range(2):
        both.append(io.BytesIO(shared))
    file = io.BytesIO()
    both.write(file)

    [bound], _stamps = stamped([leaf(placed(data=file.getvalue()), file.getvalue(), PRESS)], PRESS)

    said = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(bound.pdf)).pages]
    assert said == ["Tab E-1 p. 1", "Tab E-1 p. 2"]


def test_the_same_documents_join_to_the_same_bytes_without_a_time_or_an_author() -> None:
    data = pages(3)
    bound, stamps = stamped([leaf(placed(data=data), data, PRESS)], PRESS)

    first, second = joined(bound, "Packet", stamps), joined(bound, "Packet", stamps)

    assert first == second
    info = PdfReader(io.BytesIO(first)).metadata
    assert dict(info) == {"/Title": "Packet", "/Producer": "Pathway"}
    assert PdfReader(io.BytesIO(first)).trailer["/ID"][0] != bytes(16)


@pytest.mark.parametrize(("data", "media_type"), [(b"%PDF-1.7 broken", "application/pdf"), (b"no picture", "image/png")])
def test_a_file_that_is_not_what_it_says_is_refused_by_name(data: bytes, media_type: str) -> None:
    with pytest.raises(Invalid, match="Letter 1: the file cannot be bound"):
        leaf(placed(data=data, media_type=media_type), data, PRESS)


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_picture_becomes_a_tagged_page_turned_as_it_is_wide(form: str, media_type: str) -> None:
    data = make.photo(form, size=(800, 600))

    one = leaf(placed(data=data, media_type=media_type), data, PRESS)

    [page] = one.reader.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (792, 612)
    assert "/StructTreeRoot" in one.reader.trailer["/Root"]
    assert one.pdf == leaf(placed(data=data, media_type=media_type), data, PRESS).pdf


def test_a_streamed_archive_holds_one_member_at_a_time() -> None:
    import zipfile

    asked: list[str] = []

    def members():
        for name in ("a", "b"):
            asked.append(name)
            yield name, [name.encode() * 10, b"!"]

    pieces = streamed(members())
    next(pieces)
    assert asked == ["a"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(streamed(members()))))
    assert [archive.read(name) for name in archive.namelist()] == [b"a" * 10 + b"!", b"b" * 10 + b"!"]
