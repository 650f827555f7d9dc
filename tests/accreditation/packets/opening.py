"""A packet to file, and what lies in its ZIP."""

import io
import json
import zipfile
from typing import Any

from pypdf import PdfReader

from accreditation.models import Packet
from lms.vault.api import file_called, read
from tests.factories.packets import PacketRoom


def opened(packet: Packet) -> zipfile.ZipFile:
    file = file_called(packet.file)
    assert file is not None
    return zipfile.ZipFile(io.BytesIO(read(file)))


def manifest(packet: Packet) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(opened(packet).read("manifest.json"))
    return found


def words(archive: zipfile.ZipFile, name: str) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(archive.read(name))).pages).split())


def to_file(room: PacketRoom) -> Packet:
    room.reviewed()
    room.signed_and_served()
    return room.built("final")
