"""Setting what certificates of a track say, from now on; what was issued stays as it is."""

from typing import Any

from django.db import transaction

from accreditation.models import CertificateTemplate
from accreditation.queries.certificate_settings import SAID, template_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.people.api import Campus


@transaction.atomic
def set_certificate_template(*, cohort: Any, track: str, wording: dict[str, Any], by: Any) -> CertificateTemplate:
    """A new version for the track of the cohort's program on its campus; the same words again change nothing.

    Raises ``Invalid`` without title, provider and address (domain reference, 3.1), or for a track the program has not.
    """
    require(by, "accreditation.set_certificates", cohort)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in wording.items() if name in SAID}
    missing = [name for name in ("title", "provider", "provider_address") if not said.get(name)]
    if missing:
        raise Invalid("A certificate needs a title, the provider’s name and the provider’s address.")
    if not cohort.program.tracks.filter(slug=track).exists():
        raise Invalid("The program has no such track.")
    Campus.objects.select_for_update().get(pk=cohort.campus_id)
    newest = template_of(cohort.campus, cohort.program.public_id, track)
    if newest and all(getattr(newest, name) == value for name, value in said.items()):
        return newest
    template = CertificateTemplate.objects.create(
        campus=cohort.campus, program=cohort.program.public_id, track=track, number=newest.number + 1 if newest else 1,
        **said, set_at=now(), set_by=by.public_id,
    )  # fmt: skip
    facts = {"track": track, "program": cohort.program.title, "number": template.number}
    record_event("accreditation.certificate_template_set", by=by, subject_kind="campus", subject_id=cohort.campus.slug, campus=cohort.campus.slug, data=facts)
    return template
