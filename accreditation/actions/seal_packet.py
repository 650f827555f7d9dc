"""Sealing a finished packet: the combined PDF, or each of its volumes, and a manifest that says so."""

import io
import json
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZipFile

from django.conf import settings

from accreditation.models import PacketKind
from accreditation.packets.archive import MANIFEST, packed
from accreditation.packets.sealing import sealed
from lms.core.canonical import sha256_hex
from lms.core.clock import iso_ms, now
from lms.vault.api import platform_seal


@dataclass(frozen=True)
class SealedVolume:
    """A PDF of the packet: its name in it, SHA-256 of it as sealed and as bound before, the key, and when."""

    name: str
    sha256: str
    body_sha256: str
    key_id: str
    sealed_at: datetime


def is_to_be_sealed(kind: str) -> bool:
    """Whether packets of ``kind`` are sealed here: those that go to EOIR, where the installation asks for it."""
    return settings.PACKET_SEAL and kind != PacketKind.DRAFT


def sealed_packet(data: bytes) -> tuple[bytes, list[SealedVolume]]:
    """The packet ``data``, a ZIP, with its volumes sealed now.

    Documents behind their tabs stay as they are: a second signature in a form that people signed could be taken for one of theirs. All their pages
    lie in the volumes.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    facts = json.loads(files.pop(MANIFEST))
    del facts["files"]
    seal, at = platform_seal(), now().replace(microsecond=0)
    seals = []
    for name in facts["volumes"]:
        body = files[name]
        files[name] = sealed(body, seal=seal, at=at)
        seals.append(SealedVolume(name, sha256_hex(files[name]), sha256_hex(body), seal.key_id, at))
    told = [{"name": one.name, "key": one.key_id, "sealed_at": iso_ms(one.sealed_at), "sha256_before": one.body_sha256} for one in seals]
    return packed(files, {**facts, "seals": told}), seals
