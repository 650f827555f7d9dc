"""Makes packets, their parts and records in a process of its own and tells the SHA-256 of each.

``python -m tests.accreditation.printing 2026-11-28 180`` prints as of that day, with a clock that is 180 seconds ahead.
"""

import io
import json
import sys
import zipfile
from datetime import date, timedelta

import django
from django.utils import timezone

from lms.core.canonical import sha256_hex


def packets(as_of: date) -> dict[str, str]:
    """The packet to file and a draft of the one application: the ZIPs, and every file in them."""
    from accreditation.actions.build_packet import assemble
    from accreditation.models import Application
    from accreditation.packets.gathering import gather
    from accreditation.schemes import schemes
    from curriculum.api import enrollment_called

    application = Application.objects.get()
    place, scheme = enrollment_called(application.enrollment), schemes.get(application.scheme)
    assert place is not None
    told = {}
    for name, draft in (("final", False), ("draft", True)):
        data = assemble(gather(place, scheme, as_of, draft=draft, application=application), zone=place.cohort.campus.time_zone).data
        archive = zipfile.ZipFile(io.BytesIO(data))
        told[f"{name}.zip"] = sha256_hex(data)
        told |= {f"{name}/{member}": sha256_hex(archive.read(member)) for member in archive.namelist()}
    return told


def parts() -> dict[str, str]:
    """Every part of every scheme for worked candidates, those included that the application above has no need of."""
    from accreditation.packet_parts import packet_parts
    from accreditation.schemes import schemes
    from lms.core.typesetting import typeset
    from tests.accreditation.packet_parts.test_parts import AT, PRACTICE, scene
    from tests.factories.dossiers import ready

    told, printed = {}, set[str]()
    for scheme in schemes:
        full = scene(scheme.key, ready(scheme.key, practice=PRACTICE), draft=True, anchor="No. 1")
        for part in scheme.parts:
            sheets = [sheet for sheet in packet_parts.get(part).build(full) if sheet.file is None]
            told |= {f"{scheme.key}/{part} says": sheet.digest for sheet in sheets}
            told |= {f"part {part}": sha256_hex(typeset(sheet.template, sheet.data, at=AT)) for sheet in sheets if part not in printed}
            printed.add(part)
    return told


def records(as_of: date) -> dict[str, str]:
    """Every format, of every scope."""
    from accreditation.models import SponsoringOrganization
    from accreditation.record_formats import record_formats
    from curriculum.models import Enrollment
    from tests.factories.records import exported_scope

    place = Enrollment.objects.order_by("pk")[0]
    called = {
        "cohort": place.cohort.slug, "campus": place.cohort.campus.slug, "organization": SponsoringOrganization.objects.get().public_id,
        "student": place.student.email,
    }  # fmt: skip
    return {f"{one.key} of a {kind}": sha256_hex(exported_scope(one.key, kind, name, as_of)) for one in record_formats for kind, name in called.items()}


def ahead(seconds: int) -> None:
    """Put the clock forward that ``lms.core.clock`` reads."""
    real = timezone.now
    timezone.now = lambda: real() + timedelta(seconds=seconds)  # type: ignore[method-assign]


if __name__ == "__main__":
    django.setup()
    ahead(int(sys.argv[2]))
    day = date.fromisoformat(sys.argv[1])
    print(json.dumps({**packets(day), **parts(), **records(day)}))
