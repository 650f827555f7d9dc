import gzip
import io
import tarfile
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import packages
from assessments.formats.packages import open_package, safe_name
from lms.core.errors import Invalid


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    made.seek(0)
    return made


def tarred(*members: tarfile.TarInfo) -> io.BytesIO:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    made.seek(0)
    return made


def member(name: str, size: int = 1, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, link
    return info


def test_members_are_read_by_name():
    package = open_package(zipped(("./a/b.xml", b"<a/>"), ("c\\d.xml", b"<b/>")))

    assert package.names == ["a/b.xml", "c/d.xml"]
    assert package.read("a/b.xml") == b"<a/>"


def test_a_gzipped_tar_is_read_too():
    package = open_package(tarred(member("course/problem/a.xml", 3)))

    assert (package.names, package.read("course/problem/a.xml")) == (["course/problem/a.xml"], b"xxx")


@pytest.mark.parametrize("name", ["../a.xml", "a/../../b.xml", "/etc/passwd", "C:\\a.xml", "..\\a.xml"])
def test_a_name_that_leads_outside_is_refused(name):
    with pytest.raises(Invalid, match="not opened"):
        open_package(zipped((name, b"x")))


@pytest.mark.parametrize(
    "bad", [member("../a"), member("a", 0, tarfile.SYMTYPE, "/etc/passwd"), member("a", 0, tarfile.LNKTYPE, "b"), member("a", 0, tarfile.CHRTYPE)]
)
def test_links_and_devices_of_a_tar_are_refused(bad):
    with pytest.raises(Invalid, match="not opened"):
        open_package(tarred(bad))


def test_a_link_in_a_zip_is_refused():
    link = zipfile.ZipInfo("a.xml")
    link.external_attr = 0o120777 << 16

    with pytest.raises(Invalid, match="not opened"):
        open_package(zipped((link, b"/etc/passwd")))


def test_what_is_packed_too_steeply_is_refused():
    zeros = b"\0" * 5_000_000

    for bomb in (zipped(("a.xml", zeros)), io.BytesIO(gzip.compress(zeros))):
        with pytest.raises(Invalid, match="not opened"):
            open_package(bomb)


def test_a_password_is_named():
    data = bytearray(zipped(("a.xml", b"x")).getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Invalid, match="password"):
        open_package(io.BytesIO(bytes(data)))


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_MEMBERS", 2)

    with pytest.raises(Invalid, match="too large"):
        open_package(zipped(("a", b""), ("b", b""), ("c", b"")))


def test_a_member_larger_than_asked_for_is_refused():
    package = open_package(zipped(("a.xml", b"x" * 100)))

    with pytest.raises(Invalid, match="too large"):
        package.read("a.xml", most=99)


def test_an_unknown_kind_of_archive_is_named():
    with pytest.raises(Invalid, match="ZIP or tar"):
        open_package(io.BytesIO(b"7z\xbc\xaf\x27\x1c"))


@given(st.binary(max_size=400), st.integers(0, 300))
def test_damaged_archives_are_refused_in_a_sentence(noise, cut):
    data = zipped(("a.xml", b"<a>some text</a>" * 9)).getvalue()
    for broken in (data[:cut] + noise, b"PK\x03\x04" + noise, b"\x1f\x8b" + noise):
        with suppress(Invalid):
            package = open_package(io.BytesIO(broken))
            for name in package.names:
                package.read(name)


@given(st.text(max_size=40))
def test_safe_names_stay_inside(name):
    try:
        found = safe_name(name)
    except Invalid:
        return
    assert not found.startswith("/")
    assert ".." not in found.split("/")
